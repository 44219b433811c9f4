package claimbench.reactive;

import claimbench.contract.MeterNames;
import claimbench.runtime.ServerMeters;
import io.micrometer.core.instrument.Tags;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long each loop was held up at worst. Netty does not tell, so a task asks for a turn again and again, and notes how
 * late it got it: what is shorter than {@link #PROBE_MS}, and fell between two turns, is not seen.
 */
final class LoopStalls {
    private static final int PROBE_MS = 20;

    private LoopStalls() {}

    /** Watches these loops until they end. */
    static void watch(EventLoopGroup loops, ServerMeters meters) {
        int index = 0;
        for (EventExecutor loop : loops) {
            var probe = new Probe(loop);
            meters.gauge(
                    MeterNames.LOOP_STALL,
                    Tags.of(MeterNames.LOOP, Integer.toString(index++)),
                    probe.latestNanos,
                    nanos -> nanos.getAndSet(0) / (double) TimeUnit.SECONDS.toNanos(1));
            probe.ask();
        }
    }

    private static final class Probe implements Runnable {
        private final EventExecutor loop;
        private final AtomicLong latestNanos = new AtomicLong();
        private long dueNanos;

        Probe(EventExecutor loop) {
            this.loop = loop;
        }

        void ask() {
            dueNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PROBE_MS);
            var _ = loop.schedule(this, PROBE_MS, TimeUnit.MILLISECONDS);
        }

        @Override
        public void run() {
            long lateNanos = System.nanoTime() - dueNanos;
            latestNanos.accumulateAndGet(lateNanos, Math::max);
            if (!loop.isShuttingDown()) {
                ask();
            }
        }
    }
}

package claimbench.reactive;

import claimbench.contract.Meter;
import claimbench.contract.MeterNames;
import claimbench.runtime.ServerMeters;
import claimbench.runtime.meters.RecentMax;
import io.micrometer.core.instrument.Tags;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long each loop was held up at worst, and how much waits for its turn. Netty does not tell, so a task asks for a turn again and again, and notes how
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
            Tags tags = Tags.of(MeterNames.LOOP, Integer.toString(index++));
            meters.gauge(Meter.LOOP_STALL, tags, probe, Probe::recentSeconds);
            if (loop instanceof SingleThreadEventExecutor queue) {
                meters.gauge(Meter.LOOP_READY, tags, queue, SingleThreadEventExecutor::pendingTasks);
            }
            probe.ask();
        }
    }

    private static final class Probe implements Runnable {
        private final EventExecutor loop;
        private final AtomicLong latestNanos = new AtomicLong();
        private final RecentMax recent = new RecentMax(System.nanoTime());
        private long dueNanos;

        Probe(EventExecutor loop) {
            this.loop = loop;
        }

        double recentSeconds() {
            double latest = latestNanos.getAndSet(0) / (double) TimeUnit.SECONDS.toNanos(1);
            return recent.with(latest, System.nanoTime());
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

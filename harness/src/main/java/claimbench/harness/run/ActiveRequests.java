package claimbench.harness.run;

import claimbench.contract.MeterNames;
import claimbench.contract.Route;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The most requests in flight at once, as the target's own gauge says, asked now and then in a thread of its own: where
 * the target is busy, the answer to this question waits too.
 */
final class ActiveRequests implements AutoCloseable {
    private static final long PERIOD_MILLIS = 400;
    private static final String GAUGE = MeterNames.SERVER_REQUESTS_ACTIVE.replace('.', '_');

    private final HttpProbe target;
    private final AtomicInteger max = new AtomicInteger();
    private final Thread thread;

    ActiveRequests(HttpProbe target) {
        this.target = target;
        this.thread = Thread.ofVirtual().name("active-requests").start(this::ask);
    }

    /** The most that was seen. */
    int max() {
        return max.get();
    }

    /** Asks no more. */
    @Override
    public void close() {
        thread.interrupt();
    }

    private void ask() {
        try {
            while (true) {
                try {
                    parse(target.get(Route.METRICS.path())).ifPresent(value -> max.accumulateAndGet(value, Math::max));
                } catch (TrialFailure e) {
                    // A target that gives no meters just has no such reading; its requests are checked elsewhere.
                }
                Thread.sleep(PERIOD_MILLIS);
            }
        } catch (InterruptedException e) {
            // Asked to end.
        }
    }

    /** The gauge in Prometheus text, less the request that asks for it. */
    static OptionalInt parse(String text) {
        return text.lines()
                .filter(line -> line.startsWith(GAUGE + "{") || line.startsWith(GAUGE + " "))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)) - 1)
                .findFirst();
    }
}

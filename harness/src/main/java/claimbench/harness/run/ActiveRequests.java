package claimbench.harness.run;

import claimbench.contract.MeterNames;
import claimbench.contract.Route;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The most requests in flight at once, as the target's own gauge says. It is asked again and again, without waiting for
 * earlier answers: where the target has a queue, the question stands in it like any other request, and its answer tells
 * what was in flight when its turn came. So questions begin with the load, and answers count when they come in the window.
 * A question costs the target some work, so it is not put where one user alone sends requests.
 */
final class ActiveRequests implements AutoCloseable {
    private static final long PERIOD_MILLIS = 500;
    private static final String GAUGE = MeterNames.SERVER_REQUESTS_ACTIVE.replace('.', '_');

    private final HttpProbe target;
    private final AtomicInteger max = new AtomicInteger();
    private final CountDownLatch counted = new CountDownLatch(1);
    private final Thread asker;
    private volatile boolean counting;

    /** Begins to ask. */
    ActiveRequests(HttpProbe target) {
        this.target = target;
        this.asker = Thread.ofVirtual().name("active-requests").start(this::askAgainAndAgain);
    }

    /** From here on answers count. */
    void windowStarted() {
        counting = true;
    }

    /**
     * From here on answers count no more, but for the first one where none has come yet.
     *
     * @param boundMillis for that one
     * @return the most that was seen; null where the target did not say
     */
    @Nullable
    Integer windowEnded(long boundMillis) throws InterruptedException {
        close();
        boolean some = counted.await(boundMillis, TimeUnit.MILLISECONDS);
        counting = false;
        return some ? max.get() : null;
    }

    /** Asks no more. */
    @Override
    public void close() {
        asker.interrupt();
    }

    private void askAgainAndAgain() {
        try {
            while (true) {
                Thread.ofVirtual().name("active-requests-question").start(this::ask);
                Thread.sleep(PERIOD_MILLIS);
            }
        } catch (InterruptedException e) {
            // Asked to end.
        }
    }

    private void ask() {
        try {
            parse(target.get(Route.METRICS.path())).ifPresent(this::answered);
        } catch (TrialFailure e) {
            // A target that gives no meters just has no such reading; its requests are checked elsewhere.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answered(int active) {
        if (counting) {
            max.accumulateAndGet(active, Math::max);
            counted.countDown();
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

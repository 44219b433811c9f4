package claimbench.harness.run;

import claimbench.contract.Meter;
import claimbench.contract.MeterNames;
import claimbench.harness.experiment.ExperimentCatalogue;
import claimbench.harness.result.Condition;
import claimbench.harness.result.Workload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The most requests in flight at once, and how many on average, as the target's own gauges say. It is asked again and again, without waiting for
 * earlier answers: where the target has a queue, the question stands in it like any other request, and its answer tells
 * what was in flight when its turn came. So questions begin with the load, and answers count when they come in the window.
 * A question costs the target some work, so it is not put where one user alone sends requests.
 */
final class ActiveRequests implements AutoCloseable {
    /** No part of the half seconds that users wait, or a crowd in step would be met at the same moment each time. */
    private static final long PERIOD_MILLIS = 470;

    private static final String GAUGE = Meter.SERVER_REQUESTS_ACTIVE.sample();
    private static final String QUEUED = Meter.POOL_QUEUED.sample() + "{";
    private static final String OF_REQUESTS = MeterNames.POOL + "=\"requests\"";

    private final Scraper.Source target;
    private final AtomicInteger max = new AtomicInteger();
    /** What was in flight in the window, queue included; guarded by itself. */
    private final List<Integer> inFlight = new ArrayList<>();

    private final Queue<Duration> times = new ConcurrentLinkedQueue<>();
    private final Set<Long> unansweredSinceNanos = ConcurrentHashMap.newKeySet();
    private final CountDownLatch counted = new CountDownLatch(1);
    /** Of the platform, as a {@link Scraper}'s, and used again: there are as many as questions that wait. */
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("active-requests-", 0).factory());

    private final Thread asker;
    private volatile boolean counting;

    /** Begins to ask. */
    ActiveRequests(Scraper.Source target) {
        this.target = target;
        this.asker = Thread.ofPlatform().daemon().name("active-requests").start(this::askAgainAndAgain);
    }

    /** Whether a condition's trials ask: not where it would cost what is measured, nor where the answer would tell nothing. */
    static boolean areAskedFor(Condition condition) {
        Workload load = condition.workload();
        boolean worthIt = switch (load.model()) {
            case CLOSED -> load.users() > 1;
            // Of a short request most is the way to the target and back, which the target does not count.
            case OPEN -> AskedTime.nanosMin(condition).orElse(0) >= TargetChecks.ASKED_SECONDS_MIN * 1e9;
        };
        // Whoever asks one of several workers is told of that one alone.
        boolean speaksForAll = !condition.options().contains("--workers");
        // One that serves one at a time would answer when all who stand before the question have been served.
        boolean answersMeanwhile = !ExperimentCatalogue.servesOneAtATime(condition.ownExperiment());
        return worthIt
                && speaksForAll
                && answersMeanwhile
                && !ExperimentCatalogue.hasControls(condition.ownExperiment());
    }

    /**
     * What was seen in the window.
     *
     * @param max the most requests in flight; null where the target did not say
     * @param times how long each question took that was answered, or has waited by the end
     */
    record Seen(@Nullable Integer max, List<Duration> times) {
        static final Seen NOTHING = new Seen(null, List.of());
    }

    /** From here on answers count. */
    void windowStarted() {
        counting = true;
    }

    /**
     * From here on answers count no more, but for the first one where none has come yet.
     *
     * @param boundMillis for that one
     */
    Seen windowEnded(long boundMillis) throws InterruptedException {
        close();
        long endNanos = System.nanoTime();
        unansweredSinceNanos.forEach(since -> times.add(Duration.ofNanos(endNanos - since)));
        List<Duration> seen = List.copyOf(times);
        boolean some = counted.await(boundMillis, TimeUnit.MILLISECONDS);
        counting = false;
        return new Seen(some ? max.get() : null, seen);
    }

    /** Asks no more. */
    @Override
    public void close() {
        asker.interrupt();
    }

    private void askAgainAndAgain() {
        try {
            while (true) {
                threads.execute(this::ask);
                Thread.sleep(PERIOD_MILLIS);
            }
        } catch (InterruptedException e) {
            // Asked to end.
        } finally {
            threads.shutdown(); // when the last answer has come
        }
    }

    private void ask() {
        long startNanos = System.nanoTime();
        unansweredSinceNanos.add(startNanos);
        try {
            Optional<byte[]> meters = target.ask();
            if (meters.isPresent()) {
                if (counting) {
                    times.add(Duration.ofNanos(System.nanoTime() - startNanos));
                }
                String text = new String(meters.get(), StandardCharsets.UTF_8);
                parse(text).ifPresent(active -> answered(active, queued(text)));
            }
        } catch (IOException e) {
            // A target that gives no meters just has no such reading; its requests are checked elsewhere.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            unansweredSinceNanos.remove(startNanos);
        }
    }

    private void answered(int active, int queued) {
        if (counting) {
            max.accumulateAndGet(active, Math::max);
            synchronized (inFlight) {
                inFlight.add(active + queued);
            }
            counted.countDown();
        }
    }

    /** What was in flight on average, with what waited for a thread; empty where the target did not say. */
    Optional<InFlightCheck.Sampled> mean() {
        synchronized (inFlight) {
            int n = inFlight.size();
            if (n == 0) {
                return Optional.empty();
            }
            double mean =
                    inFlight.stream().mapToInt(Integer::intValue).average().orElse(0);
            double squares = inFlight.stream()
                    .mapToDouble(one -> (one - mean) * (one - mean))
                    .sum();
            return Optional.of(new InFlightCheck.Sampled(mean, n < 2 ? 0 : Math.sqrt(squares / (n - 1) / n), n));
        }
    }

    /** Requests that wait for a thread, where the target has a pool of threads for requests; 0 where it has none. */
    static int queued(String text) {
        return lines(text, QUEUED).stream()
                .filter(line -> line.contains(OF_REQUESTS))
                .mapToInt(ActiveRequests::value)
                .sum();
    }

    /** The gauge in Prometheus text, less the request that asks for it. */
    static OptionalInt parse(String text) {
        return lines(text, GAUGE).stream()
                .filter(line -> line.startsWith("{", GAUGE.length()) || line.startsWith(" ", GAUGE.length()))
                .mapToInt(line -> value(line) - 1)
                .findFirst();
    }

    private static int value(String line) {
        return (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }

    /** The lines that begin so. The others, a thousand of them, are not taken apart: this happens while a trial is being measured. */
    private static List<String> lines(String text, String beginning) {
        var lines = new ArrayList<String>();
        for (int at = text.indexOf(beginning); at >= 0; at = text.indexOf(beginning, at + 1)) {
            if (at == 0 || text.charAt(at - 1) == '\n') {
                int end = text.indexOf('\n', at);
                lines.add(text.substring(at, end < 0 ? text.length() : end));
            }
        }
        return lines;
    }
}

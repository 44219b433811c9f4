package claimbench.harness.run;

import claimbench.contract.Meter;
import claimbench.contract.MeterNames;
import claimbench.contract.Route;
import claimbench.harness.result.Trial.Finding;
import claimbench.harness.result.Trial.RequestCount;
import claimbench.harness.result.TrustCheck;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The target's own count of requests against the generator's, over a whole trial: only there have both counted the same
 * requests, since one that is under way at an end of the window is on this side of it for the one and on that side for the
 * other. Who answers without having worked, or works twice, is found here, and so is a stranger who sends requests too.
 */
final class ServerCounts {
    private static final String COUNTER = Meter.SERVER_REQUESTS.count();

    /** Routes that no load asks for, and the harness does. */
    private static final Set<String> OF_HARNESS = Set.of(Route.HEALTH.path(), Route.ABOUT.path(), Route.METRICS.path());

    /** Gatling's name for the step of a stream that is a request to the server. */
    private static final String CONNECT = " connect";

    private static final String CLOSE = " close";

    private static final long PAUSE_MILLIS = 20;

    private final HttpProbe target;
    private final OptionalLong before;

    private ServerCounts(HttpProbe target, OptionalLong before) {
        this.target = target;
        this.before = before;
    }

    /** Counts from here on: no request may be under way. */
    static ServerCounts from(HttpProbe target) throws InterruptedException {
        return new ServerCounts(target, counted(target));
    }

    /**
     * Compares, when the load has ended.
     *
     * @param sent by request name, warm-up included
     * @param bound for a target that still writes down its last requests
     */
    Finding compared(Map<String, RequestCount> sent, Duration bound) throws InterruptedException {
        if (before.isEmpty()) {
            return Finding.unknown(
                    TrustCheck.SERVER_COUNTS,
                    "the target has no counter " + COUNTER + ", or several processes have one each");
        }
        long deadline = System.nanoTime() + bound.toNanos();
        while (true) {
            OptionalLong after = counted(target);
            if (after.isEmpty()) {
                return Finding.unknown(TrustCheck.SERVER_COUNTS, "the target did not say after the load");
            }
            Finding finding = compare(requests(sent), after.getAsLong() - before.getAsLong());
            if (!finding.failed() || System.nanoTime() - deadline >= 0) {
                return finding;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    /** What failed may have reached the target or not; whatever else was sent must have been counted, and nothing more. */
    static Finding compare(RequestCount sent, long counted) {
        long answered = sent.answered();
        long failed = sent.failed();
        return new Finding(
                TrustCheck.SERVER_COUNTS,
                answered <= counted && counted <= answered + failed,
                "the target counted " + counted + ", the generator sent " + (answered + failed)
                        + (failed == 0 ? "" : ", of which " + failed + " failed"));
    }

    /** Requests that a server sees, of the names in Gatling's log: of a stream's steps, the one that connects. */
    static RequestCount requests(Map<String, RequestCount> sent) {
        long answered = 0;
        long failed = 0;
        for (Map.Entry<String, RequestCount> entry : sent.entrySet()) {
            String name = entry.getKey();
            boolean laterStep = name.endsWith(CLOSE)
                    ? sent.containsKey(name.substring(0, name.length() - CLOSE.length()) + CONNECT)
                    : sent.containsKey(name + CONNECT);
            if (!laterStep) {
                answered += entry.getValue().answered();
                failed += entry.getValue().failed();
            }
        }
        return new RequestCount(answered, failed);
    }

    private static OptionalLong counted(HttpProbe target) throws InterruptedException {
        try {
            return parse(target.get(Route.METRICS.path()));
        } catch (TrialFailure e) {
            return OptionalLong.empty();
        }
    }

    /** All requests but the harness's own; empty where the text has no such counter, or that of one process of several. */
    static OptionalLong parse(String metrics) {
        List<MetricsLine> samples = MetricsLine.ofTheOnlyProcess(COUNTER, metrics);
        if (samples.isEmpty()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(samples.stream()
                .filter(sample -> !OF_HARNESS.contains(sample.labels().getOrDefault(MeterNames.ROUTE, "")))
                .mapToLong(MetricsLine::count)
                .sum());
    }
}

package claimbench.distribution;

import claimbench.contract.Json;
import claimbench.contract.Problem;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A request each few milliseconds, of several kinds in turn, and what became of them. Thread-safe. */
final class SteadyLoad implements AutoCloseable {
    /** The outcome of a request that succeeded; that of another is its problem's title. */
    static final String WELL = "well";

    private static final int GAP_MILLIS = 10;
    private static final int IN_FLIGHT_MAX = 20;
    private static final Duration ANSWER_MAX = Duration.ofSeconds(20);

    private final HttpClient client;
    private final URI url;
    private final List<String> kinds;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    // All guarded by this object's monitor.
    private final Map<String, Map<String, Integer>> counts = new TreeMap<>();
    private final Map<String, Integer> inARow = new HashMap<>();
    private final Map<String, Integer> broken = new TreeMap<>();
    private int sent;
    private int inFlight;

    SteadyLoad(HttpClient client, URI url, List<String> kinds) {
        this.client = client;
        this.url = url;
        this.kinds = kinds;
        var _ = clock.scheduleAtFixedRate(this::send, 0, GAP_MILLIS, TimeUnit.MILLISECONDS);
    }

    private synchronized void send() {
        if (inFlight == IN_FLIGHT_MAX) {
            return;
        }
        inFlight++;
        String kind = kinds.get(sent++ % kinds.size());
        var request =
                HttpRequest.newBuilder(url.resolve(kind)).timeout(ANSWER_MAX).build();
        var _ = client.sendAsync(request, BodyHandlers.ofString())
                .whenComplete((response, failure) -> ended(kind, response, failure));
    }

    private synchronized void ended(String kind, @Nullable HttpResponse<String> response, @Nullable Throwable failure) {
        inFlight--;
        if (response == null) {
            inARow.put(kind, 0);
            // A stream that was under way when its upstream went can only break off.
            if (!kind.contains("mode=stream")) {
                broken.merge(kind + ": " + failure, 1, Integer::sum);
            }
            return;
        }
        String outcome = outcome(response);
        counts.computeIfAbsent(kind, _ -> new TreeMap<>()).merge(outcome, 1, Integer::sum);
        inARow.put(kind, outcome.equals(WELL) ? inARow.getOrDefault(kind, 0) + 1 : 0);
    }

    /** Well, a problem's title, or an answer that the contract does not have. */
    static String outcome(HttpResponse<String> response) {
        if (response.statusCode() == 200) {
            return WELL;
        }
        boolean isProblem = response.headers()
                .firstValue("Content-Type")
                .filter(Problem.CONTENT_TYPE::equals)
                .isPresent();
        return isProblem
                ? Json.MAPPER.readTree(response.body()).path("title").asString()
                : response.statusCode() + " " + response.body();
    }

    /** Forgets what has been counted; not the successes in a row. */
    synchronized void forget() {
        counts.clear();
        broken.clear();
    }

    synchronized int count(String kind, String outcome) {
        return counts.getOrDefault(kind, Map.of()).getOrDefault(outcome, 0);
    }

    /** All that occurred. */
    synchronized Set<String> outcomes() {
        return counts.values().stream().flatMap(each -> each.keySet().stream()).collect(Collectors.toSet());
    }

    /** Requests that got no answer, with the reason; none should. */
    synchronized Map<String, Integer> broken() {
        return Map.copyOf(broken);
    }

    /** Of the kind that has the fewest since its last failure. */
    synchronized int successesInARow() {
        return kinds.stream()
                .mapToInt(kind -> inARow.getOrDefault(kind, 0))
                .min()
                .orElse(0);
    }

    @Override
    public synchronized String toString() {
        return "answered " + counts + ", not answered " + broken + ", successes in a row " + inARow;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}

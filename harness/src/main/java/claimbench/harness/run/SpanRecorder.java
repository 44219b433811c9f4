package claimbench.harness.run;

import claimbench.contract.Json;
import claimbench.harness.result.Condition;
import claimbench.harness.result.Spans;
import claimbench.load.Arm;
import claimbench.load.Ask;
import claimbench.load.Asker;
import claimbench.load.Scenario;
import claimbench.load.ScenarioCatalogue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;

/**
 * Sends one request of each way of calling, and asks the upstream when the calls came:
 *
 * <pre>
 * request     |sent ............................ answered|    by this process's clock
 * upstream      |call 0|  |call 1|  |call 2|                  by the upstream's, on the same machine
 * </pre>
 *
 * <p>When the load has ended: the target is warm then, and nobody else asks it for anything. The target does not know of it.
 */
final class SpanRecorder {
    /** The same calls in each way, as the load had them. */
    private static final List<String> WAYS = List.of("serial", "concurrent");

    private final HttpProbe target;
    private final HttpProbe upstream;

    /** What the upstream shows. */
    record Recorded(List<Spans.Call> calls) {
        Recorded {
            calls = List.copyOf(calls);
        }
    }

    SpanRecorder(HttpProbe target, HttpProbe upstream) {
        this.target = target;
        this.upstream = upstream;
    }

    /** Whether a condition's requests fan out, serially and concurrently. */
    static boolean canRecord(Condition condition) {
        return condition.scenario().equals(ScenarioCatalogue.FANOUT.name());
    }

    /**
     * Records.
     *
     * @throws TrialFailure where a server does not answer in time, or as it should
     */
    Spans record(Condition condition) throws TrialFailure, InterruptedException {
        Scenario scenario = ScenarioCatalogue.FANOUT;
        var asker = new Asker(1, 0);
        var requests = new ArrayList<Spans.Request>();
        for (Arm arm : scenario.arms(condition.parameters())) {
            if (WAYS.contains(arm.name())) {
                requests.add(record(arm, asker));
            }
        }
        return new Spans(Spans.SCHEMA, requests);
    }

    private Spans.Request record(Arm arm, Asker asker) throws TrialFailure, InterruptedException {
        Ask ask = arm.ask(asker);
        upstream.post("/calls/reset");
        long startEpochMicros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        long startNanos = System.nanoTime();
        target.ask(arm.manner(), ask);
        long tookMicros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - startNanos);
        return new Spans.Request(arm.name(), ask.target(), startEpochMicros, startEpochMicros + tookMicros, calls());
    }

    private List<Spans.Call> calls() throws TrialFailure, InterruptedException {
        String body = upstream.get("/calls");
        Recorded recorded;
        try {
            recorded = Json.MAPPER.readValue(body, Recorded.class);
        } catch (JacksonException e) {
            throw upstream.wrong("/calls", body);
        }
        if (recorded == null) {
            throw upstream.wrong("/calls", body);
        }
        return recorded.calls().stream()
                .sorted(Comparator.comparingInt(Spans.Call::call))
                .toList();
    }
}

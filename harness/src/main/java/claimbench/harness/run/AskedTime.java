package claimbench.harness.run;

import claimbench.contract.Arguments;
import claimbench.contract.Distribution;
import claimbench.contract.FanoutRequest;
import claimbench.contract.Mode;
import claimbench.contract.Parameter;
import claimbench.contract.ProblemException;
import claimbench.contract.Route;
import claimbench.contract.UpstreamRequest;
import claimbench.contract.WaitRequest;
import claimbench.harness.result.Condition;
import claimbench.load.Arm;
import claimbench.load.Ask;
import claimbench.load.ScenarioCatalogue;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * For how long a request asks the target to wait, whatever the target is made of: no right answer can come sooner, and while
 * one request waits a target can serve all others. Known of requests that only wait.
 */
final class AskedTime {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final List<Parameter<?>> OF_WAIT = List.of(WaitRequest.MS);
    private static final List<Parameter<?>> OF_FANOUT = List.of(
            FanoutRequest.CALLS,
            FanoutRequest.MODE,
            FanoutRequest.MS,
            FanoutRequest.DISTRIBUTION,
            FanoutRequest.SEED,
            FanoutRequest.FAILING,
            FanoutRequest.ON_ERROR);

    private AskedTime() {}

    /** In nanoseconds, by request name; empty where that is not known of each of the condition's requests. */
    static Map<String, Long> nanosByRequest(Condition condition) {
        var nanos = new TreeMap<String, Long>();
        try {
            var scenario = ScenarioCatalogue.find(condition.scenario());
            if (scenario.isEmpty()) {
                return Map.of();
            }
            for (Arm arm : scenario.get().arms(condition.parameters())) {
                Ask always = arm.always();
                OptionalLong asked = always == null ? OptionalLong.empty() : nanos(always.target());
                if (asked.isEmpty()) {
                    return Map.of();
                }
                nanos.put(arm.name(), asked.getAsLong());
            }
        } catch (ProblemException e) {
            return Map.of(); // not a condition of this version's
        }
        return nanos;
    }

    /** The shortest of the condition's requests, in nanoseconds; empty where it is not known of each of them. */
    static OptionalLong nanosMin(Condition condition) {
        return nanosByRequest(condition).values().stream()
                .mapToLong(Long::longValue)
                .min();
    }

    /** Of one request; empty where it does something else than wait, or for a time that is drawn. */
    static OptionalLong nanos(String target) {
        String[] parts = target.split("\\?", 2);
        String query = parts.length < 2 ? "" : parts[1];
        if (parts[0].equals(Route.WAIT.path())) {
            return OptionalLong.of(NANOS_PER_MILLI
                    * WaitRequest.from(Arguments.parse(query, OF_WAIT)).ms());
        }
        if (parts[0].equals(Route.FANOUT.path())) {
            var request = FanoutRequest.from(Arguments.parse(query, OF_FANOUT));
            if (request.distribution() != Distribution.FIXED || request.failing() > 0) {
                return OptionalLong.empty();
            }
            LongStream calls = request.upstreamRequests().stream().mapToLong(UpstreamRequest::ms);
            return OptionalLong.of(NANOS_PER_MILLI
                    * (request.mode() == Mode.SERIAL ? calls.sum() : calls.max().orElse(0)));
        }
        return OptionalLong.empty();
    }
}

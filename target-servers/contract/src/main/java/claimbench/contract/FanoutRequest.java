package claimbench.contract;

import java.util.List;
import java.util.stream.IntStream;

/**
 * {@code GET /fanout?calls=&mode=&ms=&distribution=&seed=}: calls the upstream several times over HTTP.
 *
 * @param calls how many calls
 * @param mode {@link Mode#SERIAL} or {@link Mode#CONCURRENT}
 * @param ms mean latency of each call in milliseconds: one for all, or one for each
 * @param distribution how latencies are drawn around the mean
 * @param seed of the draws
 */
public record FanoutRequest(int calls, Mode mode, List<Integer> ms, Distribution distribution, long seed) {
    public static final int CALLS_MAX = 1_000;

    public static final Parameter<Integer> CALLS = Parameter.integer("calls", 1, CALLS_MAX);
    public static final Parameter<Mode> MODE = Parameter.choice("mode", Mode.SERIAL, Mode.CONCURRENT);
    public static final Parameter<List<Integer>> MS = Parameter.integers("ms", CALLS_MAX, 0, 60_000);
    public static final Parameter<Distribution> DISTRIBUTION = Parameter.choice(
                    "distribution", Distribution.FIXED, Distribution.EXPONENTIAL, Distribution.LOGNORMAL)
            .orElse(Distribution.FIXED);
    public static final Parameter<Long> SEED = Parameter.number("seed").orElse(1L);

    public static FanoutRequest from(Arguments arguments) {
        var request = new FanoutRequest(
                arguments.get(CALLS),
                arguments.get(MODE),
                arguments.get(MS),
                arguments.get(DISTRIBUTION),
                arguments.get(SEED));
        if (request.ms.size() != 1 && request.ms.size() != request.calls) {
            throw new ProblemException(Problem.badParameter(
                    MS.name(),
                    "ms must have one value, or one for each of the " + request.calls + " calls, not "
                            + request.ms.size()));
        }
        return request;
    }

    /** The calls to make, in order. */
    public List<UpstreamRequest> upstreamRequests() {
        return IntStream.range(0, calls)
                .mapToObj(call -> new UpstreamRequest(ms.get(ms.size() == 1 ? 0 : call), distribution, seed, call))
                .toList();
    }

    /**
     * What the calls gave, in call order.
     *
     * @param elapsedNanos from the first call's start to the last one's end, inside the server
     */
    public record Answer(List<UpstreamRequest.Answer> results, long elapsedNanos) {}
}

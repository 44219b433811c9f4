package claimbench.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.IntStream;

/**
 * {@code GET /fanout?calls=&mode=&ms=&distribution=&seed=&failing=&on-error=}: calls the upstream several times over HTTP.
 *
 * @param calls how many calls
 * @param mode {@link Mode#SERIAL} or {@link Mode#CONCURRENT}
 * @param ms mean latency of each call in milliseconds: one for all, or one for each
 * @param distribution how latencies are drawn around the mean
 * @param seed of the draws
 * @param failing how many of the calls fail: the last ones in call order
 * @param onError what comes of a call that fails
 */
public record FanoutRequest(
        int calls, Mode mode, List<Integer> ms, Distribution distribution, long seed, int failing, OnError onError) {
    public static final int CALLS_MAX = 1_000;

    public static final Parameter<Integer> CALLS = Parameter.integer("calls", 1, CALLS_MAX);
    public static final Parameter<Mode> MODE = Parameter.choice("mode", Mode.SERIAL, Mode.CONCURRENT);
    public static final Parameter<List<Integer>> MS = Parameter.integers("ms", CALLS_MAX, 0, 60_000);
    public static final Parameter<Distribution> DISTRIBUTION = Parameter.choice(
                    "distribution", Distribution.FIXED, Distribution.EXPONENTIAL, Distribution.LOGNORMAL)
            .orElse(Distribution.FIXED);
    public static final Parameter<Long> SEED = Parameter.number("seed").orElse(1L);

    public static final Parameter<Integer> FAILING =
            Parameter.integer("failing", 0, CALLS_MAX).orElse(0);
    public static final Parameter<OnError> ON_ERROR =
            Parameter.choice("on-error", OnError.FAIL, OnError.COLLECT).orElse(OnError.FAIL);

    /** Calls that all succeed. */
    public FanoutRequest(int calls, Mode mode, List<Integer> ms, Distribution distribution, long seed) {
        this(calls, mode, ms, distribution, seed, 0, OnError.FAIL);
    }

    public static FanoutRequest from(Arguments arguments) {
        var request = new FanoutRequest(
                arguments.get(CALLS),
                arguments.get(MODE),
                arguments.get(MS),
                arguments.get(DISTRIBUTION),
                arguments.get(SEED),
                arguments.get(FAILING),
                arguments.get(ON_ERROR));
        if (request.failing > request.calls) {
            throw new ProblemException(Problem.badParameter(
                    FAILING.name(), "failing must be at most the " + request.calls + " calls, not " + request.failing));
        }
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
                .mapToObj(call -> new UpstreamRequest(
                        ms.get(ms.size() == 1 ? 0 : call), distribution, seed, call, call >= calls - failing))
                .toList();
    }

    /**
     * What the calls gave, in call order.
     *
     * @param results of the calls that succeeded
     * @param failures of the calls that failed; only with {@link OnError#COLLECT} can there be any
     * @param elapsedNanos from the first call's start to the last one's end, inside the server
     */
    public record Answer(
            List<UpstreamRequest.Answer> results,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Failure> failures,
            long elapsedNanos) {
        /** What calls gave that all succeeded. */
        public Answer(List<UpstreamRequest.Answer> results, long elapsedNanos) {
            this(results, List.of(), elapsedNanos);
        }
    }

    /**
     * What came of a call that failed.
     *
     * @param call its index, from 0
     * @param detail why
     */
    public record Failure(int call, String detail) {}
}

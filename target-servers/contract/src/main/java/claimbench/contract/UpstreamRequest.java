package claimbench.contract;

import java.util.List;

/**
 * {@code GET /generate?ms=&distribution=&seed=&call=&fail=}: one call of the upstream, the stand-in for a model API.
 *
 * @param ms mean latency in milliseconds
 * @param distribution how the latency is drawn
 * @param seed of the draw
 * @param call index of this call within its request, from 0
 * @param fail whether the upstream answers 500 in place of a result, when its latency has passed
 */
public record UpstreamRequest(int ms, Distribution distribution, long seed, int call, boolean fail) {
    public static final String PATH = "/generate";

    private static final Parameter<Integer> MS = Parameter.integer("ms", 0, 60_000);
    private static final Parameter<Integer> CALL =
            Parameter.integer("call", 0, FanoutRequest.CALLS_MAX).orElse(0);
    private static final Parameter<YesNo> FAIL =
            Parameter.choice("fail", YesNo.YES, YesNo.NO).orElse(YesNo.NO);
    private static final List<Parameter<?>> PARAMETERS =
            List.of(MS, FanoutRequest.DISTRIBUTION, FanoutRequest.SEED, CALL, FAIL);

    private enum YesNo implements WireName {
        YES,
        NO;

        @Override
        public String wireName() {
            return this == YES ? "yes" : "no";
        }
    }

    /** A call that succeeds. */
    public UpstreamRequest(int ms, Distribution distribution, long seed, int call) {
        this(ms, distribution, seed, call, false);
    }

    /** A call that takes as long as this, and succeeds. */
    public static UpstreamRequest taking(int ms) {
        return new UpstreamRequest(ms, Distribution.FIXED, 1, 0);
    }

    /**
     * The request that a query stands for.
     *
     * @param rawQuery as sent, without the question mark
     * @throws ProblemException 400 that names the parameter
     */
    public static UpstreamRequest from(String rawQuery) {
        Arguments arguments = Arguments.parse(rawQuery, PARAMETERS);
        return new UpstreamRequest(
                arguments.get(MS),
                arguments.get(FanoutRequest.DISTRIBUTION),
                arguments.get(FanoutRequest.SEED),
                arguments.get(CALL),
                arguments.get(FAIL) == YesNo.YES);
    }

    /** How long the upstream takes to answer, in milliseconds. */
    public double latencyMs() {
        return distribution.latencyMs(ms, seed, call);
    }

    /** The request's target: path and query. */
    public String target() {
        return PATH + "?ms=" + ms + "&distribution=" + distribution.wireName() + "&seed=" + seed + "&call=" + call
                + (fail ? "&fail=yes" : "");
    }

    /**
     * What one call gives.
     *
     * @param call the request's own
     * @param latencyMs how long the upstream meant to take, in milliseconds
     */
    public record Answer(int call, double latencyMs) {}
}

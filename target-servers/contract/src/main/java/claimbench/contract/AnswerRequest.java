package claimbench.contract;

import java.util.Locale;

/**
 * {@code GET /answer?tokens=&gap-ms=&mode=}: the upstream's token stream.
 *
 * @param tokens how many
 * @param gapMs milliseconds before each of them, the first included
 * @param mode whether each is handed on as it comes
 */
public record AnswerRequest(int tokens, int gapMs, Delivery mode) {
    public static final Parameter<Integer> TOKENS = Parameter.integer("tokens", 1, TokensRequest.TOKENS_MAX);
    public static final Parameter<Integer> GAP_MS = Parameter.integer("gap-ms", 0, 60_000);
    public static final Parameter<Delivery> MODE = Parameter.choice("mode", Delivery.STREAM, Delivery.WHOLE);

    /** How the tokens reach the client. */
    public enum Delivery implements WireName {
        /** Each as it comes, as {@code text/event-stream}. */
        STREAM,
        /** All in one, as {@link AnswerRequest.Answer}, when the last has come. */
        WHOLE;

        @Override
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static AnswerRequest from(Arguments arguments) {
        return new AnswerRequest(arguments.get(TOKENS), arguments.get(GAP_MS), arguments.get(MODE));
    }

    /** The call of the upstream. */
    public TokensRequest upstreamRequest() {
        return new TokensRequest(tokens, gapMs);
    }

    /**
     * The answer of {@link Delivery#WHOLE}.
     *
     * @param text all tokens, in order
     * @param elapsedNanos from the call's start to its end, inside the server
     */
    public record Answer(String text, long elapsedNanos) {}
}

package claimbench.contract;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * {@code GET /tokens?tokens=&gap-ms=} of the upstream: a stream of tokens, as a language model gives them, in the form of
 * {@code text/event-stream}. An event a token, and one more, named {@code done}, behind the last:
 *
 * <pre>
 * data: {"index":0,"token":"Waiting "}
 *
 * event: done
 * data: {"tokens":1}
 * </pre>
 *
 * Each event ends with an empty line, and is a chunk of its own where it leaves the upstream. A target relays the bytes
 * as they come.
 *
 * @param tokens how many
 * @param gapMs milliseconds before each of them, the first included
 */
public record TokensRequest(int tokens, int gapMs) {
    public static final String PATH = "/tokens";
    public static final int TOKENS_MAX = 10_000;

    /** The media type of a stream of events. */
    public static final String CONTENT_TYPE = "text/event-stream";

    private static final List<String> WORDS =
            List.of("Waiting ", "costs ", "nothing ", "as ", "long ", "as ", "something ", "else ", "can ", "run. ");

    private static final Parameter<Integer> TOKENS = Parameter.integer("tokens", 1, TOKENS_MAX);
    private static final Parameter<Integer> GAP_MS = Parameter.integer("gap-ms", 0, 60_000);
    private static final List<Parameter<?>> PARAMETERS = List.of(TOKENS, GAP_MS);

    /**
     * The data of a token's event.
     *
     * @param index of the token, from 0
     */
    public record Token(int index, String token) {}

    /** The data of the last event. */
    public record Done(int tokens) {}

    /**
     * The request that a query stands for.
     *
     * @throws ProblemException 400 that names the parameter
     */
    public static TokensRequest from(String rawQuery) {
        Arguments arguments = Arguments.parse(rawQuery, PARAMETERS);
        return new TokensRequest(arguments.get(TOKENS), arguments.get(GAP_MS));
    }

    /** The request's target: path and query. */
    public String target() {
        return PATH + "?tokens=" + tokens + "&gap-ms=" + gapMs;
    }

    /** The token with this index, from 0: the same in every stream. */
    public static String token(int index) {
        return WORDS.get(index % WORDS.size());
    }

    /** All tokens, in order. */
    public static String text(int tokens) {
        var text = new StringBuilder();
        for (int index = 0; index < tokens; index++) {
            text.append(token(index));
        }
        return text.toString();
    }

    /** The event of the token with this index, as bytes. */
    public static byte[] event(int index) {
        return ("data: " + Json.MAPPER.writeValueAsString(new Token(index, token(index))) + "\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The last event, as bytes. */
    public static byte[] done(int tokens) {
        return ("event: done\ndata: " + Json.MAPPER.writeValueAsString(new Done(tokens)) + "\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The tokens of a whole stream, put together.
     *
     * @param events the body of the upstream's answer
     * @throws IllegalArgumentException where it is not a whole stream
     */
    public static String text(byte[] events) {
        var text = new StringBuilder();
        boolean done = false;
        for (String event : new String(events, StandardCharsets.UTF_8).split("\n\n", -1)) {
            if (event.startsWith("data: ")) {
                text.append(Json.MAPPER
                        .readValue(event.substring("data: ".length()), Token.class)
                        .token());
            }
            done |= event.startsWith("event: done\n");
        }
        if (!done) {
            throw new IllegalArgumentException("the stream has no end");
        }
        return text.toString();
    }
}

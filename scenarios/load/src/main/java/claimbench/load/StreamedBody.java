package claimbench.load;

import claimbench.contract.Json;
import claimbench.contract.TokensRequest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Checks a stream of tokens: every token once and in order, then the end. Either as its events come, one after another
 * ({@link #begin}), or all in one. Immutable.
 *
 * @param tokens how many must come
 */
record StreamedBody(int tokens) implements BodyCheck {
    private static final String DONE = "done";

    @Override
    public @Nullable String fault(byte[] body) {
        Progress progress = begin();
        for (String event : new String(body, StandardCharsets.UTF_8).split("\n\n", -1)) {
            if (!event.isBlank() && progress.isOpen()) {
                progress.received(field(event, "event: "), field(event, "data: "));
            }
        }
        return progress.fault();
    }

    /** A stream that has not begun. */
    Progress begin() {
        return new Progress(tokens);
    }

    private static @Nullable String field(String event, String prefix) {
        return event.lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .findFirst()
                .orElse(null);
    }

    /** How far one stream has come. Not thread-safe. */
    static final class Progress {
        private final int expected;
        private int tokens;
        private boolean done;
        private @Nullable String wrong;

        private Progress(int expected) {
            this.expected = expected;
        }

        /**
         * The next event.
         *
         * @param name of the event; null where it has none
         * @param data null where it has none
         */
        void received(@Nullable String name, @Nullable String data) {
            try {
                if (DONE.equals(name)) {
                    end(data);
                } else {
                    token(data);
                }
            } catch (JacksonException e) {
                wrong = "event " + (tokens + 1) + " is not the JSON of the contract";
            }
        }

        private void token(@Nullable String data) {
            var token = data == null ? null : Json.MAPPER.readValue(data, TokensRequest.Token.class);
            var honest = new TokensRequest.Token(tokens, TokensRequest.token(tokens));
            if (!honest.equals(token)) {
                wrong = "event " + (tokens + 1) + " is " + token + ", not " + honest;
            } else if (++tokens > expected) {
                wrong = "more than " + expected + " tokens";
            }
        }

        private void end(@Nullable String data) {
            var end = data == null ? null : Json.MAPPER.readValue(data, TokensRequest.Done.class);
            done = true;
            if (tokens != expected || end == null || end.tokens() != expected) {
                wrong = "the stream ended after " + tokens + " tokens as " + end + ", not after " + expected;
            }
        }

        /** Whether more is to come: no end yet, and nothing wrong. */
        boolean isOpen() {
            return !done && wrong == null;
        }

        /** How many good tokens have come. */
        int tokens() {
            return tokens;
        }

        /** What is wrong with all that has come, if nothing more does; null where nothing is. */
        @Nullable
        String fault() {
            return wrong != null || done
                    ? wrong
                    : "the stream broke off after " + tokens + " of " + expected + " tokens";
        }
    }
}

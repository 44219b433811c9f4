package claimbench.controls;

import claimbench.contract.Answer;
import claimbench.contract.Problem;
import claimbench.contract.ProblemException;
import claimbench.contract.Route;
import claimbench.contract.WaitRequest;
import claimbench.runtime.AboutServer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every control answers. The two routes under load come first and by hand, as short as somebody who only wants these
 * two would write them; anything unusual goes to the contract's own parser, which refuses it in the contract's words.
 * Immutable.
 */
final class Routing {
    private static final Reply PLAINTEXT = Reply.now(Answer.PLAINTEXT);
    private static final Reply READY = Reply.now(Answer.READY);
    private static final String MS = WaitRequest.MS.name() + "=";
    /** More digits than a wait within its bounds has go to the contract's parser. */
    private static final int MS_DIGITS_MAX = 4;

    private final AboutServer about;

    /** What a control of this name answers, with these settings in its {@code /about}. */
    Routing(String name, Map<String, Object> settings) {
        about = new AboutServer(name, settings);
    }

    /**
     * The reply to a request. Never throws for what a client sent.
     *
     * @param target path and query, as in the request's line
     */
    Reply reply(String method, String target) {
        int question = target.indexOf('?');
        return question < 0
                ? reply(method, target, null)
                : reply(method, target.substring(0, question), target.substring(question + 1));
    }

    /**
     * The reply to a request. Never throws for what a client sent.
     *
     * @param path without the query
     * @param rawQuery as sent, without the question mark; null or empty when there is none
     */
    Reply reply(String method, String path, @Nullable String rawQuery) {
        if (method.equals("GET")) {
            boolean bare = rawQuery == null || rawQuery.isEmpty();
            if (bare && path.equals("/plaintext")) {
                return PLAINTEXT;
            }
            if (rawQuery != null && path.equals("/wait")) {
                int ms = milliseconds(rawQuery);
                if (ms >= 0) {
                    return waited(ms);
                }
            }
        }
        try {
            return unusual(method, path, rawQuery);
        } catch (ProblemException e) {
            return Reply.now(Answer.of(e.problem()));
        }
    }

    /** The value of a query that is {@code ms=} and a few digits; -1 for any other. */
    private static int milliseconds(String rawQuery) {
        int length = rawQuery.length();
        if (!rawQuery.startsWith(MS) || length == MS.length() || length > MS.length() + MS_DIGITS_MAX) {
            return -1;
        }
        int ms = 0;
        for (int i = MS.length(); i < length; i++) {
            char digit = rawQuery.charAt(i);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            ms = 10 * ms + digit - '0';
        }
        return ms;
    }

    private static Reply waited(int ms) {
        byte[] body = ("{\"waitedMs\":" + ms + "}").getBytes(StandardCharsets.ISO_8859_1);
        return new Reply(new Answer(200, Answer.JSON, body, Map.of()), ms);
    }

    private Reply unusual(String method, String path, @Nullable String rawQuery) {
        Route route = Route.resolve(method, path);
        if (!method.equals("GET")) {
            throw new ProblemException(Problem.badRequest(405, "a control answers GET alone, not " + method));
        }
        var arguments = route.arguments(rawQuery);
        return switch (route) {
            case PLAINTEXT -> PLAINTEXT;
            case WAIT -> waited(WaitRequest.from(arguments).ms());
            case HEALTH -> READY;
            case ABOUT -> Reply.now(Answer.json(about.about()));
            default -> throw new ProblemException(Problem.unknownRoute(path));
        };
    }
}

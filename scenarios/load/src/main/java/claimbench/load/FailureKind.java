package claimbench.load;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a request failed, in a word: part of the tags of {@code failures.hlog}, so there are few of them. */
final class FailureKind {
    /** The right status and the wrong body; or a stream that is not what was asked for. */
    static final String BODY = "body";

    /** No answer within the time that a request may take. */
    static final String TIMEOUT = "timeout";

    /** No connection. */
    static final String REFUSED = "refused";

    /** The connection ended before the answer did. */
    static final String CUT_OFF = "cut-off";

    /** No answer, for another reason or none that is known. */
    static final String NO_ANSWER = "no-answer";

    /** Of a stream that was refused there is no more than these words. */
    private static final Pattern STATUS = Pattern.compile("http response with code ([0-9]{3})");

    private FailureKind() {}

    /** Of an answer whose status was wrong: {@code status-503}. */
    static String status(int status) {
        return "status-" + status;
    }

    /**
     * Of a request without an answer, by what Gatling's client says about it. Where a later one words it otherwise, the kind
     * is {@link #NO_ANSWER}.
     */
    static String noAnswer(@Nullable String reason) {
        String words = reason == null ? "" : reason.toLowerCase(Locale.ROOT);
        Matcher status = STATUS.matcher(words);
        if (status.find()) {
            return status(Integer.parseInt(status.group(1)));
        }
        if (words.contains("refused")) {
            return REFUSED;
        }
        if (words.contains("timeout") || words.contains("timed out")) {
            return TIMEOUT;
        }
        if (words.contains("reset")
                || words.contains("closed")
                || words.contains("premature")
                || words.contains("broke off")
                || words.contains("broken pipe")) {
            return CUT_OFF;
        }
        return NO_ANSWER;
    }
}

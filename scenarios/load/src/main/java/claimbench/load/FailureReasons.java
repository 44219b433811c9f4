package claimbench.load;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Why a request got no answer: refused, cut off, timed out. Gatling knows, and says it in two places: in its binary log,
 * which not every run has, and to its logger for debugging, just before the user's next step. So this filter takes it
 * from there:
 *
 * <pre>
 * Gatling: is debugging on?           here: yes
 * Gatling: request failed, because    here: note it, print nothing
 * Gatling: is debugging on?           here: no, else it would put the whole request into words
 * </pre>
 *
 * <p>Where a later Gatling words it otherwise, the reason is missing and nothing else is. Thread-safe.
 */
final class FailureReasons extends TurboFilter {
    private static final String LOGGER = "io.gatling.http.engine.response.DefaultStatsProcessor";

    /** Says why a stream did not begin, or was cut off: on the user's own thread, just before its next step. */
    private static final String STREAM_LOGGER = "io.gatling.http.action.sse.fsm.SseStream";

    private static final ThreadLocal<@Nullable String> OF_STREAM = new ThreadLocal<>();

    /** Reasons are kept for so many users at once: more than a run has, should one of them never ask. */
    static final int USERS_MAX = 20_000;

    private static final Map<Long, String> BY_USER = new ConcurrentHashMap<>();

    /** Whether the calling thread is between the note and the second question. */
    private final ThreadLocal<Boolean> noted = ThreadLocal.withInitial(() -> false);

    /** The reason of this user's last failure, once; null where none is known. */
    static @Nullable String take(long userId) {
        return BY_USER.remove(userId);
    }

    /** The reason of the stream that failed last on the calling thread, once; null where none is known. */
    static @Nullable String takeOfStream() {
        String reason = OF_STREAM.get();
        OF_STREAM.remove();
        return reason;
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            @Nullable Object @Nullable [] values,
            @Nullable Throwable thrown) {
        if (level == Level.ERROR && format != null && logger.getName().equals(STREAM_LOGGER)) {
            Object reason = values == null || values.length == 0 ? format : values[values.length - 1];
            OF_STREAM.set(words(String.valueOf(reason)));
            return FilterReply.DENY;
        }
        if (level != Level.DEBUG || !logger.getName().equals(LOGGER)) {
            return FilterReply.NEUTRAL;
        }
        boolean isQuestion = format == null;
        if (isQuestion && !noted.get()) {
            return FilterReply.ACCEPT;
        }
        noted.set(!isQuestion);
        if (values != null && values.length == 3 && values[1] instanceof Long userId && values[2] != null) {
            if (BY_USER.size() < USERS_MAX || BY_USER.containsKey(userId)) {
                BY_USER.put(userId, words(values[2].toString()));
            }
        }
        return FilterReply.DENY;
    }

    /** Without the class of the exception and the system call, which people need not know. */
    private static String words(String message) {
        return message.replaceFirst("^(?:[a-z]+\\.)+[\\w$]+(?:: |$)", "")
                .replaceFirst("^\\w+\\(\\.\\.\\) failed with error\\(-?\\d+\\): ", "")
                .strip();
    }
}

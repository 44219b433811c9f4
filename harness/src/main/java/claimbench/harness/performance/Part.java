package claimbench.harness.performance;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What can be measured apart from the rest. */
public enum Part {
    /** Requests by {@code wrk}. */
    HTTP,
    /** Live heap of connections that do nothing. */
    IDLE,
    /** The models without HTTP. */
    MICRO,
    /** More requests than a server can do. */
    OVERLOAD,
    /** Clients that leave in the middle of a request. */
    LEAVING,
    /** The same load for long. */
    SOAK,
    /** Very many streams, and very many waits, at once. */
    STREAMS,
    /** What it costs Gatling that we record. */
    RECORDING;

    /** As in commands. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static List<String> names() {
        return Arrays.stream(values()).map(Part::wireName).toList();
    }

    /** The part of a name that is one of {@link #names}. */
    public static Part of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}

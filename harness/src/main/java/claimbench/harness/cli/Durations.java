package claimbench.harness.cli;

import java.time.Duration;
import java.util.Locale;

/** Times as people read them. */
final class Durations {
    private Durations() {}

    /** Such as {@code 3 min 20 s}, to the second. */
    static String text(Duration duration) {
        long seconds = Math.max(0, Math.round(duration.toMillis() / 1_000.0));
        if (seconds >= 3_600) {
            return seconds / 3_600 + " h " + seconds % 3_600 / 60 + " min";
        }
        return seconds >= 60 ? seconds / 60 + " min " + seconds % 60 + " s" : seconds + " s";
    }

    /** Such as {@code 2.5 s}. */
    static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
    }

    /** Such as {@code 101.3 ms}. */
    static String millis(double nanos) {
        return String.format(Locale.ROOT, nanos < 1e6 ? "%.3f ms" : "%.1f ms", nanos / 1e6);
    }
}

package claimbench.harness.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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

    private static final Pattern TYPED = Pattern.compile("(?:(\\d{1,3})h)?(?:(\\d{1,5})m)?(?:(\\d{1,7})s)?");

    /** Reads a time as it is typed, such as {@code 1h30m}; empty where it is none, or nothing, or too long. */
    static Optional<Duration> parse(String text) {
        Matcher parts = TYPED.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Duration time = Duration.ofHours(number(parts.group(1)))
                .plusMinutes(number(parts.group(2)))
                .plusSeconds(number(parts.group(3)));
        return time.isPositive() && time.compareTo(Duration.ofHours(999)) <= 0 ? Optional.of(time) : Optional.empty();
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /** A time as it may be typed, rounded up to the second. */
    static String typed(Duration duration) {
        long seconds = (duration.toMillis() + 999) / 1_000;
        String text = (seconds >= 3_600 ? seconds / 3_600 + "h" : "")
                + (seconds % 3_600 >= 60 ? seconds % 3_600 / 60 + "m" : "")
                + (seconds % 60 > 0 ? seconds % 60 + "s" : "");
        return text.isEmpty() ? "0s" : text;
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

package claimbench.harness.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Pieces of text that pages share; escaped where they come from outside. */
public final class Markdown {
    private Markdown() {}

    /** A text that may stand in a cell of a table, or in a line. */
    public static String line(@Nullable Object text) {
        return String.valueOf(text)
                .replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .replaceAll("\\R", " ");
    }

    /** A time of ISO 8601 in UTC, to the minute. */
    public static String minute(String time) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(Instant.parse(time));
    }

    /** Bytes in gigabytes with one decimal. */
    public static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
}

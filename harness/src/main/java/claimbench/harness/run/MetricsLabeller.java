package claimbench.harness.run;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Adds labels to what one process says of itself, again and again. Its lines are thousands, and from one time to the next they are
 * the same in the same order but for their values; this happens while a trial is being measured. So a line is taken apart when it comes
 * for the first time, and afterwards compared with the one that stood there before:
 *
 * <pre>
 * up_seconds{process="reactive"} 5.0      the line, as the process says it
 * |------------- start ---------|         the same each time: not looked at, but compared
 * up_seconds{process="reactive",trial="001"} 5.0
 * |-------------- labelled ----------------|     written instead
 * </pre>
 *
 * <p>What differs, or has another kind of value (infinity, one with a time), is taken apart. A family is held to stay of the type that
 * was said first. Thread-safe.
 */
@SuppressWarnings("ArrayRecordComponent") // lines are compared by their starts alone
final class MetricsLabeller {
    private static final Pattern COMMENT =
            Pattern.compile("#[ \\t]+(HELP|TYPE)[ \\t]+([a-zA-Z_:][a-zA-Z0-9_:]*+)[ \\t]+(.*)", Pattern.DOTALL);
    private static final Set<String> TYPES = Set.of("counter", "gauge", "histogram", "summary", "untyped");

    /** A line that was there the last time: of a sample all that stands before the value, of any other the whole. */
    private sealed interface Line {
        byte[] start();
    }

    private record Sample(byte[] start, byte[] labelled, String family) implements Line {}

    private record Comment(byte[] start, MetricsText.Keyword keyword, String family, String text) implements Line {}

    /** Nothing that anybody reads. */
    private record Rest(byte[] start) implements Line {}

    private final Map<String, String> labels;
    private final Map<String, String> typeByFamily = new HashMap<>();
    private List<Line> before = List.of();

    /**
     * Of one process.
     *
     * @param labels for each sample, but where it has one of that name already
     */
    MetricsLabeller(Map<String, String> labels) {
        this.labels = new LinkedHashMap<>(labels);
    }

    /**
     * What it says now.
     *
     * @param text as the process gives it, in UTF-8
     * @throws ParseException where a line is neither sample nor comment, with its number: Prometheus would refuse the whole
     *     for that line
     */
    synchronized MetricsText read(byte[] text) throws ParseException {
        var read = new MetricsText();
        var now = new ArrayList<Line>(before.size());
        int next = 0;
        int number = 0;
        for (int at = 0; at < text.length; ) {
            number++;
            Line expected = next < before.size() ? before.get(next) : null;
            int end = expected == null ? -1 : copy(expected, text, at, read);
            if (expected != null && end >= 0) {
                now.add(expected);
                next++;
            } else {
                end = lineEnd(text, at);
                Line line = takeApart(new String(text, at, end - at, StandardCharsets.UTF_8), number, read);
                now.add(line);
                next = after(line, next);
            }
            at = end + 1;
        }
        before = now;
        return read;
    }

    /** The line's end, or a negative number where it is another line, or one to be taken apart. */
    private static int copy(Line expected, byte[] text, int at, MetricsText to) {
        byte[] start = expected.start();
        int end = at + start.length;
        if (end >= text.length || !Arrays.equals(text, at, end, start, 0, start.length)) {
            return -1;
        }
        if (!(expected instanceof Sample sample)) {
            if (text[end] != '\n') {
                return -1;
            }
            comment(expected, to);
            return end;
        }
        int value = end;
        end = plainNumberEnd(text, value);
        if (end >= 0) {
            to.sample(sample.family, sample.labelled, text, value, end + 1);
        }
        return end;
    }

    /** Where the line ends; a negative number where it is not just a number as Java writes it: 12, 1.5 or 1.5E-7. */
    private static int plainNumberEnd(byte[] text, int value) {
        int at = digitsEnd(text, value);
        boolean number = at > value;
        if (number && at < text.length && text[at] == '.') {
            int fraction = at + 1;
            at = digitsEnd(text, fraction);
            number = at > fraction;
        }
        if (number && at < text.length && text[at] == 'E') {
            int exponent = at + 1 < text.length && text[at + 1] == '-' ? at + 2 : at + 1;
            at = digitsEnd(text, exponent);
            number = at > exponent;
        }
        return number && at < text.length && text[at] == '\n' ? at : -1;
    }

    private static int digitsEnd(byte[] text, int start) {
        int at = start;
        while (at < text.length && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        return at;
    }

    private static int lineEnd(byte[] text, int start) {
        int at = start;
        while (at < text.length && text[at] != '\n') {
            at++;
        }
        return at;
    }

    private Line takeApart(String line, int number, MetricsText to) throws ParseException {
        String stripped = line.strip();
        if (stripped.isEmpty() || stripped.startsWith("#")) {
            Line comment = comment(line, stripped);
            comment(comment, to);
            return comment;
        }
        MetricsLine sample = MetricsLine.parse(stripped)
                .orElseThrow(() -> new ParseException("line " + number + " is not a meter's", number));
        String start = stripped.substring(0, stripped.length() - sample.value().length());
        String labelled =
                new MetricsLine(sample.name(), sample.labels(), "").with(labels).toString();
        var known = new Sample(utf8(start), utf8(labelled), familyOf(sample.name()));
        byte[] value = utf8(sample.value() + "\n");
        to.sample(known.family, known.labelled, value, 0, value.length);
        return known;
    }

    /** Any but HELP and TYPE is for human readers, OpenMetrics' {@code # EOF} too: more may follow here. */
    private Line comment(String line, String stripped) {
        Matcher comment = COMMENT.matcher(stripped);
        if (!comment.matches()) {
            return new Rest(utf8(line));
        }
        var keyword = MetricsText.Keyword.valueOf(comment.group(1));
        String family = comment.group(2);
        String text = comment.group(3);
        if (keyword == MetricsText.Keyword.TYPE) {
            if (!TYPES.contains(text)) {
                return new Rest(utf8(line));
            }
            typeByFamily.put(family, text);
        }
        return new Comment(utf8(line), keyword, family, text);
    }

    private static void comment(Line line, MetricsText to) {
        if (line instanceof Comment comment) {
            to.comment(comment.keyword, comment.family, comment.text);
        }
    }

    /** Which line comes next, as it was the last time, if it comes behind this one; else the same that was awaited here. */
    private int after(Line line, int awaited) {
        for (int index = awaited; index < before.size(); index++) {
            if (Arrays.equals(before.get(index).start(), line.start())) {
                return index + 1;
            }
        }
        return awaited;
    }

    /** The name of the family that a sample belongs to. */
    private String familyOf(String sample) {
        int underscore = sample.lastIndexOf('_');
        if (underscore < 0 || typeByFamily.containsKey(sample)) {
            return sample;
        }
        String stem = sample.substring(0, underscore);
        String type = typeByFamily.getOrDefault(stem, "");
        boolean belongs = switch (sample.substring(underscore)) {
            case "_bucket" -> type.equals("histogram");
            case "_sum", "_count" -> type.equals("histogram") || type.equals("summary");
            default -> false;
        };
        return belongs ? stem : sample;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

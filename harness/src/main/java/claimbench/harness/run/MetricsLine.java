package claimbench.harness.run;

import claimbench.contract.MeterNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A sample in Prometheus' text format 0.0.4: {@code name{label="value",...} value timestamp}, where labels and timestamp
 * may be missing.
 *
 * @param name of the meter
 * @param labels values by name, in their order, escaped as in the text
 * @param value the rest: the value, and the timestamp where there is one
 */
record MetricsLine(String name, Map<String, String> labels, String value) {

    /** The sample in this line; empty where it is none, or names a label twice: Prometheus would take neither. */
    static Optional<MetricsLine> parse(String line) {
        var reader = new Reader(line);
        var labels = new LinkedHashMap<String, String>();
        String name = reader.take(Reader.NAME);
        boolean valid = !name.isEmpty();
        if (!reader.take(Reader.OPEN).isEmpty()) {
            while (valid && reader.take(Reader.CLOSE).isEmpty()) {
                String label = reader.take(Reader.LABEL);
                valid = !label.isEmpty()
                        && !reader.take(Reader.EQUALS).isEmpty()
                        && reader.takeQuoted()
                        && labels.putIfAbsent(label, reader.quoted) == null
                        && (!reader.take(Reader.COMMA).isEmpty() || reader.sees(Reader.CLOSE));
            }
        }
        reader.take(Reader.BLANKS);
        String value = reader.rest();
        return valid && Reader.VALUE.matcher(value).matches()
                ? Optional.of(new MetricsLine(name, labels, value))
                : Optional.empty();
    }

    /** The samples of this name in a text of many lines; none where they are of one process of several. */
    static List<MetricsLine> ofTheOnlyProcess(String name, String text) {
        List<MetricsLine> samples = text.lines()
                .filter(line -> line.startsWith(name))
                .map(MetricsLine::parse)
                .flatMap(Optional::stream)
                .filter(sample -> sample.name.equals(name))
                .toList();
        boolean several = samples.stream().anyMatch(sample -> sample.labels.containsKey(MeterNames.WORKER));
        return several ? List.of() : samples;
    }

    /** The value, of a meter that counts, without the timestamp. */
    long count() {
        return Math.round(Double.parseDouble(value.split("[ \t]", 2)[0]));
    }

    /** The same with more labels. What a process says itself goes before what others say of it. */
    MetricsLine with(Map<String, String> more) {
        var all = new LinkedHashMap<>(labels);
        more.forEach((label, text) -> all.putIfAbsent(label, escape(text)));
        return new MetricsLine(name, all, value);
    }

    @Override
    public String toString() {
        String inBraces = labels.entrySet().stream()
                .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
                .collect(Collectors.joining(",", "{", "}"));
        return name + (labels.isEmpty() ? "" : inBraces) + " " + value;
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    /** Reads a line from left to right. */
    private static final class Reader {
        static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*+");
        static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*+");
        static final Pattern BLANKS = Pattern.compile("[ \\t]*+");
        static final Pattern OPEN = Pattern.compile("[ \\t]*+\\{[ \\t]*+");
        static final Pattern EQUALS = Pattern.compile("[ \\t]*+=[ \\t]*+");
        static final Pattern COMMA = Pattern.compile("[ \\t]*+,[ \\t]*+");
        static final Pattern CLOSE = Pattern.compile("[ \\t]*+}");
        static final Pattern VALUE = Pattern.compile(
                "(?:[+-]?(?:\\d++(?:\\.\\d*+)?|\\.\\d++)(?:[eE][+-]?\\d++)?|[+-]?(?i:inf)|(?i:nan))" // value
                        + "(?:[ \\t]++-?\\d{1,18})?[ \\t]*+"); // timestamp

        private final String line;
        private final Matcher matcher;
        private int at;
        private String quoted = "";

        Reader(String line) {
            this.line = line;
            this.matcher = NAME.matcher(line);
        }

        /** What the pattern finds here; empty where it finds nothing. */
        String take(Pattern pattern) {
            if (!sees(pattern)) {
                return "";
            }
            at = matcher.end();
            return matcher.group();
        }

        boolean sees(Pattern pattern) {
            return matcher.usePattern(pattern).region(at, line.length()).lookingAt();
        }

        /** By hand: a pattern's alternatives, repeated, would need a stack as deep as the text is long. */
        boolean takeQuoted() {
            if (at == line.length() || line.charAt(at) != '"') {
                return false;
            }
            int start = at + 1;
            int end = start;
            while (end < line.length() && line.charAt(end) != '"') {
                end += line.charAt(end) == '\\' ? 2 : 1;
            }
            if (end >= line.length()) {
                return false;
            }
            quoted = line.substring(start, end);
            at = end + 1;
            return true;
        }

        String rest() {
            return line.substring(at);
        }
    }
}

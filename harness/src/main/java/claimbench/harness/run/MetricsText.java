package claimbench.harness.run;

import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The meters of several processes as one text in Prometheus' format 0.0.4. The format wants all samples of a family
 * together, below its comments, so the texts cannot just follow one another. The samples of a histogram are a family:
 * {@code x_bucket}, {@code x_sum} and {@code x_count} below {@code # TYPE x histogram}. Not thread-safe.
 */
final class MetricsText {
    private static final Pattern COMMENT =
            Pattern.compile("#[ \\t]+(HELP|TYPE)[ \\t]+([a-zA-Z_:][a-zA-Z0-9_:]*+)[ \\t]+(.*)", Pattern.DOTALL);
    private static final Set<String> TYPES = Set.of("counter", "gauge", "histogram", "summary", "untyped");

    /** What one text says, or all of them together. */
    private static final class Family {
        private @Nullable String help;
        private @Nullable String type;
        private final List<String> samples = new ArrayList<>();

        /** What was said of it first stays. */
        private void addAll(Family later) {
            help = help == null ? later.help : help;
            type = type == null ? later.type : type;
            samples.addAll(later.samples);
        }
    }

    private final Map<String, Family> families = new LinkedHashMap<>();

    /** Nothing yet. */
    MetricsText() {}

    /**
     * The meters of one process.
     *
     * @param text as the process gives it
     * @param labels for each sample, but where it has one of that name already
     * @throws ParseException where a line is neither sample nor comment, with its number: Prometheus would refuse the whole
     *     for that line
     */
    static MetricsText of(String text, Map<String, String> labels) throws ParseException {
        var read = new MetricsText();
        var typeByFamily = new HashMap<String, String>();
        String[] lines = text.split("\n", -1);
        for (int index = 0; index < lines.length; index++) {
            String line = lines[index].strip();
            if (line.startsWith("#")) {
                read.comment(line, typeByFamily);
            } else if (!line.isEmpty()) {
                int number = index + 1;
                MetricsLine sample = MetricsLine.parse(line)
                        .orElseThrow(() -> new ParseException("line " + number + " is not a meter's", number));
                read.family(familyOf(sample.name(), typeByFamily))
                        .samples
                        .add(sample.with(labels).toString());
            }
        }
        return read;
    }

    /** Adds the meters of others. */
    void add(MetricsText others) {
        others.families.forEach((name, family) -> family(name).addAll(family));
    }

    /** Any but HELP and TYPE is for human readers, OpenMetrics' {@code # EOF} too: more may follow here. */
    private void comment(String line, Map<String, String> typeByFamily) {
        Matcher comment = COMMENT.matcher(line);
        if (!comment.matches()) {
            return;
        }
        String name = comment.group(2);
        String text = comment.group(3);
        if (comment.group(1).equals("HELP")) {
            family(name).help = text;
        } else if (TYPES.contains(text)) {
            family(name).type = text;
            typeByFamily.put(name, text);
        }
    }

    private Family family(String name) {
        return families.computeIfAbsent(name, first -> new Family());
    }

    /** The name of the family that a sample belongs to. */
    private static String familyOf(String sample, Map<String, String> typeByFamily) {
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

    /** The text; empty where no sample was added. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        families.forEach((name, family) -> {
            if (family.samples.isEmpty()) {
                return;
            }
            if (family.help != null) {
                text.append("# HELP ")
                        .append(name)
                        .append(' ')
                        .append(family.help)
                        .append('\n');
            }
            if (family.type != null) {
                text.append("# TYPE ")
                        .append(name)
                        .append(' ')
                        .append(family.type)
                        .append('\n');
            }
            family.samples.forEach(sample -> text.append(sample).append('\n'));
        });
        return text.toString();
    }
}

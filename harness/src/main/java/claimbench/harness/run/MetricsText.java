package claimbench.harness.run;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The meters of several processes as one text in Prometheus' format 0.0.4. The format wants all samples of a family
 * together, below its comments, so the texts cannot just follow one another. The samples of a histogram are a family:
 * {@code x_bucket}, {@code x_sum} and {@code x_count} below {@code # TYPE x histogram}. Not thread-safe.
 */
final class MetricsText {
    /** Of a comment on a family. */
    enum Keyword {
        HELP,
        TYPE
    }

    /** What one text says, or all of them together. */
    private static final class Family {
        private final Map<Keyword, String> comments = new EnumMap<>(Keyword.class);
        private final ByteArrayOutputStream samples = new ByteArrayOutputStream();
    }

    private final Map<String, Family> families = new LinkedHashMap<>();

    /** What is said of a family first stays. */
    void comment(Keyword keyword, String family, String text) {
        family(family).comments.putIfAbsent(keyword, text);
    }

    /**
     * Adds a sample in two pieces.
     *
     * @param beginning all of the line that stands before the value
     * @param text bytes of which some are the value and the line feed
     */
    void sample(String family, byte[] beginning, byte[] text, int start, int end) {
        ByteArrayOutputStream samples = family(family).samples;
        samples.write(beginning, 0, beginning.length);
        samples.write(text, start, end - start);
    }

    /** Adds the meters of others. */
    void add(MetricsText others) {
        others.families.forEach((name, family) -> {
            family.comments.forEach((keyword, text) -> comment(keyword, name, text));
            family(name).samples.writeBytes(family.samples.toByteArray());
        });
    }

    private Family family(String name) {
        return families.computeIfAbsent(name, first -> new Family());
    }

    /**
     * The text in UTF-8; the comments alone where no sample was added.
     *
     * @param comments lines that follow it
     */
    byte[] bytes(String comments) {
        var text = new ByteArrayOutputStream();
        families.forEach((name, family) -> {
            if (family.samples.size() > 0) {
                family.comments.forEach((keyword, said) -> text.writeBytes(
                        "# %s %s %s\n".formatted(keyword, name, said).getBytes(StandardCharsets.UTF_8)));
                text.writeBytes(family.samples.toByteArray());
            }
        });
        text.writeBytes(comments.getBytes(StandardCharsets.UTF_8));
        return text.toByteArray();
    }
}

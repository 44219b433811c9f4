package claimbench.harness.report.document;

import java.util.List;

/**
 * The start of a section.
 *
 * @param level 2 for a section and 3 for a part of one; the document's title is 1
 * @param anchor such as {@code Q05}: letters, digits, dots and hyphens
 */
public record Heading(int level, String anchor, List<Inline> content) implements Block {
    public Heading {
        if (level < 2 || level > 4) {
            throw new IllegalArgumentException("a heading has level 2 to 4, not " + level);
        }
        Anchors.checked(anchor);
        content = List.copyOf(content);
    }

    public static Heading of(int level, String anchor, String text) {
        return new Heading(level, anchor, List.of(new Plain(text)));
    }
}

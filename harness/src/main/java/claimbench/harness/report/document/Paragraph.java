package claimbench.harness.report.document;

import java.util.List;

/** Sentences. */
public record Paragraph(List<Inline> content) implements Block {
    public Paragraph {
        content = List.copyOf(content);
    }

    public static Paragraph of(Inline... content) {
        return new Paragraph(List.of(content));
    }

    public static Paragraph of(String text) {
        return of(new Plain(text));
    }
}

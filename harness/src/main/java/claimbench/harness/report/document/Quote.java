package claimbench.harness.report.document;

import java.util.List;

/** The statement that is looked at, set off from what is said of it. */
public record Quote(List<Inline> content) implements Block {
    public Quote {
        content = List.copyOf(content);
    }

    public static Quote of(String text) {
        return new Quote(List.of(new Plain(text)));
    }
}

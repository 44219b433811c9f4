package claimbench.harness.report.document;

import java.util.Arrays;
import java.util.List;

/** Points, each a line or two. */
public record ListBlock(List<List<Inline>> items) implements Block {
    public ListBlock {
        items = items.stream().map(List::copyOf).toList();
    }

    public static ListBlock of(String... items) {
        return new ListBlock(Arrays.stream(items)
                .<List<Inline>>map(item -> List.of(new Plain(item)))
                .toList());
    }
}

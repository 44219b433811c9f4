package claimbench.harness.report.document;

import java.util.ArrayList;
import java.util.List;

/** Makes parts of a line from a sentence in which names and commands stand between backticks. */
public final class Prose {
    private Prose() {}

    /** The parts in order; a backtick without a second one stays as it is. */
    public static List<Inline> of(String sentence) {
        var parts = new ArrayList<Inline>();
        int from = 0;
        while (from < sentence.length()) {
            int open = sentence.indexOf('`', from);
            int close = open < 0 ? -1 : sentence.indexOf('`', open + 1);
            if (close < 0) {
                parts.add(new Plain(sentence.substring(from)));
                break;
            }
            if (open > from) {
                parts.add(new Plain(sentence.substring(from, open)));
            }
            parts.add(new Code(sentence.substring(open + 1, close)));
            from = close + 1;
        }
        return List.copyOf(parts);
    }
}

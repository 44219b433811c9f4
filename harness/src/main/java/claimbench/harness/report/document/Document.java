package claimbench.harness.report.document;

import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * A text in one language, ready for any renderer.
 *
 * @param title above everything, plain
 * @param language of every word in it
 * @param blocks in the order of reading
 */
public record Document(String title, Language language, List<Block> blocks) {
    /** @throws IllegalArgumentException that names an anchor that two blocks have */
    public Document {
        blocks = List.copyOf(blocks);
        var seen = new HashSet<String>();
        for (Block block : blocks) {
            String anchor = block.anchor();
            if (!anchor.isEmpty() && !seen.add(anchor)) {
                throw new IllegalArgumentException("two blocks of \"" + title + "\" have the anchor " + anchor);
            }
        }
    }

    /** The tables, in order. */
    public Stream<TableBlock> tables() {
        return blocks.stream().filter(TableBlock.class::isInstance).map(TableBlock.class::cast);
    }
}

package claimbench.harness.report;

import claimbench.harness.claim.Text;
import claimbench.harness.report.document.Anchors;
import claimbench.harness.report.document.FigureBlock;
import claimbench.harness.report.document.Language;
import java.util.List;
import java.util.Map;

/**
 * A figure of a report.
 *
 * @param id unique among them
 * @param claims that it stands beside, by id; none where it is of the whole run
 * @param title what it shows, in a line
 * @param caption how to read it
 * @param csv the numbers that it is drawn from
 * @param svg in UTF-8, in the languages in which it could be drawn
 * @param missing why it could not be drawn in another; empty where it could
 */
record ReportDrawing(
        String id,
        List<String> claims,
        Text title,
        Text caption,
        String csv,
        Map<Language, byte[]> svg,
        List<Text> missing) {

    /** The name of its files, without their ends. */
    String base() {
        return Anchors.of(id);
    }

    /** Where it stands. */
    String anchor() {
        return Anchors.of("figure-" + id);
    }

    FigureBlock block(Say say) {
        boolean drawn = svg.containsKey(say.language());
        return new FigureBlock(
                anchor(),
                say.of(caption),
                drawn
                        ? say.sentence(say.of(title))
                        : say.pick("The figure could not be drawn: ", "这幅图画不出来：")
                                + say.sentence(missing.isEmpty() ? Say.NONE : say.of(missing.getFirst())),
                base());
    }
}

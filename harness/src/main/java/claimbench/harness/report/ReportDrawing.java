package claimbench.harness.report;

import claimbench.harness.claim.Text;
import claimbench.harness.report.document.FigureBlock;
import claimbench.harness.report.document.Language;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A figure of a report.
 *
 * @param id its anchor, and the name of its files
 * @param claims that it stands beside, by id; none where it is of the whole run
 * @param caption what it shows, and how to read it
 * @param svg in both languages, in UTF-8; null where it could not be drawn
 */
record ReportDrawing(
        String id,
        List<String> claims,
        Text caption,
        @Nullable Map<Language, byte[]> svg) {

    boolean isOf(String claim) {
        return claims.contains(claim);
    }

    FigureBlock block(Say say) {
        String shown = say.of(caption);
        return new FigureBlock(
                "figure-" + id,
                shown,
                svg == null
                        ? say.pick(
                                "The figure could not be drawn on this machine: its fonts may be missing.",
                                "这台机器上画不出这幅图，可能缺少字体。")
                        : shown,
                id);
    }
}

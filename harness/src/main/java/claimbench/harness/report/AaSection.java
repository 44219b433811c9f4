package claimbench.harness.report;

import claimbench.harness.claim.AaComparison;
import claimbench.harness.claim.Figures;
import claimbench.harness.report.document.Block;
import claimbench.harness.report.document.Heading;
import claimbench.harness.report.document.Mark;
import claimbench.harness.report.document.Mark.Tone;
import claimbench.harness.report.document.Paragraph;
import claimbench.harness.report.document.Prose;
import claimbench.harness.report.document.TableBlock;
import claimbench.harness.report.document.TableBlock.Cell;
import claimbench.harness.report.document.TableBlock.Column;
import java.util.ArrayList;
import java.util.List;

/** The condition that was measured twice: how often this run sees a difference where there is none. */
final class AaSection {
    private AaSection() {}

    static List<Block> of(AaComparison aa, Say say) {
        var rows = new ArrayList<List<Cell>>();
        for (AaComparison.Figure figure : aa.figures()) {
            rows.add(List.of(
                    Cell.of(say.figureName(figure.quantity())),
                    Cell.of(AaText.ratio(figure.ratio())),
                    Cell.of(interval(figure, say)),
                    differs(figure, say)));
        }
        var blocks = new ArrayList<Block>();
        blocks.add(Heading.of(3, "measured-twice", say.pick("The same, measured twice", "同一条件测两遍")));
        blocks.add(new Paragraph(Prose.of(say.of(AaText.said(aa)))));
        if (!rows.isEmpty()) {
            blocks.add(new TableBlock(
                    "aa",
                    say.pick("Each figure of the second trial over that of the first.", "第二次试验的各项指标与第一次之比。"),
                    List.of(
                            Column.left(say.pick("figure", "指标")),
                            Column.number(say.pick("second over first", "第二次与第一次之比")),
                            Column.number(say.pick(
                                    Figures.percent(aa.level()) + " interval", Figures.percent(aa.level()) + " 区间")),
                            Column.left(say.pick("differs", "是否不同"))),
                    rows));
        }
        return blocks;
    }

    private static String interval(AaComparison.Figure figure, Say say) {
        Double low = figure.low();
        Double high = figure.high();
        return low == null || high == null
                ? say.pick("none: one round", "无：只有一轮")
                : say.to(AaText.ratio(low), AaText.ratio(high));
    }

    private static Cell differs(AaComparison.Figure figure, Say say) {
        if (figure.low() == null) {
            return Cell.of(new Mark(say.pick("cannot be told", "无法判断"), Tone.OPEN));
        }
        if (figure.differentAmongAll()) {
            return Cell.of(new Mark(say.pick("yes", "是"), Tone.BAD));
        }
        return figure.different() ? say.cell("by chance", "出于偶然") : say.cell("no", "否");
    }
}

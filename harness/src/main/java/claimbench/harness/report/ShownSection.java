package claimbench.harness.report;

import claimbench.harness.claim.Figures;
import claimbench.harness.claim.Shown;
import claimbench.harness.claim.ShownRow;
import claimbench.harness.claim.Verdict;
import claimbench.harness.report.document.Block;
import claimbench.harness.report.document.Inline;
import claimbench.harness.report.document.ListBlock;
import claimbench.harness.report.document.Prose;
import claimbench.harness.report.document.TableBlock;
import claimbench.harness.report.document.TableBlock.Cell;
import claimbench.harness.report.document.TableBlock.Column;
import java.util.ArrayList;
import java.util.List;

/** Figures beside a claim's evidence, and what is in each: no verdict is made from them. */
final class ShownSection {
    private ShownSection() {}

    static List<Block> of(Verdict verdict, String anchor, Say say) {
        if (verdict.shown().isEmpty()) {
            return List.of();
        }
        var rows = new ArrayList<List<Cell>>();
        for (ShownRow row : verdict.shown()) {
            rows.add(List.of(
                    Cell.of(row.target()),
                    Cell.of(figure(verdict, row, say)),
                    Cell.of(measured(row, say)),
                    Cell.of(interval(row, say)),
                    Cell.of(Integer.toString(row.trials())),
                    Cell.of(say.settings(row.parameters()))));
        }
        String percent = Figures.percent(verdict.level());
        var table = new TableBlock(
                anchor + "-shown",
                say.pick(
                        "What was measured beside " + verdict.claim().id() + " and is not judged.",
                        "与 " + verdict.claim().id() + " 一并测量、不作判定的指标。"),
                List.of(
                        Column.left(say.pick("target", "目标")),
                        Column.left(say.pick("figure", "指标")),
                        Column.number(say.pick("measured", "实测")),
                        Column.number(say.pick(percent + " interval", percent + " 区间")),
                        Column.number(say.pick("trials", "试验数")),
                        Column.left(say.pick("load", "负载"))),
                rows);
        List<List<Inline>> notes = verdict.shown().stream()
                .map(ShownRow::shown)
                .distinct()
                .map(shown -> note(shown, say))
                .toList();
        return List.of(table, new ListBlock(notes));
    }

    private static List<Inline> note(Shown shown, Say say) {
        return Prose.of(say.capital(say.label(shown.quantity())) + say.colon() + say.of(shown.note()));
    }

    private static String figure(Verdict verdict, ShownRow row, Say say) {
        String name = say.label(row.shown().quantity());
        return verdict.claim().cases().size() > 1 ? say.of(row.label()) + say.colon() + name : name;
    }

    private static String measured(ShownRow row, Say say) {
        if (row.missing() != null) {
            return say.pick("no figure", "没有数字") + say.bracketed(say.of(row.missing()));
        }
        return row.value() == null ? Say.NONE : Figures.measured(row.shown().quantity(), row.value());
    }

    private static String interval(ShownRow row, Say say) {
        if (row.value() == null) {
            return Say.NONE;
        }
        return row.low() == null || row.high() == null
                ? say.pick("none: one trial", "无：只有一次试验")
                : say.range(row.shown().quantity(), row.low(), row.high());
    }
}

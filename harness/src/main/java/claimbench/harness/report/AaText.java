package claimbench.harness.report;

import claimbench.harness.claim.AaComparison;
import claimbench.harness.claim.Figures;
import claimbench.harness.claim.Text;
import java.util.Locale;

/** The condition that was measured twice, for people and for spreadsheets. */
public final class AaText {
    private AaText() {}

    /** What came of it, in a sentence or two of English. */
    public static String summary(AaComparison aa) {
        return said(aa).en();
    }

    /** The same in both languages. */
    static Text said(AaComparison aa) {
        String what = aa.experiment() + " on " + aa.target() + ", measured twice in each round: ";
        String whatZh = aa.target() + " 上的 " + aa.experiment() + " 每轮测量两遍：";
        if (aa.compared() == 0) {
            return new Text(
                    what + "fewer than two rounds have both, so it cannot be told how large the noise is.",
                    whatZh + "两遍都有的轮次不到两轮，无法判断噪声有多大。");
        }
        String level = Figures.percent(aa.level());
        String expected = Figures.percent(1 - aa.level());
        String share = String.format(Locale.ROOT, "%.1f %%", 100 * aa.falsePositiveRate());
        return new Text(
                what + aa.different() + " of " + aa.compared() + " figures differ at " + level
                        + ", where nothing does ("
                        + share + " false positives; " + expected + " are expected). "
                        + switch (aa.ruling()) {
                            case WITHIN_NOISE -> "Corrected for their number none does: within noise.";
                            case DIFFERENT ->
                                "Corrected for their number some still do: this run has noise that its intervals do not"
                                        + " know of, so small differences in it mean nothing.";
                            case INCONCLUSIVE -> "";
                        },
                whatZh + aa.compared() + " 项指标中有 " + aa.different() + " 项在 " + level + " 水平上显得不同，而其实并无差别（误报率 "
                        + share + "，预期为 " + expected + "）。"
                        + switch (aa.ruling()) {
                            case WITHIN_NOISE -> "按指标数目校正后，没有一项不同：都在噪声之内。";
                            case DIFFERENT -> "按指标数目校正后仍有不同：本次运行中有区间没有反映的噪声，微小的差别没有意义。";
                            case INCONCLUSIVE -> "";
                        });
    }

    /** A ratio near 1, with the digits that tell it from 1. */
    public static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.4f", ratio);
    }

    /** Comma-separated values: a line for each figure in each round, and one for all of its rounds. */
    static String csv(AaComparison aa) {
        var csv = new StringBuilder(Csv.line(
                "experiment",
                "target",
                "quantity",
                "round",
                "first",
                "second",
                "ratio",
                "low",
                "high",
                "level",
                "different",
                "differentAmongAll"));
        for (AaComparison.Figure figure : aa.figures()) {
            for (AaComparison.Round round : figure.rounds()) {
                csv.append(Csv.line(
                        aa.experiment(),
                        aa.target(),
                        figure.quantity(),
                        round.round(),
                        round.first(),
                        round.second(),
                        round.second() / round.first(),
                        null,
                        null,
                        null,
                        null,
                        null));
            }
            csv.append(Csv.line(
                    aa.experiment(),
                    aa.target(),
                    figure.quantity(),
                    "all",
                    null,
                    null,
                    figure.ratio(),
                    figure.low(),
                    figure.high(),
                    aa.level(),
                    figure.different(),
                    figure.differentAmongAll()));
        }
        return csv.toString();
    }
}

package claimbench.harness.report;

import claimbench.harness.claim.AaComparison;
import claimbench.harness.claim.Figures;
import java.util.Locale;

/** The condition that was measured twice, for people and for spreadsheets. */
public final class AaText {
    private AaText() {}

    /** What came of it, in a sentence or two. */
    public static String summary(AaComparison aa) {
        String what = aa.experiment() + " on " + aa.target() + ", measured twice in each round: ";
        if (aa.compared() == 0) {
            return what + "fewer than two rounds have both, so it cannot be told how large the noise is.";
        }
        return what
                + String.format(
                        Locale.ROOT,
                        "%d of %d figures differ at %s, where nothing does (%.1f %% false positives; %s are expected). ",
                        aa.different(),
                        aa.compared(),
                        Figures.percent(aa.level()),
                        100 * aa.falsePositiveRate(),
                        Figures.percent(1 - aa.level()))
                + switch (aa.ruling()) {
                    case WITHIN_NOISE -> "Corrected for their number none does: within noise.";
                    case DIFFERENT ->
                        "Corrected for their number some still do: this run has noise that its intervals do"
                                + " not know of, so small differences in it mean nothing.";
                    case INCONCLUSIVE -> "";
                };
    }

    /** Whether a figure differs, in a word or two. */
    public static String differs(AaComparison.Figure figure) {
        if (figure.low() == null) {
            return "*cannot be told*";
        }
        return figure.differentAmongAll() ? "**yes**" : figure.different() ? "by chance" : "no";
    }

    /** Its interval. */
    public static String interval(AaComparison.Figure figure) {
        Double low = figure.low();
        Double high = figure.high();
        return low == null || high == null ? "none: one round" : ratio(low) + " to " + ratio(high);
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

package claimbench.harness.cli;

import claimbench.harness.claim.Figures;
import claimbench.harness.claim.RunComparison;
import claimbench.harness.claim.RunComparison.ClaimChange;
import claimbench.harness.claim.RunComparison.ConditionChange;
import claimbench.harness.claim.RunComparison.FigureChange;
import claimbench.harness.claim.Text;
import claimbench.harness.report.AaText;
import claimbench.harness.report.CompareFile;
import claimbench.harness.report.CompareFile.Side;
import claimbench.harness.stats.Change;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Two runs side by side, for people: first in what they differ and how large their noise is, then a line for each condition and claim,
 * under it every figure that changed, and last what could not be compared.
 */
final class CompareText {
    private CompareText() {}

    static void print(PrintWriter out, CompareFile file) {
        RunComparison comparison = file.comparison();
        Table.print(out, List.of(side("A", file.a()), side("B", file.b())));
        out.println();
        file.differences()
                .forEach(difference -> out.println("differs: " + difference.what() + ": " + difference.a() + " in A, "
                        + difference.b() + " in B"));
        out.println("noise: " + noise(comparison));
        if (!comparison.conditions().isEmpty()) {
            out.println();
            Table.print(out, conditions(comparison));
        }
        if (!comparison.claims().isEmpty()) {
            out.println();
            Table.print(out, claims(comparison));
        }
        out.println();
        out.println(summary(comparison));
        comparison
                .unpaired()
                .forEach(unpaired -> out.println("not compared: " + unpaired.what() + ": "
                        + unpaired.why().en()));
        file.doubts().forEach(doubt -> out.println("doubt: " + doubt.en()));
        out.flush();
    }

    private static List<String> side(String name, Side side) {
        return List.of(
                name,
                side.dir(),
                side.rounds()
                        + (side.rounds() == 1 ? " round" : " rounds")
                        + (side.finished() && side.stopped() == null
                                ? ""
                                : ", " + side.ending().en()));
    }

    private static String noise(RunComparison comparison) {
        return comparison.noise().isEmpty()
                ? "not known: neither run measured a condition twice (A/A) in two rounds, so no ratio can be told from it"
                : comparison.noise().stream()
                        .map(kind -> kind.kind() + " " + Figures.noise(kind.factor())
                                + (kind.tooLarge()
                                        ? " (too large to tell: over " + Figures.noise(kind.factorMax()) + ")"
                                        : ""))
                        .collect(Collectors.joining(", "));
    }

    private static List<List<String>> conditions(RunComparison comparison) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("condition", "", "A", "B", "B/A"));
        for (ConditionChange condition : comparison.conditions()) {
            rows.add(head(
                    condition.experiment() + " " + condition.target(),
                    condition.change().name(),
                    about(condition.change(), condition.doubts(), condition.figures())));
            rows.addAll(changed(condition.figures(), false));
        }
        return rows;
    }

    private static List<List<String>> claims(RunComparison comparison) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("claim", "", "A", "B", "B/A"));
        for (ClaimChange claim : comparison.claims()) {
            String verdict = claim.a() == claim.b() ? claim.b().name() : claim.a() + " in A, " + claim.b() + " in B";
            String about = about(claim.change(), claim.doubts(), claim.figures());
            rows.add(head(
                    claim.claim(),
                    claim.sameTraces() ? "SAME" : claim.change().name(),
                    verdict + (about.isEmpty() ? "" : "; " + about)));
            rows.addAll(changed(claim.figures(), true));
        }
        return rows;
    }

    private static List<String> head(String what, String change, String about) {
        return List.of(what, change, "", "", about);
    }

    /** Why nothing can be said, or how much was looked at. */
    private static String about(Change change, List<Text> doubts, List<FigureChange> figures) {
        String more = doubts.size() > 1 ? " (and " + (doubts.size() - 1) + " more)" : "";
        if (change == Change.INCONCLUSIVE && !doubts.isEmpty()) {
            return doubts.getFirst().en() + more;
        }
        long open = figures.stream()
                .filter(figure -> figure.change() == Change.INCONCLUSIVE)
                .count();
        String count = figures.size() + (figures.size() == 1 ? " figure" : " figures");
        return figures.isEmpty() ? "" : open == 0 ? count : open + " of " + count + " inconclusive" + noisy(figures);
    }

    /** Of which kinds the runs' own noise is too large, in words; empty where of none. */
    private static String noisy(List<FigureChange> figures) {
        String kinds = RunComparison.tooNoisy(figures).entrySet().stream()
                .map(noise -> noise.getKey() + " " + Figures.noise(noise.getValue()))
                .collect(Collectors.joining(", "));
        return kinds.isEmpty() ? "" : ": " + RunComparison.TOO_NOISY.en() + " (" + kinds + ")";
    }

    private static List<List<String>> changed(List<FigureChange> figures, boolean withTarget) {
        return figures.stream()
                .filter(figure -> figure.change().different())
                .map(figure -> List.of(
                        "",
                        "  " + figure.change().name().toLowerCase(Locale.ROOT),
                        value(figure, figure.a()),
                        value(figure, figure.b()),
                        ratio(figure) + (withTarget ? figure.target() + ", " : "") + figure.name()))
                .toList();
    }

    private static String value(FigureChange figure, double value) {
        return switch (figure.kind()) {
            case "median", "p99" -> Figures.measured(value / 1e6) + " ms";
            case "CPU time an answer" -> Figures.measured(value * 1e6) + " µs";
            case "answers a second" -> Figures.measured(value) + "/s";
            default -> Figures.measured(value);
        };
    }

    private static String ratio(FigureChange figure) {
        Double ratio = figure.ratio();
        Double low = figure.low();
        Double high = figure.high();
        return ratio == null
                ? ""
                : AaText.ratio(ratio)
                        + (low == null || high == null
                                ? " "
                                : " (" + AaText.ratio(low) + " to " + AaText.ratio(high) + ") ");
    }

    private static String summary(RunComparison comparison) {
        return comparison.conditions().size() + " conditions and "
                + comparison.claims().size() + " claims in both: " + comparison.count(Change.IMPROVED) + " improved, "
                + comparison.count(Change.REGRESSED) + " regressed, "
                + comparison.withinNoise()
                + " within noise, "
                + (comparison.sameTraces() == 0 ? "" : comparison.sameTraces() + " the same, ")
                + comparison.count(Change.INCONCLUSIVE)
                + " inconclusive; differences are right together with " + Figures.percent(comparison.level());
    }
}

package claimbench.harness.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.claim.RunComparison;
import claimbench.harness.claim.RunComparison.ClaimChange;
import claimbench.harness.claim.RunComparison.FigureChange;
import claimbench.harness.claim.Text;
import claimbench.harness.claim.Verdict.Ruling;
import claimbench.harness.stats.Change;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompareFigureTest {
    private static final List<String> TARGETS = List.of("event-loop", "reactive");

    @Test
    void figureOfALongMapHasBothItsEndsAndSaysHowManyItLeavesOut() {
        List<CompareFigure> figures = figures(new ArrayList<>(points(40, Change.WITHIN_NOISE)));

        assertThat(figures).singleElement().satisfies(figure -> {
            assertThat(figure.id()).isEqualTo("compared-Q05");
            assertThat(quantities(figure)).hasSize(36).contains("k = 1", "k = 40");
            assertThat(figure.caption().en()).contains("44 more figures are in comparison.json");
            assertThat(figure.caption().zh()).contains("另有 44 项");
        });
    }

    @Test
    void targetsOfOnePointStandTogetherThoughAComparisonHasThemApart() {
        var apart = new ArrayList<FigureChange>();
        for (String target : TARGETS) {
            for (int k = 1; k <= 3; k++) {
                apart.add(figure(target, "k = " + k, Change.WITHIN_NOISE));
            }
        }

        assertThat(quantities(figures(apart).getFirst()))
                .containsExactly("k = 1", "k = 1", "k = 2", "k = 2", "k = 3", "k = 3");
    }

    @Test
    void whatChangedIsDrawnFirstWhereverItStandsInItsMap() {
        List<FigureChange> figures = new ArrayList<>(points(40, Change.WITHIN_NOISE));
        figures.set(21, figure("reactive", "k = 11", Change.REGRESSED));

        List<CompareFigure> drawn = figures(figures);

        assertThat(drawn).extracting(CompareFigure::id).containsExactly("compared-changes", "compared-Q05");
        assertThat(quantities(drawn.getFirst())).containsExactly("k = 11");
    }

    @Test
    void figureWithoutARatioIsNotDrawn() {
        FigureChange none = new FigureChange(
                "reactive",
                null,
                "errors",
                "count",
                0,
                1,
                null,
                null,
                null,
                null,
                1,
                0.95,
                null,
                3,
                3,
                Change.REGRESSED);

        assertThat(figures(List.of(none))).isEmpty();
    }

    private static List<FigureChange> points(int most, Change change) {
        var points = new ArrayList<FigureChange>();
        for (int k = 1; k <= most; k++) {
            for (String target : TARGETS) {
                points.add(figure(target, "k = " + k, change));
            }
        }
        return points;
    }

    private static FigureChange figure(String target, String quantity, Change change) {
        return new FigureChange(
                target,
                new Text(quantity, quantity),
                "speed-up of x against y",
                "speed-up",
                2,
                2.1,
                1.05,
                1.01,
                1.09,
                0.5,
                0.3,
                0.95,
                1.02,
                3,
                3,
                change);
    }

    private static List<CompareFigure> figures(List<FigureChange> figures) {
        var claim = new ClaimChange(
                "Q05", "calls", Ruling.SUPPORTED, Ruling.SUPPORTED, Change.WITHIN_NOISE, false, List.of(), figures);
        return CompareFigure.of(
                new RunComparison(0.95, List.of(), List.of(), List.of(claim), List.of()),
                one -> new Text("calls", "调用"),
                figure -> "");
    }

    /** One for each line. */
    private static List<String> quantities(CompareFigure figure) {
        return figure.data().lines().stream().map(line -> line.get(1)).toList();
    }
}

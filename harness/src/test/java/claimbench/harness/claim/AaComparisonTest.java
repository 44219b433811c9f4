package claimbench.harness.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import claimbench.harness.claim.AaComparison.Figure;
import claimbench.harness.claim.AaComparison.Ruling;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** A condition against itself: what is the same is within noise, and what was planted is found. */
class AaComparisonTest {
    private static final Catalogue CATALOGUE = Catalogue.load();
    private static final double[] NOISE = {0.998, 1.001, 1.003, 0.999, 1.002};
    private static final double[] OTHER_NOISE = {1.002, 0.999, 1.001, 1.003, 0.998};

    @Test
    void sameIsWithinNoise() {
        AaComparison aa = compare(run(NOISE, 1, OTHER_NOISE));

        assertThat(aa.ruling()).isEqualTo(Ruling.WITHIN_NOISE);
        assertThat(aa.experiment()).isEqualTo("fanout");
        assertThat(aa.target()).isEqualTo("event-loop");
        assertThat(aa.compared()).isEqualTo(aa.figures().size()).isPositive();
        assertThat(aa.different()).isZero();
        assertThat(aa.falsePositiveRate()).isZero();
    }

    @Test
    void everyFigureOfAClaimAndEveryKindOfRequestIsCompared() {
        AaComparison aa = compare(run(NOISE, 1, OTHER_NOISE));

        assertThat(aa.figures())
                .extracting(Figure::quantity)
                .contains(
                        "speed-up of concurrent against serial",
                        "cost ratio of serial against one-call",
                        "median of serial",
                        "p99 of serial",
                        "answers a second",
                        "CPU time an answer")
                .doesNotHaveDuplicates()
                .noneMatch(quantity -> quantity.contains("failed"));
        assertThat(aa.figures())
                .allSatisfy(figure -> assertThat(figure.rounds()).hasSize(5));
    }

    @Test
    void slowdownThatOnlyTheSecondHasIsFound() {
        AaComparison aa = compare(run(NOISE, 1.05, OTHER_NOISE));

        assertThat(aa.ruling()).isEqualTo(Ruling.DIFFERENT);
        Figure serial = aa.figures().stream()
                .filter(figure -> figure.quantity().equals("median of serial"))
                .findFirst()
                .orElseThrow();
        assertThat(serial.ratio()).isCloseTo(1.05, within(0.01));
        assertThat(serial.different()).isTrue();
        assertThat(serial.differentAmongAll()).isTrue();
        assertThat(aa.falsePositiveRate()).isGreaterThan(0).isLessThan(1);
    }

    @Test
    void oneRoundTellsNothing() {
        AaComparison aa = compare(run(new double[] {1}, 1, new double[] {1.3}));

        assertThat(aa.ruling()).isEqualTo(Ruling.INCONCLUSIVE);
        assertThat(aa.compared()).isZero();
        assertThat(aa.falsePositiveRate()).isNaN();
        assertThat(aa.figures())
                .isNotEmpty()
                .allSatisfy(figure -> assertThat(figure.low()).isNull());
    }

    @Test
    void roundsThatHaveOneOfTheTwoAreLeftOut() {
        var run = run(NOISE, 1, OTHER_NOISE).measured("fanout-again", "event-loop", trial(7));

        assertThat(compare(run).figures())
                .allSatisfy(figure -> assertThat(figure.rounds()).hasSize(5));
    }

    @Test
    void trialsThatFailedGiveNothing() {
        var run = new MadeUpRun()
                .measured("fanout", "event-loop", trial(1))
                .measured("fanout-again", "event-loop", new MadeUpTrial().failedBecause("kaboom"));

        AaComparison aa = compare(run);

        assertThat(aa.figures()).isEmpty();
        assertThat(aa.ruling()).isEqualTo(Ruling.INCONCLUSIVE);
    }

    @Test
    void runOfAnEarlierVersionHasNone() {
        assertThat(AaComparison.of(MadeUpRun.quick(), CATALOGUE)).isEmpty();
    }

    @Test
    void claimsNeverRestOnTheSecond() {
        var run = run(NOISE, 3, OTHER_NOISE).asked("event-loop");

        Verdict verdict = Judge.judge(run, CATALOGUE.claim("Q01").orElseThrow());

        assertThat(verdict.rows()).hasSize(1);
        assertThat(verdict.rows().getFirst().evidence().trials()).isEqualTo(5);
    }

    /** Rounds of both, of which the second is so many times as slow where calls are made one after another. */
    private static MadeUpRun run(double[] noise, double factor, double[] otherNoise) {
        return new MadeUpRun()
                .measured("fanout", "event-loop", trials(noise))
                .measured(
                        "fanout-again",
                        "event-loop",
                        trials(DoubleStream.of(otherNoise)
                                .map(one -> one * factor)
                                .toArray()));
    }

    private static MadeUpTrial[] trials(double[] factors) {
        return DoubleStream.of(factors).mapToObj(AaComparisonTest::trial).toArray(MadeUpTrial[]::new);
    }

    private static MadeUpTrial trial(double factor) {
        return new MadeUpTrial()
                .answered("one-call", 101.5)
                .answered("two-serial", 203 * factor)
                .answered("serial", 304 * factor)
                .answered("concurrent", 102.5)
                .answered("unequal-serial", 304)
                .answered("unequal-concurrent", 203);
    }

    private static AaComparison compare(MadeUpRun run) {
        return AaComparison.of(run, CATALOGUE).orElseThrow();
    }
}

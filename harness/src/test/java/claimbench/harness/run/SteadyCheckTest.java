package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.result.CompilersAtWork;
import claimbench.harness.result.Trial.Finding;
import claimbench.harness.result.Trial.Finding.State;
import claimbench.harness.result.TrustCheck;
import claimbench.load.Rate;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Planted series: each is found under its right name, and the honest twin passes. */
class SteadyCheckTest {
    private final SplittableRandom random = new SplittableRandom(3);

    @TempDir
    private Path folder;

    @Test
    void settledTrialPassesAndSaysWhatWasLookedAt() throws Exception {
        Finding finding = check(new MadeUpSeconds().during(15, 400, 100), cores(15, 0.4));

        assertThat(finding.check()).isEqualTo(TrustCheck.STEADY_STATE);
        assertThat(finding.state()).isEqualTo(State.PASSED);
        assertThat(finding.detail())
                .isEqualTo("3 series of 15 s settled (answers a second, the target's cores busy, median of wait);"
                        + " compilers at work: target 0.4 %, generator 0.2 %");
    }

    @Test
    void trialThatStillWarmsUpHasNoSteadyState() throws Exception {
        Finding finding = check(new MadeUpSeconds().during(6, 300, 133).during(9, 400, 100), cores(15, 0.4));

        assertThat(finding.state()).isEqualTo(State.FAILED);
        assertThat(finding.detail())
                .startsWith("no steady state: answers a second changed by +3")
                .contains("at second 6 of 15", "median of wait changed by -25 %");
    }

    @Test
    void trialThatDriftsHasNoSteadyState() throws Exception {
        var drifting = new MadeUpSeconds();
        for (int second = 0; second < 30; second++) {
            drifting.during(1, 400, 100 + second);
        }

        Finding finding = check(drifting, cores(30, 0.4));

        assertThat(finding.state()).isEqualTo(State.FAILED);
        assertThat(finding.detail()).startsWith("no steady state: median of wait changed by +");
    }

    /** A kind that is answered every other second has no median of each second; eight of them have one together. */
    @Test
    void kindsTooRareForASeriesOfTheirOwnAreLookedAtTogether() throws Exception {
        Finding settled = check(rare(16, second -> 1), cores(16, 0.4));
        Finding slower = check(rare(16, second -> second < 8 ? 1 : 1.2), cores(16, 0.4));

        assertThat(settled.state()).as(settled.detail()).isEqualTo(State.PASSED);
        assertThat(settled.detail()).contains("median of wait, time of rare kinds");
        assertThat(slower.state()).isEqualTo(State.FAILED);
        assertThat(slower.detail())
                .startsWith("no steady state: time of rare kinds changed by +")
                .endsWith("at second 8 of 16");
    }

    @Test
    void kindThatIsRareAloneHasNoSeries() throws Exception {
        var seconds = new MadeUpSeconds().during(16, 400, 100).andOneIn(2, 0, "now and then", second -> 100 + second);

        assertThat(check(seconds, cores(16, 0.4)).detail()).doesNotContain("rare");
    }

    /** Beside a frequent one, eight kinds that take from 100 to 800 ms, each times a factor. */
    private static MadeUpSeconds rare(int seconds, IntToDoubleFunction factor) {
        var all = new MadeUpSeconds().during(seconds, 400, 100);
        for (int kind = 1; kind <= 8; kind++) {
            int millis = 100 * kind;
            all.andOneIn(2, kind % 2, "kind-" + kind, second -> millis * factor.applyAsDouble(second));
        }
        return all;
    }

    @Test
    void trialThatJumpsBetweenTwoStatesHasNoSteadyState() throws Exception {
        var jumping = new MadeUpSeconds();
        for (int state = 0; state < 4; state++) {
            jumping.during(7, 400, state % 2 == 0 ? 100 : 140);
        }

        Finding finding = check(jumping, cores(28, 0.4));

        assertThat(finding.state()).isEqualTo(State.FAILED);
        assertThat(finding.detail()).contains("median of wait changed by +40 % at second 21 of 28 (3 changes)");
    }

    @Test
    void targetThatNeedsMoreAndMoreCpuTimeHasNoSteadyState() throws Exception {
        double[] rising = cores(20, 0.4);
        for (int second = 10; second < 20; second++) {
            rising[second] += 0.2;
        }

        Finding finding = check(new MadeUpSeconds().during(20, 400, 100), rising);

        assertThat(finding.state()).isEqualTo(State.FAILED);
        assertThat(finding.detail()).startsWith("no steady state: the target's cores busy changed by +");
    }

    @Test
    void tickOfTheKernelsClockIsNoChange() throws Exception {
        double[] ticks = new double[14];
        for (int second = 0; second < ticks.length; second++) {
            ticks[second] = second < 7 ? 0.05 : 0.06;
        }

        assertThat(check(new MadeUpSeconds().during(14, 50, 100), ticks).state())
                .isEqualTo(State.PASSED);
    }

    @Test
    void changeThatNobodyCaresForIsNone() throws Exception {
        assertThat(check(new MadeUpSeconds().during(15, 400, 100).during(15, 400, 102), cores(30, 0.4))
                        .state())
                .isEqualTo(State.PASSED);
    }

    @Test
    void compilerAtWorkIsNoSteadyStateWhateverTheSeriesSay() throws Exception {
        Finding finding = SteadyCheck.of(
                new MadeUpSeconds().during(15, 400, 100).in(folder),
                Optional.of(cores(15, 0.4)),
                compilers(Optional.of(0.004), Optional.of(0.12)),
                Optional.empty());

        assertThat(finding.state()).isEqualTo(State.FAILED);
        assertThat(finding.detail())
                .isEqualTo(
                        "no steady state: the generator's compilers were at work for 12.0 % of the window, at most 10.0 %"
                                + " allowed");
    }

    @Test
    void compilerThatIsNotShownHasNotPassed() throws Exception {
        Finding finding = SteadyCheck.of(
                new MadeUpSeconds().during(15, 400, 100).in(folder),
                Optional.empty(),
                compilers(Optional.empty(), Optional.of(0.002)),
                Optional.empty());

        assertThat(finding.state()).isEqualTo(State.UNKNOWN);
        assertThat(finding.detail()).contains("settled", "compilers at work: target not shown, generator 0.2 %");
    }

    @Test
    void windowOfAFewSecondsSaysThatItCannotBeTested() throws Exception {
        Finding finding = check(new MadeUpSeconds().during(1, 300, 100).during(1, 3_000, 10), cores(2, 0.4));

        assertThat(finding.state()).isEqualTo(State.UNKNOWN);
        assertThat(finding.detail())
                .isEqualTo("the window has 2 whole seconds, and it takes 10 to see a change;"
                        + " compilers at work: target 0.4 %, generator 0.2 %, at most 10.0 % allowed");
        assertThat(CompilersAtWork.isAboveLimit(finding)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0.1001, true", "0.345, true", "0.1, false", "0.0999, false"})
    void windowOfAFewSecondsStaysUntestedAndTellsWhetherCompilersWorkedForTooLong(double share, boolean above)
            throws Exception {
        TrialSeconds few = new MadeUpSeconds().during(2, 300, 100).in(folder);

        Finding ofTarget = SteadyCheck.of(
                few, Optional.empty(), compilers(Optional.of(share), Optional.of(0.01)), Optional.empty());
        Finding ofGenerator = SteadyCheck.of(
                few, Optional.empty(), compilers(Optional.empty(), Optional.of(share)), Optional.empty());

        assertThat(ofTarget.state()).isEqualTo(State.UNKNOWN);
        assertThat(ofGenerator.state()).isEqualTo(State.UNKNOWN);
        assertThat(CompilersAtWork.isAboveLimit(ofTarget)).isEqualTo(above);
        assertThat(CompilersAtWork.isAboveLimit(ofGenerator)).isEqualTo(above);
    }

    @Test
    void nothingIsSaidOfCompilersThatAreNotShown() throws Exception {
        Finding finding = SteadyCheck.of(
                new MadeUpSeconds().during(2, 300, 100).in(folder),
                Optional.empty(),
                compilers(Optional.empty(), Optional.empty()),
                Optional.empty());

        assertThat(finding.detail()).endsWith("compilers at work: target not shown, generator not shown");
        assertThat(CompilersAtWork.isAboveLimit(finding)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"100..400", "100,250,400"})
    void loadThatChangesOnPurposeIsNotCalledUnsteadyAndHasNotPassed(String rate) throws Exception {
        Rate changing = Rate.parse(rate).orElseThrow();
        var rising =
                new MadeUpSeconds().during(10, 100, 100).during(10, 250, 120).during(10, 400, 180);

        Finding finding = SteadyCheck.of(
                rising.in(folder),
                Optional.of(cores(30, 0.4)),
                compilers(Optional.of(0.004), Optional.of(0.002)),
                Optional.of(changing));

        assertThat(finding.state()).isEqualTo(State.UNKNOWN);
        assertThat(finding.detail())
                .isEqualTo("not judged: the load changes on purpose (" + changing.inWords()
                        + "), and times and CPU with it; compilers at work: target 0.4 %, generator 0.2 %");
    }

    @Test
    void sameSeriesUnderAConstantRateIsUnsteady() throws Exception {
        var rising =
                new MadeUpSeconds().during(10, 100, 100).during(10, 250, 120).during(10, 400, 180);

        assertThat(SteadyCheck.of(
                                rising.in(folder),
                                Optional.of(cores(30, 0.4)),
                                compilers(Optional.of(0.004), Optional.of(0.002)),
                                Optional.of(Rate.constant(250)))
                        .state())
                .isEqualTo(State.FAILED);
    }

    @Test
    void compilerAtWorkIsNoSteadyStateUnderALoadThatChangesEither() throws Exception {
        Finding finding = SteadyCheck.of(
                new MadeUpSeconds().during(15, 400, 100).in(folder),
                Optional.of(cores(15, 0.4)),
                compilers(Optional.of(0.12), Optional.of(0.002)),
                Rate.parse("100..400"));

        assertThat(finding.state()).isEqualTo(State.FAILED);
        assertThat(finding.detail())
                .startsWith("no steady state: the target's compilers were at work for 12.0 % of the window");
    }

    private Finding check(MadeUpSeconds seconds, double[] cores) throws Exception {
        return SteadyCheck.of(
                seconds.in(folder),
                Optional.of(cores),
                compilers(Optional.of(0.004), Optional.of(0.002)),
                Optional.empty());
    }

    private static Map<String, Optional<Double>> compilers(Optional<Double> target, Optional<Double> generator) {
        var compilers = new LinkedHashMap<String, Optional<Double>>();
        compilers.put("target", target);
        compilers.put("generator", generator);
        return compilers;
    }

    private double[] cores(int seconds, double mean) {
        double[] cores = new double[seconds];
        java.util.Arrays.setAll(cores, second -> mean * (1 + 0.02 * random.nextGaussian()));
        return cores;
    }
}

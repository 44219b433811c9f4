package claimbench.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class HolmTest {

    @Test
    void whatIsNoProbabilityIsRefused() {
        assertThatThrownBy(() -> Holm.adjusted(0.1, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Holm.adjusted(1.1)).isInstanceOf(IllegalArgumentException.class);
    }

    /**
     * J. P. Shaffer, Multiple hypothesis testing, Annual Review of Psychology 46, 1995; the same as R's
     * p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm").
     */
    @Test
    void valuesThatOtherProgramsGive() {
        double[] adjusted = Holm.adjusted(0.01, 0.04, 0.03, 0.005);

        assertThat(adjusted[0]).isCloseTo(0.03, within(1e-12));
        assertThat(adjusted[1]).isCloseTo(0.06, within(1e-12));
        assertThat(adjusted[2]).isCloseTo(0.06, within(1e-12));
        assertThat(adjusted[3]).isCloseTo(0.02, within(1e-12));
    }

    @Test
    void oneQuestionNeedsNoCorrection() {
        assertThat(Holm.adjusted(0.04)).containsExactly(0.04);
        assertThat(Holm.levels(0.95, 0.04)).containsExactly(0.95);
        assertThat(Holm.levels(0.95)).isEmpty();
    }

    @Test
    void doubtfulAnswerBesideClearOnesIsJudgedAsIfItWereAlone() {
        assertThat(Holm.levels(0.95, 1e-6, 0.04, 1e-7)[1]).isEqualTo(0.95);
    }

    @Test
    void afterTheFirstThatStaysOpenAllDo() {
        double[] levels = Holm.levels(0.95, 1e-6, 0.03, 0.04);

        assertThat(levels[0]).isCloseTo(1 - 0.05 / 3, within(1e-12));
        assertThat(levels[1]).isCloseTo(0.975, within(1e-12));
        assertThat(levels[2])
                .as("not the run's own level, at which it would pass")
                .isCloseTo(0.975, within(1e-12));
    }

    @Property(seed = "1")
    void levelsSayWhatTheAdjustedValuesSay(@ForAll("p") double[] p) {
        double[] adjusted = Holm.adjusted(p);
        double[] levels = Holm.levels(0.95, p);

        for (int i = 0; i < p.length; i++) {
            assertThat(p[i] <= 1 - levels[i])
                    .as("%s of %s", p[i], Arrays.toString(p))
                    .isEqualTo(adjusted[i] <= 0.05);
            assertThat(adjusted[i]).isBetween(p[i], 1.0);
        }
    }

    @Property(seed = "2")
    void smallerValueIsNeverAdjustedToALargerOne(@ForAll("p") double[] p) {
        double[] adjusted = Holm.adjusted(p);
        for (int i = 0; i < p.length; i++) {
            for (int j = 0; j < p.length; j++) {
                assertThat(p[i] <= p[j] && adjusted[i] > adjusted[j]).isFalse();
            }
        }
    }

    @Property(seed = "3")
    void valueOfAQuestionIsWhereItIsDecided(@ForAll("one") double truth) {
        assertThat(Holm.p(level -> level <= 1 - truth)).isCloseTo(truth, within(1e-9));
    }

    @Test
    void questionDecidedAtEveryLevelOrAtNone() {
        assertThat(Holm.p(level -> true)).isEqualTo(1e-12);
        assertThat(Holm.p(level -> false)).isEqualTo(1);
    }

    /**
     * Ten questions without any difference, 4,000 times: some answer is wrong in at most 5 %, while without correction
     * it is 40 %.
     */
    @Test
    void someAnswerIsWrongInAtMostFiveInAHundred() {
        var random = new SplittableRandom(3);
        int wrong = 0;
        int uncorrected = 0;
        for (int run = 0; run < 4_000; run++) {
            double[] p = random.doubles(10).toArray();
            wrong += Arrays.stream(Holm.adjusted(p)).anyMatch(one -> one <= 0.05) ? 1 : 0;
            uncorrected += Arrays.stream(p).anyMatch(one -> one <= 0.05) ? 1 : 0;
        }
        assertThat(wrong / 4_000.0).isBetween(0.03, 0.05 + 0.0104);
        assertThat(uncorrected / 4_000.0).isBetween(0.37, 0.43);
    }

    @Test
    void simultaneousIntervalsShareTheMisses() {
        assertThat(Holm.simultaneous(0.95, 10)).isCloseTo(0.995, within(1e-12));
        assertThatThrownBy(() -> Holm.simultaneous(0.95, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Provide
    Arbitrary<double[]> p() {
        return Arbitraries.integers()
                .between(0, 400)
                .map(i -> (i + 0.37) / 4_000.0)
                .array(double[].class)
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<Double> one() {
        return Arbitraries.integers().between(1, 900).map(i -> i / 1_000.0);
    }
}

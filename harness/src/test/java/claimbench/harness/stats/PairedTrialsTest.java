package claimbench.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PairedTrialsTest {

    @Test
    void nothingAndZeroAreRefused() {
        assertThatThrownBy(() -> PairedTrials.ratio(0.95)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PairedTrials.ratio(0.95, 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.0");
    }

    @Test
    void oneRoundHasNoInterval() {
        assertThat(PairedTrials.ratio(0.95, 1.25)).isEqualTo(new SinglePoint(1.25));
    }

    /**
     * The tables of F. Wilcoxon (1945): the largest sum of ranks of the rarer sign at which a test at 5 %, two-sided, says that
     * there is a difference.
     */
    @ParameterizedTest
    @CsvSource({"6, 0", "7, 2", "8, 3", "9, 5", "10, 8", "12, 13", "15, 25", "20, 52"})
    void distributionIsThatOfTheTables(int n, int critical) {
        double[] atMost = PairedTrials.distributionOfSignedRanks(n);

        assertThat(2 * atMost[critical]).isLessThanOrEqualTo(0.05);
        assertThat(2 * atMost[critical + 1]).isGreaterThan(0.05);
        assertThat(atMost[atMost.length - 1]).isCloseTo(1, within(1e-12));
    }

    /**
     * M. Hollander, D. A. Wolfe, Nonparametric Statistical Methods, 2nd edition, 1999, examples 3.1 to 3.4 (a scale of depression before
     * and after a tranquilizer, nine patients): the estimate is -0.46, and the interval at 96 % goes from -0.786 to -0.010. Their
     * differences are ratios here, so the figures enter as exponentials.
     */
    @Test
    void publishedExample() {
        double[] ratios = Arrays.stream(
                        new double[] {-0.952, 0.147, -1.022, -0.430, -0.620, -0.590, -0.490, 0.080, -0.010})
                .map(Math::exp)
                .toArray();

        var interval = (Interval) PairedTrials.ratio(0.96, ratios);

        assertThat(Math.log(interval.value())).isCloseTo(-0.46, within(1e-9));
        assertThat(Math.log(interval.low())).isCloseTo(-0.786, within(1e-9));
        assertThat(Math.log(interval.high())).isCloseTo(-0.010, within(1e-9));
        assertThat(interval.n()).isEqualTo(9);
    }

    @Test
    void fewRoundsAndManyAreThoseOfTheTypicalTrial() {
        double[] few = {1.01, 0.99, 1.02, 1.005};
        double[] many = new SplittableRandom(1).doubles(200, 0.9, 1.1).toArray();

        var ofFew = (Interval) PairedTrials.ratio(0.95, few);
        var typical = (Interval) TypicalTrial.estimate(0.95, few);
        assertThat(ofFew.low()).isEqualTo(typical.low());
        assertThat(ofFew.high()).isEqualTo(typical.high());
        assertThat(PairedTrials.ratio(0.95, many)).isEqualTo(TypicalTrial.estimate(0.95, many));
    }

    @Test
    void higherLevelIsNeverNarrower() {
        double[] ratios = new SplittableRandom(2).doubles(10, 0.9, 1.1).toArray();
        Interval last = (Interval) PairedTrials.ratio(0.5, ratios);
        for (double level : new double[] {0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.997, 0.998, 0.9985, 0.999, 0.9999}) {
            Interval next = (Interval) PairedTrials.ratio(level, ratios);
            assertThat(next.low()).as("%s", level).isLessThanOrEqualTo(last.low());
            assertThat(next.high()).as("%s", level).isGreaterThanOrEqualTo(last.high());
            last = next;
        }
    }

    /** Two like trials, however skewed and heavy-tailed they are: their interval leaves out 1 in 3 to 7 % of cases, as any may. */
    @ParameterizedTest
    @EnumSource(Populations.class)
    void twoLikeTrialsAreToldApartAsOftenAsTheLevelSays(Populations population) {
        for (int n : new int[] {6, 10, 20}) {
            var random = new SplittableRandom(n);
            int cases = 4_000;
            int missed = 0;
            for (int run = 0; run < cases; run++) {
                double[] first = population.trials(n, 1e-5, random);
                double[] second = population.trials(n, 1e-5, random);
                double[] ratios = new double[n];
                for (int i = 0; i < n; i++) {
                    ratios[i] = second[i] / first[i];
                }
                var interval = (Interval) PairedTrials.ratio(0.95, ratios);
                missed += interval.low() > 1 || interval.high() < 1 ? 1 : 0;
            }
            // Three standard errors of a simulated share.
            assertThat((double) missed / cases)
                    .as("%s rounds", n)
                    .isBetween(0.03 - 3 * Math.sqrt(0.03 * 0.97 / cases), 0.07 + 3 * Math.sqrt(0.07 * 0.93 / cases));
        }
    }
}

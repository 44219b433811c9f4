package claimbench.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LooksTest {

    @Test
    void looksThatDoNotGrowAreRefused() {
        assertThatThrownBy(() -> Looks.levels(0.95, 3, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Looks.levels(0.95, 0, 3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oneLookIsNoCorrection() {
        assertThat(Looks.levels(0.95, 10)).hasSize(1);
        assertThat(Looks.levels(0.95, 10)[0]).isCloseTo(0.95, within(1e-12));
    }

    @Test
    void missesOfAllLooksAddUpToThoseAllowed() {
        double[] levels = Looks.levels(0.95, 3, 5, 10);

        assertThat(levels[0]).isCloseTo(0.9955, within(1e-12));
        assertThat(levels[1]).isCloseTo(0.992, within(1e-12));
        assertThat(levels[2]).isCloseTo(0.9625, within(1e-12));
        assertThat(Arrays.stream(levels).map(level -> 1 - level).sum()).isCloseTo(0.05, within(1e-12));
    }

    /**
     * Six looks at up to 20 trials miss the truth in at most 7 %, as one interval may; without correction, in 10 % and
     * more.
     */
    @ParameterizedTest
    @EnumSource(
            value = Populations.class,
            names = {"NORMAL", "PARETO_FIGURES", "HEAVY_TAILS", "NOISY_NEIGHBOUR"})
    void lookingOftenMissesTheTruthNoOftenerThanLookingOnce(Populations population) {
        var random = new SplittableRandom(7);
        int[] looks = {5, 8, 11, 14, 17, 20};
        double[] levels = Looks.levels(0.95, looks);
        double[] naive = new double[looks.length];
        Arrays.fill(naive, 0.95);
        double truth = Math.exp(1e-5 * population.median());
        int missed = 0;
        int missedNaively = 0;
        int runs = 2_000;
        for (int run = 0; run < runs; run++) {
            double[] values = population.trials(20, 1e-5, random);
            missed += missesSomewhere(values, looks, levels, truth) ? 1 : 0;
            missedNaively += missesSomewhere(values, looks, naive, truth) ? 1 : 0;
        }
        assertThat((double) missed / runs).isLessThan(0.07);
        assertThat((double) missedNaively / runs).isGreaterThan(0.1);
    }

    private static boolean missesSomewhere(double[] values, int[] looks, double[] levels, double truth) {
        for (int look = 0; look < looks.length; look++) {
            var interval = (Interval) TypicalTrial.estimate(levels[look], Arrays.copyOf(values, looks[look]));
            if (interval.low() > truth || interval.high() < truth) {
                return true;
            }
        }
        return false;
    }
}

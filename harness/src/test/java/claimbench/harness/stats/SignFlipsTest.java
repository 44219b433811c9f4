package claimbench.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SignFlipsTest {

    @Test
    void figuresOfDifferentRoundsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignFlips.adjusted(List.of(new double[] {1, 2}, new double[] {1})))
                .withMessageContaining("2 rounds");
    }

    @Test
    void nothingIsAskedOfNothing() {
        assertThat(SignFlips.adjusted(List.of())).isEmpty();
        assertThat(SignFlips.adjusted(List.of(new double[] {0, 0, 0}))).containsExactly(1);
    }

    /**
     * R. A. Fisher, The Design of Experiments, 1935, section 21: Darwin's fifteen pairs of maize, crossed and self-fertilized. In 1,726 of
     * the 32,768 ways to give signs to the differences their sum is as far from 0 as the one found, 314, or farther.
     */
    @Test
    void publishedExample() {
        double[] darwin = {49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48};

        // 15 rounds are drawn from: three standard errors of ten thousand.
        assertThat(SignFlips.adjusted(List.of(darwin))[0]).isCloseTo(1_726 / 32_768.0, within(0.0067));
    }

    /** Two of the 1,024 ways have all ten on one side. */
    @Test
    void clearestOfTenRoundsIsOneOf512HoweverManyFiguresSayTheSame() {
        double[] clear = {1, 1.1, 0.9, 1, 1, 1.2, 0.8, 1, 1, 1};

        assertThat(SignFlips.adjusted(List.of(clear))).containsExactly(1 / 512.0);
        assertThat(SignFlips.adjusted(List.of(clear, clear.clone(), clear.clone())))
                .containsOnly(1 / 512.0);
    }

    @Test
    void roundsThatAFigureLacksSayNothingOfIt() {
        double[] lacking = {1, Double.NaN, 1.1, 0.9, 1.2, 1};
        double[] whole = {1, 1.1, 0.9, 1.2, 1};

        assertThat(SignFlips.adjusted(List.of(lacking))[0]).isEqualTo(SignFlips.adjusted(List.of(whole))[0]);
    }

    @Test
    void sixRoundsCanTellAtNinetyFivePerCentAndFiveCannot() {
        assertThat(SignFlips.canTell(0.95, 6)).isTrue();
        assertThat(SignFlips.canTell(0.95, 5)).isFalse();
    }

    /** Twelve figures of the same rounds, some of them alike, of any distribution: one of them is called different in at most 5 %. */
    @ParameterizedTest
    @EnumSource(Populations.class)
    void noneOfManyIsCalledDifferentOftenerThanTheLevelSays(Populations population) {
        int cases = 1_000;
        var random = new SplittableRandom(10);
        int wrong = 0;
        for (int run = 0; run < cases; run++) {
            List<double[]> figures = new ArrayList<>();
            double[] shared = differences(population, random);
            for (int figure = 0; figure < 12; figure++) {
                double[] own = differences(population, random);
                for (int round = 0; round < own.length && figure % 3 > 0; round++) {
                    own[round] = shared[round] + 0.3 * own[round];
                }
                figures.add(own);
            }
            for (double p : SignFlips.adjusted(figures)) {
                if (p <= 0.05) {
                    wrong++;
                    break;
                }
            }
        }
        // Three standard errors of a simulated share.
        assertThat((double) wrong / cases).isLessThanOrEqualTo(0.05 + 3 * Math.sqrt(0.05 * 0.95 / cases));
    }

    private static double[] differences(Populations population, SplittableRandom random) {
        double[] first = population.trials(8, 1e-5, random);
        double[] second = population.trials(8, 1e-5, random);
        double[] logarithms = new double[8];
        for (int round = 0; round < 8; round++) {
            logarithms[round] = Math.log(second[round] / first[round]);
        }
        return logarithms;
    }
}

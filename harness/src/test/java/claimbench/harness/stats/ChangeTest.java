package claimbench.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import claimbench.harness.stats.Change.Better;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeTest {

    @Test
    void bandIsAsWideAsTheFartherEnd() {
        assertThat(NoiseBand.of(interval(1, 0.8, 1.1), 2).factor()).isEqualTo(1.25);
        assertThat(NoiseBand.of(interval(1.05, 1.02, 1.1), 2).factor())
                .as("a thing that differs from itself is noise too")
                .isEqualTo(1.1);
        assertThatThrownBy(() -> new NoiseBand(0.9, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new NoiseBand(1.1, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        // beyond the band, and 1 excluded
        "1.10, 1.06, 1.14, REGRESSED",
        "0.90, 0.86, 0.94, IMPROVED",
        // 1 excluded, so it is there; but no more than the run shows of itself
        "1.01, 1.005, 1.015, INCONCLUSIVE",
        "0.99, 0.985, 0.995, INCONCLUSIVE",
        "1.01, 0.999, 1.015, WITHIN_NOISE",
        "1.00, 0.98, 1.02, WITHIN_NOISE",
        // beyond the band, and yet an accident may have done it
        "1.10, 0.99, 1.22, INCONCLUSIVE",
        // within the band, and yet a large change may hide
        "1.00, 0.90, 1.11, INCONCLUSIVE",
        "1.01, 0.99, 1.10, INCONCLUSIVE"
    })
    void changeOfAResponseTimeAgainstTwoPerCentOfNoise(double value, double low, double high, Change expected) {
        assertThat(Change.of(interval(value, low, high), new NoiseBand(1.02, 1.1), Better.SMALLER))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        // twice as much, of which such a run could not tell whether it is more than nothing
        "2.0, 1.7, 2.3, INCONCLUSIVE",
        "2.0, 0.9, 3.0, INCONCLUSIVE",
        "1.0, 0.98, 1.02, INCONCLUSIVE",
        // beyond even such noise
        "3.0, 2.5, 3.5, REGRESSED"
    })
    void underNoiseThatIsTooLargeNothingIsSaidToBeUnchanged(double value, double low, double high, Change expected) {
        assertThat(Change.of(interval(value, low, high), new NoiseBand(2.33, 1.25), Better.SMALLER))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1.25, WITHIN_NOISE", "1.2501, INCONCLUSIVE"})
    void bandMayBeAsWideAsItsLimit(double factor, Change expected) {
        assertThat(Change.of(interval(1.05, 0.95, 1.15), new NoiseBand(factor, 1.25), Better.SMALLER))
                .isEqualTo(expected);
    }

    @Test
    void moreIsBetterOfThroughput() {
        assertThat(Change.of(interval(1.1, 1.06, 1.14), new NoiseBand(1.02, 1.1), Better.LARGER))
                .isEqualTo(Change.IMPROVED);
        assertThat(Change.of(interval(0.9, 0.86, 0.94), new NoiseBand(1.02, 1.1), Better.LARGER))
                .isEqualTo(Change.REGRESSED);
    }

    @Test
    void oneTrialDecidesNothing() {
        assertThat(Change.of(new SinglePoint(3), new NoiseBand(1.02, 1.1), Better.LARGER))
                .isEqualTo(Change.INCONCLUSIVE);
    }

    @Test
    void countsThatAreAllTheSameHaveNotChanged() {
        assertThat(Change.ofCounts(0.95, new double[] {0, 0}, new double[] {0, 0, 0}, Better.SMALLER))
                .isEqualTo(Change.WITHIN_NOISE);
        assertThat(Change.ofCounts(0.95, new double[] {0}, new double[] {0, 0, 0}, Better.SMALLER))
                .as("one trial decides nothing")
                .isEqualTo(Change.INCONCLUSIVE);
    }

    @ParameterizedTest
    @CsvSource({
        // four against four lie apart by chance once in 35 times
        "0.95, 4, SMALLER, REGRESSED",
        "0.95, 4, LARGER, IMPROVED",
        "0.98, 4, SMALLER, INCONCLUSIVE",
        // three against three once in 10
        "0.95, 3, SMALLER, INCONCLUSIVE"
    })
    void countsThatLieApartHaveChangedWhereSoManyTrialsDoNotDoThatByChance(
            double level, int trials, Better better, Change expected) {
        double[] none = new double[trials];
        double[] some = new double[trials];
        java.util.Arrays.setAll(some, index -> index + 1);

        assertThat(Change.ofCounts(level, none, some, better)).isEqualTo(expected);
    }

    @Test
    void countsThatOverlapAreOpen() {
        assertThat(Change.ofCounts(0.95, new double[] {0, 0, 0, 1, 0}, new double[] {1, 2, 3, 4, 5}, Better.SMALLER))
                .isEqualTo(Change.INCONCLUSIVE);
        assertThat(Change.ofCounts(0.95, new double[] {9, 9, 9, 9, 9}, new double[] {0, 0, 0, 0, 0}, Better.SMALLER))
                .isEqualTo(Change.IMPROVED);
    }

    private static Interval interval(double value, double low, double high) {
        return new Interval(value, low, high, 0.95, 10);
    }
}

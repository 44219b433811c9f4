package claimbench.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentilesTest {

    @Test
    void shareOutOfBoundsIsRefused() {
        assertThatThrownBy(() -> Percentiles.interval(0.95, 1, 1, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Percentiles.interval(0.95, 0.5)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void farPercentileNeedsManyValues() {
        assertThat(Percentiles.interval(0.95, 0.99, values(367))).isEmpty();
        assertThat(Percentiles.interval(0.95, 0.99, values(368))).isPresent();
        assertThat(Percentiles.interval(0.95, 0.5, values(5))).isEmpty();
    }

    /** Of the median: the ranks of the sign test's table. */
    @ParameterizedTest
    @CsvSource({"6, 1, 6", "9, 2, 8", "12, 3, 10", "17, 5, 13", "20, 6, 15", "30, 10, 21"})
    void ranksOfTheMedianAreThoseOfTheSignTest(int n, int low, int high) {
        assertThat(Percentiles.interval(0.95, 0.5, values(n))).hasValueSatisfying(interval -> {
            assertThat(interval.low()).isEqualTo(low);
            assertThat(interval.high()).isEqualTo(high);
        });
    }

    @ParameterizedTest
    @CsvSource({"40, 0.75", "100, 0.9", "200, 0.95", "500, 0.99"})
    void coversTheTruthAtLeastAsOftenAsItSays(int n, double share) {
        var random = new SplittableRandom(n);
        double truth = -Math.log(1 - share);
        int covered = 0;
        int runs = 2_000;
        for (int run = 0; run < runs; run++) {
            double[] values = new double[n];
            Arrays.setAll(values, i -> random.nextExponential());
            Interval interval = Percentiles.interval(0.95, share, values).orElseThrow();
            covered += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
        }
        assertThat((double) covered / runs).isGreaterThan(0.95 - 3 * Math.sqrt(0.95 * 0.05 / runs));
    }

    private static double[] values(int n) {
        return IntStream.rangeClosed(1, n).mapToDouble(i -> i).toArray();
    }
}

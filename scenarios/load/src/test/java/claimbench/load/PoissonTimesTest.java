package claimbench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The times are drawn from seeds that are fixed, so nothing here depends on chance. */
class PoissonTimesTest {
    private static final double NANOS_PER_SECOND = 1e9;

    /** Kolmogorov's critical value for a sample, over the root of its size: one honest seed in a thousand is beyond. */
    private static final double KOLMOGOROV_ONE_IN_THOUSAND = 1.95;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 99, -7})
    void gapsAreExponential(long seed) {
        double rate = 500;
        PoissonTimes times = new PoissonTimes(constant(rate, 60), seed);

        double[] gaps = gapsSeconds(times);
        double mean = Arrays.stream(gaps).average().orElseThrow();
        double distance = kolmogorovDistance(gaps, rate);

        assertThat(mean).isCloseTo(1 / rate, Percentage.withPercentage(3));
        assertThat(distance).isLessThan(KOLMOGOROV_ONE_IN_THOUSAND / Math.sqrt(gaps.length));
    }

    /** What the test above can see: gaps that are even, or all alike but for a little, are far beyond its bound. */
    @Test
    void evenGapsAreNotTakenForExponentialOnes() {
        EvenTimes times = new EvenTimes(constant(500, 60));

        assertThat(kolmogorovDistance(gapsSeconds(times), 500)).isGreaterThan(0.5);
    }

    @Test
    void gapsDoNotDependOnEachOther() {
        double[] gaps = gapsSeconds(new PoissonTimes(constant(500, 60), 4));
        double mean = Arrays.stream(gaps).average().orElseThrow();
        double together = 0;
        double alone = 0;
        for (int gap = 1; gap < gaps.length; gap++) {
            together += (gaps[gap] - mean) * (gaps[gap - 1] - mean);
            alone += (gaps[gap] - mean) * (gaps[gap] - mean);
        }

        assertThat(together / alone).isBetween(-0.02, 0.02);
    }

    /** The counts of a Poisson process vary as much as they are large, wherever its rate is. */
    @Test
    void countsFollowTheRateOfARamp() {
        var curve = new RateCurve().to(100_000_000_000L, 0, 1_000);
        PoissonTimes times = new PoissonTimes(curve, 11);

        long[] bySecond = new long[100];
        LongStream.range(0, times.count())
                .forEach(arrival -> bySecond[(int) (times.dueNanos(arrival) / 1_000_000_000)]++);

        double dispersion = 0;
        for (int second = 0; second < bySecond.length; second++) {
            double expected = 10 * (second + 0.5);
            dispersion += (bySecond[second] - expected) * (bySecond[second] - expected) / expected;
        }
        // Chi square with 100 degrees of freedom: 99.9 % lie within.
        assertThat(dispersion).isBetween(59.0, 153.0);
    }

    @Test
    void sameSeedGivesTheSameTimesInWhateverOrderTheyAreAskedFor() {
        RateCurve curve = constant(1_000, 60);
        PoissonTimes forwards = new PoissonTimes(curve, 8);
        PoissonTimes backwards = new PoissonTimes(curve, 8);
        long[] there =
                LongStream.range(0, forwards.count()).map(forwards::dueNanos).toArray();
        long[] back = new long[there.length];
        for (int arrival = back.length - 1; arrival >= 0; arrival--) {
            back[arrival] = backwards.dueNanos(arrival);
        }

        // More blocks than are kept.
        assertThat(there.length).isGreaterThan(12 * PoissonTimes.BLOCK);
        assertThat(back).isEqualTo(there);
        assertThat(there).isSorted();
        assertThat(new PoissonTimes(curve, 9).dueNanos(0)).isNotEqualTo(there[0]);
    }

    private static RateCurve constant(double perSecond, int seconds) {
        return new RateCurve().to(seconds * 1_000_000_000L, perSecond, perSecond);
    }

    private static double[] gapsSeconds(DueTimes times) {
        double[] gaps = new double[(int) times.count() - 1];
        for (int gap = 0; gap < gaps.length; gap++) {
            gaps[gap] = (times.dueNanos(gap + 1L) - times.dueNanos(gap)) / NANOS_PER_SECOND;
        }
        return gaps;
    }

    /** The largest distance between the distribution of the gaps and the exponential one. */
    private static double kolmogorovDistance(double[] gaps, double rate) {
        double[] sorted = gaps.clone();
        Arrays.sort(sorted);
        double largest = 0;
        for (int gap = 0; gap < sorted.length; gap++) {
            double exponential = -Math.expm1(-rate * sorted[gap]);
            largest = Math.max(largest, exponential - (double) gap / sorted.length);
            largest = Math.max(largest, (gap + 1.0) / sorted.length - exponential);
        }
        return largest;
    }
}

package claimbench.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DistributionTest {
    private static final int DRAWS = 200_000;
    private static final double MEAN_MS = 100;

    /**
     * Draws are seeded, so this passes or fails for good. The tolerance is four standard errors of the mean,
     * 4 · deviation / √200,000: 0.89 ms for the exponential (deviation 100 ms), 1.17 ms for the lognormal
     * (deviation 100 · √(e − 1) = 131 ms), nothing for the fixed one.
     */
    @ParameterizedTest
    @CsvSource({"FIXED,0", "EXPONENTIAL,0.89", "LOGNORMAL,1.17"})
    void meanOfManyDrawsIsNearTheMean(Distribution distribution, double toleranceMs) {
        assertThat(draws(distribution).average().orElseThrow()).isCloseTo(MEAN_MS, within(toleranceMs));
    }

    /** Calls of one request are as independent as requests of different seeds: one call each of many seeds. */
    @ParameterizedTest
    @CsvSource({"EXPONENTIAL,0.89", "LOGNORMAL,1.17"})
    void meanOverManySeedsIsNearTheMean(Distribution distribution, double toleranceMs) {
        double meanMs = IntStream.range(0, DRAWS)
                .mapToDouble(seed -> distribution.latencyMs(MEAN_MS, seed, 0))
                .average()
                .orElseThrow();
        assertThat(meanMs).isCloseTo(MEAN_MS, within(toleranceMs));
    }

    /** The median tells the shapes apart: ln 2 of the mean, and e to the power of −σ²/2 of it. Within 1 % of the mean. */
    @ParameterizedTest
    @CsvSource({"EXPONENTIAL,69.31", "LOGNORMAL,60.65"})
    void medianIsThatOfTheShape(Distribution distribution, double medianMs) {
        double[] sorted = draws(distribution).sorted().toArray();
        assertThat(sorted[DRAWS / 2]).isCloseTo(medianMs, within(1.0));
    }

    @ParameterizedTest
    @EnumSource
    void drawDependsOnSeedAndCallAlone(Distribution distribution) {
        for (int call = 0; call < 10; call++) {
            assertThat(distribution.latencyMs(50, 3, call)).isEqualTo(distribution.latencyMs(50, 3, call));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"EXPONENTIAL", "LOGNORMAL"})
    void drawsOfOtherCallsAndSeedsDiffer(Distribution distribution) {
        double latencyMs = distribution.latencyMs(50, 3, 0);
        assertThat(distribution.latencyMs(50, 3, 1)).isNotEqualTo(latencyMs);
        assertThat(distribution.latencyMs(50, 4, 0)).isNotEqualTo(latencyMs);
    }

    @ParameterizedTest
    @EnumSource
    void latencyIsNeitherNegativeNorBeyondTheBound(Distribution distribution) {
        for (int call = 0; call < 10_000; call++) {
            assertThat(distribution.latencyMs(60_000, 1, call)).isBetween(0.0, Distribution.LATENCY_MS_MAX);
        }
    }

    @ParameterizedTest
    @EnumSource
    void meanOfNothingIsNothing(Distribution distribution) {
        assertThat(distribution.latencyMs(0, 1, 0)).isZero();
    }

    /** Recorded runs stay comparable only as long as these figures stay: they pin the generator and its seeding. */
    @Test
    void drawsAreTheSameForEver() {
        assertThat(Distribution.EXPONENTIAL.latencyMs(100, 1, 0)).isCloseTo(43.319726008053266, within(1e-9));
        assertThat(Distribution.LOGNORMAL.latencyMs(100, 1, 0)).isCloseTo(310.09391660050625, within(1e-9));
    }

    private static DoubleStream draws(Distribution distribution) {
        return IntStream.range(0, DRAWS).mapToDouble(call -> distribution.latencyMs(MEAN_MS, 1, call));
    }
}

package claimbench.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SteadyStateTest {
    private final SplittableRandom random = new SplittableRandom(5);

    @Test
    void toleranceBelowZeroIsRefused() {
        assertThatThrownBy(() -> SteadyState.of(-0.1, 0.5, 1, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SteadyState.of(0.1, 0, 1, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFewSecondsAreTooShortToTell() {
        assertThat(SteadyState.of(0.02, 0.5, 1, 2, 3)).isEqualTo(new SteadyState.TooShort(10));
    }

    @Test
    void flatSeriesIsSteadyFromItsStart() {
        assertThat(SteadyState.of(0.02, 0.5, noise(60, 1_000, 10).toArray()))
                .isInstanceOfSatisfying(
                        SteadyState.From.class,
                        from -> assertThat(from.second()).isZero());
    }

    @Test
    void warmUpEndsWhereTheSeriesSettles() {
        double[] series = concat(noise(12, 400, 10), noise(8, 800, 10), noise(40, 1_000, 10));

        assertThat(SteadyState.of(0.02, 0.5, series))
                .isInstanceOfSatisfying(
                        SteadyState.From.class,
                        from -> assertThat(from.second()).isEqualTo(20));
    }

    @Test
    void seriesThatStepsNearItsEndNeverSettles() {
        double[] series = concat(noise(45, 1_000, 10), noise(15, 900, 10));

        assertThat(SteadyState.of(0.02, 0.5, series))
                .isInstanceOfSatisfying(
                        SteadyState.Never.class,
                        never -> assertThat(never.lastChange()).isEqualTo(45));
    }

    @Test
    void seriesThatKeepsGrowingNeverSettles() {
        double[] series = new double[60];
        for (int i = 0; i < series.length; i++) {
            series[i] = 100 + 10 * i + random.nextGaussian();
        }
        assertThat(SteadyState.of(0.02, 0.5, series)).isInstanceOf(SteadyState.Never.class);
    }

    @Test
    void changeThatNobodyCaresForIsNoWarmUp() {
        double[] series = concat(noise(30, 1_000, 2), noise(30, 1_010, 2));

        assertThat(SteadyState.of(0.02, 0.75, series)).isInstanceOfSatisfying(SteadyState.From.class, from -> {
            assertThat(from.second()).isZero();
            assertThat(from.changes()).isNotEmpty();
        });
        assertThat(SteadyState.of(0.001, 0.75, series)).isInstanceOf(SteadyState.Never.class);
    }

    private DoubleStream noise(int n, double mean, double deviation) {
        return DoubleStream.generate(() -> mean + deviation * random.nextGaussian())
                .limit(n);
    }

    private static double[] concat(DoubleStream... parts) {
        return Arrays.stream(parts).flatMapToDouble(part -> part).toArray();
    }
}

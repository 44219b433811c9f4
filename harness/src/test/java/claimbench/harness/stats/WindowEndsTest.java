package claimbench.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowEndsTest {

    /** Var of what is left of a time R is R²/12. */
    @Test
    void equalTimesLeaveATwelfthOfTheirSquare() {
        assertThat(WindowEnds.relativeError(1, 2, new double[] {0.5}, new double[] {40}))
                .isCloseTo(Math.sqrt(2 * 0.25 / 12) / 2, within(1e-12));
    }

    /** What is left of a memoryless time is like the whole of it. */
    @Test
    void exponentialTimesLeaveTheirOwnVariance() {
        var random = new Random(5);
        double[] seconds = IntStream.range(0, 200_000)
                .mapToDouble(i -> -0.2 * Math.log(1 - random.nextDouble()))
                .toArray();

        assertThat(WindowEnds.relativeError(4, 3, seconds, ones(seconds.length)))
                .isCloseTo(Math.sqrt(2 * 0.04 / 4) / 3, within(0.002));
    }

    /** Users with many short requests and few long ones, as a map of fan-out has them. */
    @Test
    void errorIsWhatManyWindowsScatterBy() {
        double[] seconds = {0.1, 0.1, 0.1, 0.1, 0.2, 0.3, 0.5, 5};
        var random = new Random(11);
        int users = 60;
        double window = 12;
        double[] sums = IntStream.range(0, 400)
                .mapToDouble(i -> sum(random, seconds, users, window))
                .toArray();
        double mean = IntStream.range(0, sums.length)
                .mapToDouble(i -> sums[i])
                .average()
                .orElseThrow();
        double scatter = Math.sqrt(IntStream.range(0, sums.length)
                .mapToDouble(i -> (sums[i] - mean) * (sums[i] - mean))
                .average()
                .orElseThrow());

        assertThat(mean / users / window).isCloseTo(1, within(0.01));
        assertThat(WindowEnds.relativeError(users, window, seconds, ones(seconds.length)))
                .isCloseTo(scatter / users / window, within(0.2 * scatter / users / window));
    }

    /** Of the requests that began in a window, long after their users did. */
    private static double sum(Random random, double[] seconds, int users, double window) {
        double sum = 0;
        for (int user = 0; user < users; user++) {
            double time = -100;
            while (time < window) {
                double request = seconds[random.nextInt(seconds.length)];
                sum += time >= 0 ? request : 0;
                time += request;
            }
        }
        return sum;
    }

    private static double[] ones(int length) {
        return IntStream.range(0, length).mapToDouble(i -> 1).toArray();
    }

    @Test
    void nothingAnsweredHasNoError() {
        assertThat(WindowEnds.relativeError(3, 2, new double[0], new double[0])).isZero();
    }

    @Test
    void windowOfNoLengthIsRefused() {
        assertThatThrownBy(() -> WindowEnds.relativeError(3, 0, new double[0], new double[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

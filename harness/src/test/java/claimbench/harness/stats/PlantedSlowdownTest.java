package claimbench.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.stats.Change.Better;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A slowdown of 5 % must be found in at most twenty trials with a power of 0.9, and nothing where there is nothing, in
 * at most 5 % of runs. The noise is that of recorded trials: what their medians differ from the mean of their
 * condition, drawn anew.
 *
 * <p>Twenty trials are all of a run: seven of the old version, six of the old version again (the A/A pair), seven of
 * the new one, which is compared with all thirteen.
 */
class PlantedSlowdownTest {
    private static final int OLD = 7;
    private static final int OLD_AGAIN = 6;
    private static final int NEW = 7;

    @ParameterizedTest
    @ValueSource(strings = {"fanout", "cpu-turns", "cpu-cores"})
    void slowdownOfFivePerCentIsFoundInTwentyTrials(String experiment) throws IOException {
        double[] noise = recorded(experiment);
        int found = 0;
        int runs = 1_000;
        for (int run = 0; run < runs; run++) {
            Change change = compared(run, 1.05, random -> noise[random.nextInt(noise.length)]);
            found += change == Change.REGRESSED ? 1 : 0;
        }
        assertThat((double) found / runs).isGreaterThanOrEqualTo(0.9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fanout", "cpu-turns", "cpu-cores"})
    void sameThingIsCalledDifferentInAtMostOneRunOfTwenty(String experiment) throws IOException {
        double[] noise = recorded(experiment);
        int different = 0;
        int withinNoise = 0;
        for (int run = 0; run < 200; run++) {
            Change change = compared(run, 1, random -> noise[random.nextInt(noise.length)]);
            different += change.different() ? 1 : 0;
            withinNoise += change == Change.WITHIN_NOISE ? 1 : 0;
        }
        assertThat(different).isLessThanOrEqualTo(10);
        assertThat(withinNoise).as("and mostly it is called what it is").isGreaterThan(150);
    }

    @ParameterizedTest
    @EnumSource(Populations.class)
    void sameThingIsCalledDifferentInAtMostOneRunOfTwentyWhateverTheNoise(Populations population) {
        int different = 0;
        for (int run = 0; run < 200; run++) {
            different +=
                    compared(run, 1, random -> 1e-5 * population.draw(random)).different() ? 1 : 0;
        }
        assertThat(different).isLessThanOrEqualTo(10);
    }

    private static Change compared(int seed, double factor, ToDoubleFunction<SplittableRandom> noise) {
        var random = new SplittableRandom(seed);
        double[] old = new double[OLD + OLD_AGAIN];
        for (int i = 0; i < old.length; i++) {
            old[i] = 100 * Math.exp(noise.applyAsDouble(random));
        }
        double[] slow = new double[NEW];
        for (int i = 0; i < NEW; i++) {
            slow[i] = 100 * factor * Math.exp(noise.applyAsDouble(random));
        }
        double[] first = Arrays.copyOf(old, OLD);
        double[] again = Arrays.copyOfRange(old, OLD, old.length);
        NoiseBand band = NoiseBand.of((Interval) TwoGroups.ratio(0.95, again, first), 1.1);
        return Change.of(TwoGroups.ratio(0.95, slow, old), band, Better.SMALLER);
    }

    /**
     * What the logarithm of each trial's median differs from the mean of its three, widened for the mean's being
     * theirs.
     */
    private static double[] recorded(String experiment) throws IOException {
        List<Double> residuals = new ArrayList<>();
        try (InputStream file =
                Objects.requireNonNull(PlantedSlowdownTest.class.getResourceAsStream("recorded-medians.csv"))) {
            for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (line.startsWith(experiment + ",")) {
                    String[] cells = line.split(",", -1);
                    double mean = 0;
                    for (int i = 3; i < 6; i++) {
                        mean += Math.log(Double.parseDouble(cells[i])) / 3;
                    }
                    for (int i = 3; i < 6; i++) {
                        residuals.add((Math.log(Double.parseDouble(cells[i])) - mean) * Math.sqrt(1.5));
                    }
                }
            }
        }
        assertThat(residuals).hasSizeGreaterThan(20);
        return residuals.stream().mapToDouble(Double::doubleValue).toArray();
    }
}

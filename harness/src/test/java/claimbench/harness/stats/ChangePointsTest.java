package claimbench.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangePointsTest {
    /**
     * Annual flow of the Nile at Aswan, 1871 to 1970; the dam was begun in 1898. G. W. Cobb, Biometrika 65(2), 1978.
     */
    private static final double[] NILE = {
        1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140,
        1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020, 1050, 969,
        831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040, 759,
        781, 865, 845, 944, 984, 897, 822, 1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890,
        744, 749, 838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740
    };

    @Test
    void whatIsNoNumberIsRefused() {
        assertThatThrownBy(() -> ChangePoints.of(1, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ChangePoints.withPenalty(10, 1, 1, 2, 3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theDamOfAswanIsFound() {
        assertThat(ChangePoints.of(NILE)).containsExactly(28);
    }

    /**
     * What R's cpt.meanvar(Nile, method = "PELT") gives with its own penalty and pieces of two: two equal years make a
     * piece.
     */
    @Test
    void withTheSettingsOfThePackageChangepointItFindsWhatThatFinds() {
        assertThat(ChangePoints.byModifiedBayes(2, NILE)).containsExactly(4, 6, 28);
    }

    @Test
    void shortOrConstantSeriesHasNoChange() {
        assertThat(ChangePoints.of()).isEmpty();
        assertThat(ChangePoints.of(1, 2, 3, 4, 5, 6, 7, 8, 9)).isEmpty();
        double[] constant = new double[100];
        Arrays.fill(constant, 3);
        assertThat(ChangePoints.of(constant)).isEmpty();
    }

    @Test
    void noiseIsCutAsRarelyAsAskedFor() {
        var random = new SplittableRandom(9);
        int cut = 0;
        for (int trial = 0; trial < 4_000; trial++) {
            double[] noise = normal(random, 15, 100, 1).toArray();
            cut += ChangePoints.rarelyByChance(0.001, noise).isEmpty() ? 0 : 1;
        }

        assertThat(cut).as("4 are expected of 4,000").isLessThanOrEqualTo(12);
        assertThatThrownBy(() -> ChangePoints.rarelyByChance(0.06, 1, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void changeOfScatterAloneIsFound() {
        var random = new SplittableRandom(1);
        double[] series = DoubleStream.concat(normal(random, 40, 100, 1), normal(random, 40, 100, 6))
                .toArray();

        assertThat(ChangePoints.of(series))
                .singleElement()
                .satisfies(at -> assertThat(at).isBetween(37, 43));
    }

    @Property(seed = "1")
    void stepOfTenDeviationsIsFoundWhereItIs(
            @ForAll @IntRange(min = 6, max = 60) int before,
            @ForAll @IntRange(min = 6, max = 60) int after,
            @ForAll int seed) {
        var random = new SplittableRandom(seed);
        double[] series = DoubleStream.concat(normal(random, before, 100, 1), normal(random, after, 112, 1))
                .toArray();

        assertThat(ChangePoints.of(series)).contains(before);
    }

    /** Dropping starts saves time and changes nothing: the same as by trying every cutting. */
    @Property(seed = "2", tries = 300)
    void cuttingIsTheCheapestOfAll(
            @ForAll("series") double[] series, @ForAll @IntRange(min = 2, max = 4) int pieceMin) {
        for (double penalty : new double[] {0, 4, 12}) {
            List<Integer> found = ChangePoints.withPenalty(penalty, pieceMin, series);
            assertThat(cost(series, found, penalty)).isLessThanOrEqualTo(cheapest(series, pieceMin, penalty) + 1e-6);
            assertThat(pieces(series.length, found))
                    .allMatch(length -> length >= pieceMin || series.length < 2 * pieceMin);
        }
    }

    /** At most one in twenty series without a change is cut, give or take three standard errors. */
    @ParameterizedTest
    @ValueSource(ints = {10, 20, 60, 120, 300})
    void noiseIsLeftInOnePiece(int length) {
        var random = new SplittableRandom(length);
        int cut = 0;
        int runs = 600;
        for (int run = 0; run < runs; run++) {
            cut += ChangePoints.of(normal(random, length, 100, 3).toArray()).isEmpty() ? 0 : 1;
        }
        assertThat((double) cut / runs).isLessThanOrEqualTo(0.05 + 3 * Math.sqrt(0.05 * 0.95 / runs));
    }

    @Provide
    Arbitrary<double[]> series() {
        return Arbitraries.integers()
                .between(0, 30)
                .map(i -> (double) i)
                .array(double[].class)
                .ofMinSize(2)
                .ofMaxSize(13);
    }

    private static DoubleStream normal(SplittableRandom random, int n, double mean, double deviation) {
        return DoubleStream.generate(() -> mean + deviation * random.nextGaussian())
                .limit(n);
    }

    private static List<Integer> pieces(int length, List<Integer> cuts) {
        var bounds = new ArrayList<>(cuts);
        bounds.addFirst(0);
        bounds.add(length);
        var pieces = new ArrayList<Integer>();
        for (int i = 1; i < bounds.size(); i++) {
            pieces.add(bounds.get(i) - bounds.get(i - 1));
        }
        return pieces;
    }

    private static double cheapest(double[] series, int pieceMin, double penalty) {
        double best = cost(series, List.of(), penalty);
        int n = series.length;
        for (int mask = 1; mask < 1 << (n - 1); mask++) {
            var cuts = new ArrayList<Integer>();
            for (int i = 1; i < n; i++) {
                if ((mask & (1 << (i - 1))) != 0) {
                    cuts.add(i);
                }
            }
            if (pieces(n, cuts).stream().allMatch(length -> length >= pieceMin)) {
                best = Math.min(best, cost(series, cuts, penalty));
            }
        }
        return best;
    }

    private static double cost(double[] series, List<Integer> cuts, double penalty) {
        double sum = penalty * cuts.size();
        int start = 0;
        for (int length : pieces(series.length, cuts)) {
            double[] piece = Arrays.copyOfRange(series, start, start + length);
            double mean = Arrays.stream(piece).average().orElseThrow();
            double variance = Arrays.stream(piece)
                    .map(value -> (value - mean) * (value - mean))
                    .average()
                    .orElseThrow();
            double taken = Math.max(variance, ChangePoints.varianceMin(series));
            sum += length * (Math.log(2 * Math.PI) + Math.log(taken) + variance / taken);
            start += length;
        }
        return sum;
    }
}

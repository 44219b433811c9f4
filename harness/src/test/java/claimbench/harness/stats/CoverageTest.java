package claimbench.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How often intervals cover the truth, by simulation. The bar: in 93 to 97 % of cases from five trials up, and never in
 * fewer than 93 % from three up. Each share that is simulated is itself uncertain; it may miss the bar by three of its
 * standard errors and no more. The nightly profile ({@code claimbench.stats.whole}) has every number of trials and
 * twenty times the cases, and prints the table that stands in {@code harness/docs/decisions}.
 */
class CoverageTest {
    private static final boolean WHOLE = Boolean.getBoolean("claimbench.stats.whole");
    private static final int CASES = WHOLE ? 100_000 : 5_000;
    private static final int[] TRIALS = WHOLE
            ? new int[] {3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 30}
            : new int[] {3, 4, 5, 7, 10, 20};
    /** So small that no figure overflows, however heavy the tail. The intervals are the same on any scale. */
    private static final double SPREAD = 1e-5;

    static Stream<Arguments> populations() {
        List<Arguments> all = new ArrayList<>();
        for (Populations population : Populations.values()) {
            for (int n : TRIALS) {
                all.add(Arguments.of(population, n));
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("populations")
    void typicalTrialLiesInTheIntervalAsOftenAsItSays(Populations population, int n) {
        var random = new SplittableRandom(20_261_120L + n);
        double truth = Math.exp(SPREAD * population.median());
        int covered = 0;
        for (int run = 0; run < CASES; run++) {
            covered += covers((Interval) TypicalTrial.estimate(0.95, population.trials(n, SPREAD, random)), truth);
        }
        double share = (double) covered / CASES;
        report("typical trial", population, Integer.toString(n), share);
        if (population == Populations.TWO_KINDS && n == 3) {
            // That all three are of the rarer kind happens in 6.4 % of cases, and nothing in them tells.
            assertThat(share).isBetween(0.89, 0.93);
            return;
        }
        assertThat(share).isGreaterThanOrEqualTo(0.93 - error(0.93));
        if (n >= 5) {
            assertThat(share).isLessThanOrEqualTo(0.97 + error(0.97));
        }
    }

    static Stream<Arguments> groups() {
        List<Arguments> all = new ArrayList<>();
        for (Populations population : Populations.values()) {
            for (int n : TRIALS) {
                if (n <= 10 || (WHOLE && n == 20)) {
                    all.add(Arguments.of(population, n, n));
                }
            }
            all.add(Arguments.of(population, 3, 5));
            all.add(Arguments.of(population, 5, 10));
        }
        return all.stream();
    }

    /** Both groups scatter alike, and the second is a fifth larger. */
    @ParameterizedTest
    @MethodSource("groups")
    void ratioOfTwoGroupsLiesInTheIntervalAsOftenAsItSays(Populations population, int m, int n) {
        var random = new SplittableRandom(20_261_120L + 100L * m + n);
        int cases = CASES / 2;
        int covered = 0;
        for (int run = 0; run < cases; run++) {
            double[] ones = population.trials(m, SPREAD, random);
            double[] others = population.trials(n, SPREAD, random);
            for (int i = 0; i < n; i++) {
                others[i] *= 1.2;
            }
            covered += covers((Interval) TwoGroups.ratio(0.95, others, ones), 1.2);
        }
        double share = (double) covered / cases;
        report("two groups", population, m + " and " + n, share);
        assertThat(share).isGreaterThanOrEqualTo(0.93 - error(0.93) * Math.sqrt(2));
        if (Math.min(m, n) >= 5) {
            assertThat(share).isLessThanOrEqualTo(0.97 + error(0.97) * Math.sqrt(2));
        }
    }

    static Stream<Arguments> unequalGroups() {
        List<Arguments> all = new ArrayList<>();
        for (Populations population : Populations.values()) {
            for (double spread : WHOLE ? new double[] {2, 4} : new double[] {4}) {
                for (int[] sizes :
                        new int[][] {{3, 3}, {4, 4}, {5, 5}, {6, 6}, {7, 7}, {10, 10}, {15, 15}, {5, 10}, {10, 5}}) {
                    if (WHOLE || sizes[0] == 4 || sizes[0] == 7 || sizes[1] == 10) {
                        all.add(Arguments.of(population, spread, sizes[0], sizes[1]));
                    }
                }
            }
        }
        return all.stream();
    }

    /** The second group scatters several times as much as the first. The truth is the median of all quotients. */
    @ParameterizedTest
    @MethodSource("unequalGroups")
    void ratioOfGroupsThatScatterUnequallyDoesSoToo(Populations population, double spread, int m, int n) {
        double truth = Math.exp(SPREAD * medianOfDifferences(population, spread));
        var random = new SplittableRandom(20_261_120L + 100L * m + n);
        int cases = CASES / 2;
        int covered = 0;
        for (int run = 0; run < cases; run++) {
            double[] ones = population.trials(m, SPREAD, random);
            double[] others = population.trials(n, spread * SPREAD, random);
            covered += covers((Interval) TwoGroups.ratio(0.95, others, ones), truth);
        }
        double share = (double) covered / cases;
        report("two groups, spread " + spread, population, m + " and " + n, share);
        // Five against five have pairs that miss in 1.6, 3.2 and 5.6 % where spreads are equal, and nothing between:
        // the last is
        // used, and misses 7 to 8 % where they are not.
        double least = m == 5 && n == 5 ? 0.92 : 0.93;
        assertThat(share).isGreaterThanOrEqualTo(least - error(least) * Math.sqrt(2));
        if (Math.min(m, n) >= 5) {
            assertThat(share).isLessThanOrEqualTo(0.97 + error(0.97) * Math.sqrt(2));
        }
    }

    private static double medianOfDifferences(Populations population, double spread) {
        var random = new SplittableRandom(1);
        double[] differences = new double[WHOLE ? 4_000_000 : 400_000];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = spread * population.draw(random) - population.draw(random);
        }
        Arrays.sort(differences);
        return differences[differences.length / 2];
    }

    private static int covers(Interval interval, double truth) {
        return interval.low() <= truth && truth <= interval.high() ? 1 : 0;
    }

    /** Three standard errors of a simulated share. */
    private static double error(double share) {
        return 3 * Math.sqrt(share * (1 - share) / CASES);
    }

    private static void report(String what, Populations population, String trials, double share) {
        if (WHOLE) {
            System.out.printf(Locale.ROOT, "coverage | %s | %s | %s | %.1f%n", what, population, trials, 100 * share);
        }
    }
}

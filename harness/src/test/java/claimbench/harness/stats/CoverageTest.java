package claimbench.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
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

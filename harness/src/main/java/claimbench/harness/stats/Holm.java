package claimbench.harness.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;

/**
 * Several questions to one run: how sure each answer must be, so that with 95 % none of them is wrong.
 *
 * <p>The idea: twenty questions at 95 % each give a wrong answer in every other run. S. Holm (A simple sequentially
 * rejective multiple test procedure, Scandinavian Journal of Statistics 6(2), 1979) asks the clearest answer to pass at
 * α divided by the number of questions, the next at α divided by one less, and so on until one does not; from there on
 * all stay open. It needs nothing to be independent, and the one doubtful answer beside clear ones is judged as if it
 * had been the only one.
 */
public final class Holm {
    private Holm() {}

    /**
     * Adjusted p-values: each question is answered at α where its own is at most α.
     *
     * @param p from 0 to 1
     * @return in the same order, each at least as large as its p and at most 1
     */
    public static double[] adjusted(double... p) {
        for (double one : p) {
            if (!(one >= 0 && one <= 1)) {
                throw new IllegalArgumentException("a p-value lies from 0 to 1, and " + one + " does not");
            }
        }
        int m = p.length;
        double[] adjusted = new double[m];
        double largest = 0;
        int rank = 0;
        for (int index : order(p)) {
            largest = Math.max(largest, Math.min(1, (m - rank) * p[index]));
            adjusted[index] = largest;
            rank++;
        }
        return adjusted;
    }

    /**
     * The level at which each question is judged. Those that pass are decided at their level; all others are undecided
     * at theirs. So the interval at this level says by itself what Holm's procedure says.
     *
     * @param level that all answers together are to have
     * @param p of each question, from 0 to 1: the smallest α at which it is decided
     * @return from {@code level} up, in the same order
     */
    public static double[] levels(double level, double... p) {
        Checks.level(level);
        double alpha = 1 - level;
        int m = p.length;
        double[] levels = new double[m];
        int rank = 0;
        boolean passing = true;
        double current = level;
        for (int index : order(p)) {
            if (passing) {
                current = m - rank == 1 ? level : 1 - alpha / (m - rank);
                passing = p[index] <= alpha / (m - rank);
            }
            levels[index] = current;
            rank++;
        }
        return levels;
    }

    /**
     * Levels of intervals that cover all their truths at once with the level given, whatever depends on what:
     * Bonferroni's, since the intervals that belong to Holm's procedure say nothing beyond its decisions (K.
     * Strassburger, F. Bretz, Statistics in Medicine 27(24), 2008).
     *
     * @param intervals how many, at least 1
     */
    public static double simultaneous(double level, int intervals) {
        Checks.level(level);
        if (intervals < 1) {
            throw new IllegalArgumentException("at least one interval is needed, and not " + intervals);
        }
        return 1 - (1 - level) / intervals;
    }

    /**
     * The p-value of a question that is answered by intervals: the smallest α at which it is decided.
     *
     * @param decided whether it is at this level; where it is, it is at every lower level too
     * @return from 1e-12, where it is at every level, to 1, where it is at none
     */
    public static double p(DoublePredicate decided) {
        double open = Math.log(1e-12);
        if (decided.test(1 - Math.exp(open))) {
            return 1e-12;
        }
        double done = Math.log(0.999);
        if (!decided.test(1 - Math.exp(done))) {
            return 1;
        }
        for (int step = 0; step < 50; step++) {
            double middle = (open + done) / 2;
            if (decided.test(1 - Math.exp(middle))) {
                done = middle;
            } else {
                open = middle;
            }
        }
        return Math.exp(done);
    }

    private static List<Integer> order(double[] p) {
        Integer[] order = IntStream.range(0, p.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(index -> p[index]));
        return List.of(order);
    }
}

package claimbench.harness.stats;

/**
 * How sure a run must be that looks at its results several times, and stops as soon as they are clear.
 *
 * <p>The idea: who looks after every round, and stops when the answer pleases, is wrong far oftener than in 5 % of
 * runs. So the 5 % are spent over the looks, which are fixed before the run: each has its own share, and the shares add
 * up to 5 % (K. K. G. Lan, D. L. DeMets, Biometrika 70(3), 1983). As in any sum of probabilities it does not matter
 * what depends on what, nor how the intervals were made: those of order statistics are no sums, so the narrower bounds
 * of group-sequential tables, which suppose sums of normal figures, are not ours to use.
 *
 * <p>What is spent until a share t of the trials is α t² (K. Kim, D. L. DeMets, Biometrika 74(1), 1987, with ρ = 2):
 * little early, when few trials can hardly be clear and a mistake is likeliest, and most at the end, so that the last
 * interval is barely wider than without looks. With looks at 3, 5 and 10 trials the levels are 99.55, 99.2 and 96.25 %.
 */
public final class Looks {
    private Looks() {}

    /**
     * The level of confidence at each look.
     *
     * @param level that all looks together are to have
     * @param trials how many each condition has at each look, growing; the last is the most that there will be
     */
    public static double[] levels(double level, int... trials) {
        Checks.level(level);
        int last = 0;
        for (int count : trials) {
            if (count <= last) {
                throw new IllegalArgumentException(
                        "looks come at growing numbers of trials, and " + count + " does not come after " + last);
            }
            last = count;
        }
        double[] levels = new double[trials.length];
        double spent = 0;
        for (int look = 0; look < trials.length; look++) {
            double share = (double) trials[look] / last;
            double until = (1 - level) * share * share;
            levels[look] = 1 - (until - spent);
            spent = until;
        }
        return levels;
    }
}

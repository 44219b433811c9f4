package claimbench.harness.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Which of many figures differ between the first and the second of two like trials, asked of all at once.
 *
 * <p>The idea: where nothing differs, it is chance which trial of a round is called the second. To call them the other way round turns the
 * logarithms of all of the round's ratios to their opposites, and what was measured is as probable as any of the ways to do so in
 * each round or not. The figure whose mean stands out most, by its own scatter, is different where in at most 5 % of these ways any
 * figure stands out so far; then the same is asked of the others (P. H. Westfall, S. S. Young, Resampling-Based Multiple Testing, 1993:
 * step-down maxT). That is exact for any distribution, and pays for as many figures as there really are: those that go together,
 * being of the same trials, count as few. {@link Holm}'s procedure, which must suppose the worst, would ask each of eighteen
 * figures for 99.7 %, which ten rounds can hardly give.
 *
 * <p>All ways where they are few, and so many drawn from a fixed seed where not: the same figures get the same answer.
 */
public final class SignFlips {
    /** Up to so many rounds all ways are gone through. */
    private static final int ALL_ROUNDS_MAX = 14;

    private static final int DRAWN = 10_000;
    private static final double ROUNDING = 1e-9;

    private SignFlips() {}

    /** Whether so few rounds can say at this level that something differs: in the clearest case all point in one direction. */
    public static boolean canTell(double level, int rounds) {
        Checks.level(level);
        return Math.scalb(2.0, -rounds) <= 1 - level;
    }

    /**
     * Adjusted p-values: with all that are at most α together, none is wrong in a share of at least 1 − α of cases.
     *
     * @param logarithms of each figure's ratios, one for each round, at least one; not a number where a round has none
     * @return in the same order, from above 0 to 1
     */
    public static double[] adjusted(List<double[]> logarithms) {
        int figures = logarithms.size();
        if (figures == 0) {
            return new double[0];
        }
        int rounds = logarithms.getFirst().length;
        double[][] scaled = new double[figures][];
        double[] observed = new double[figures];
        boolean[] asMeasured = new boolean[rounds];
        for (int figure = 0; figure < figures; figure++) {
            scaled[figure] = scaled(logarithms.get(figure), rounds);
            observed[figure] = standsOut(scaled[figure], asMeasured);
        }
        int[] fromTheClearest = IntStream.range(0, figures)
                .boxed()
                .sorted(Comparator.comparingDouble(figure -> -observed[figure]))
                .mapToInt(Integer::intValue)
                .toArray();
        long[] asFar = new long[figures];
        int ways = 0;
        var random = new SplittableRandom(rounds);
        boolean all = rounds <= ALL_ROUNDS_MAX;
        // The first round may stay: to turn all of them around changes nothing.
        int count = all ? 1 << (rounds - 1) : DRAWN;
        for (int way = 0; way < count; way++) {
            boolean[] turned = new boolean[rounds];
            for (int round = 1; round < rounds && (all || way > 0); round++) {
                turned[round] = all ? (way >> (round - 1) & 1) == 1 : random.nextBoolean();
            }
            ways++;
            double most = 0;
            for (int place = figures - 1; place >= 0; place--) {
                int figure = fromTheClearest[place];
                most = Math.max(most, standsOut(scaled[figure], turned));
                asFar[place] += most >= observed[figure] - ROUNDING ? 1 : 0;
            }
        }
        double[] adjusted = new double[figures];
        double largest = 0;
        for (int place = 0; place < figures; place++) {
            largest = Math.max(largest, (double) asFar[place] / ways);
            adjusted[fromTheClearest[place]] = largest;
        }
        return adjusted;
    }

    /** So that their squares add up to 1; nothing where a round has none. */
    private static double[] scaled(double[] logarithms, int rounds) {
        if (logarithms.length != rounds) {
            throw new IllegalArgumentException(
                    "every figure needs " + rounds + " rounds, and one has " + logarithms.length);
        }
        double squares = Arrays.stream(logarithms)
                .filter(one -> !Double.isNaN(one))
                .map(one -> one * one)
                .sum();
        double scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
        return Arrays.stream(logarithms)
                .map(one -> Double.isNaN(one) ? 0 : one * scale)
                .toArray();
    }

    /** How far the sum is from 0, in units of what chance does to it; Student's t grows with it. */
    private static double standsOut(double[] scaled, boolean[] turned) {
        double sum = 0;
        for (int round = 0; round < scaled.length; round++) {
            sum += turned[round] ? -scaled[round] : scaled[round];
        }
        return Math.abs(sum);
    }
}

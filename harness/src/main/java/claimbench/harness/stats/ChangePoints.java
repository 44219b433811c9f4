package claimbench.harness.stats;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a series changes its mean or its scatter: PELT (R. Killick, P. Fearnhead, I. A. Eckley, Optimal detection of
 * changepoints with a linear computational cost, JASA 107, 2012).
 *
 * <p>The idea: cut the series so that each piece is well described by a mean and a variance of its own. Every cut makes
 * the description better, so every cut costs a penalty, and the cheapest cutting of all is found: that of the first t
 * values is the cheapest of the first s, plus one piece from s to t, over all s. A start s that could not win even
 * without its penalty never will, and is dropped; that makes it fast without missing anything.
 *
 * <pre>
 *   cost of a piece = n (log 2π + log variance + 1)        twice the negative log-likelihood of a normal distribution
 * </pre>
 *
 * <p>Pieces are at least {@value #PIECE_MIN} values long unless asked otherwise: two values that happen to be alike
 * have hardly any variance, and make a piece of any noise.
 */
public final class ChangePoints {
    /** Shortest piece. */
    public static final int PIECE_MIN = 5;

    /** How often a series of noise is cut with the usual penalty. */
    public static final double CHANCE = 0.05;

    /**
     * A piece that scatters less than a thousandth of what the whole series does is taken for that: a few equal values
     * are no proof of silence.
     */
    private static final double VARIANCE_SHARE_MIN = 1e-6;

    /** What the R package changepoint takes instead of no variance at all. */
    private static final double VARIANCE_MIN_OF_PACKAGE = 1e-11;

    private ChangePoints() {}

    /**
     * Where a series changes, with the penalty that keeps all but one in twenty series of noise in one piece.
     *
     * @param series one value for each second, finite
     * @return the index of each value that begins another piece, growing; empty where nothing changes
     */
    public static List<Integer> of(double... series) {
        return withPenalty(penalty(series.length), PIECE_MIN, series);
    }

    /**
     * Where a series changes that is one of many looked at: with the penalty that keeps all but a share of series of noise in one
     * piece. Twice a log-likelihood exceeds x by chance about e^(−x/2) as often, so the penalty of one in twenty is raised by
     * twice the logarithm of how much rarer that must be.
     *
     * @param chance how often a series of noise may be cut, above 0 and at most 0.05
     * @param series one value for each second, finite
     * @return the index of each value that begins another piece, growing; empty where nothing changes
     */
    public static List<Integer> rarelyByChance(double chance, double... series) {
        if (!(chance > 0 && chance <= CHANCE)) {
            throw new IllegalArgumentException("a chance is above 0 and at most " + CHANCE + ", and not " + chance);
        }
        return withPenalty(penalty(series.length) + 2 * Math.log(CHANCE / chance), PIECE_MIN, series);
    }

    /**
     * Where a series changes.
     *
     * @param penalty for each change, in units of twice a log-likelihood, at least 0
     * @param pieceMin length of the shortest piece, at least 2
     * @param series finite
     * @return the index of each value that begins another piece, growing; empty where nothing changes
     */
    public static List<Integer> withPenalty(double penalty, int pieceMin, double... series) {
        return search(penalty, pieceMin, false, series);
    }

    /**
     * The same with a penalty for each piece's length too, which is cheaper where pieces are short: the modified Bayes
     * information criterion (N. R. Zhang, D. O. Siegmund, Biometrics 63(1), 2007), as the R package changepoint uses it
     * by default.
     *
     * @param pieceMin length of the shortest piece, at least 2
     */
    public static List<Integer> byModifiedBayes(int pieceMin, double... series) {
        return search(4 * Math.log(series.length), pieceMin, true, series);
    }

    /** From simulation of normal series between 10 and 600 values long: see {@code harness/docs/decisions}. */
    static double penalty(int length) {
        return 2 + 4 * Math.log(Math.max(length, 1));
    }

    /** The least variance that is believed. */
    static double varianceMin(double... series) {
        return Math.max(VARIANCE_SHARE_MIN * Moments.of(series).variance(), Double.MIN_NORMAL);
    }

    private static List<Integer> search(double penalty, int pieceMin, boolean byLength, double[] series) {
        Checks.finite(0, series);
        if (pieceMin < 2 || !(penalty >= 0)) {
            throw new IllegalArgumentException(
                    "a piece has at least 2 values and a penalty is at least 0, not " + pieceMin + " and " + penalty);
        }
        int n = series.length;
        if (n < 2 * pieceMin) {
            return List.of();
        }
        var pieces = new Pieces(series, byLength);
        double[] best = new double[n + 1];
        int[] cut = new int[n + 1];
        best[0] = -penalty;
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (int end = pieceMin; end <= n; end++) {
            int newest = end - pieceMin;
            if (newest >= pieceMin) {
                // From here on a piece may start at the newest: who is no cheaper than to cut there will never win
                // again.
                starts.removeIf(start -> best[start] + pieces.cost(start, newest) + pieces.slack() >= best[newest]);
                starts.add(newest);
            }
            best[end] = Double.POSITIVE_INFINITY;
            for (int start : starts) {
                double cost = best[start] + pieces.cost(start, end) + penalty;
                if (cost < best[end]) {
                    best[end] = cost;
                    cut[end] = start;
                }
            }
        }
        List<Integer> changes = new ArrayList<>();
        for (int end = cut[n]; end > 0; end = cut[end]) {
            changes.addFirst(end);
        }
        return List.copyOf(changes);
    }

    /** Sums, so that the cost of any piece takes no time. */
    private static final class Pieces {
        private final double[] sums;
        private final double[] squares;
        private final boolean byLength;
        private final double varianceMin;

        Pieces(double[] series, boolean byLength) {
            this.byLength = byLength;
            varianceMin = byLength ? VARIANCE_MIN_OF_PACKAGE : varianceMin(series);
            sums = new double[series.length + 1];
            squares = new double[series.length + 1];
            // Around the mean, so that squares of large values do not swallow small differences.
            double mean = 0;
            for (double value : series) {
                mean += value / series.length;
            }
            for (int i = 0; i < series.length; i++) {
                double value = series[i] - mean;
                sums[i + 1] = sums[i] + value;
                squares[i + 1] = squares[i] + value * value;
            }
        }

        double cost(int start, int end) {
            int n = end - start;
            double sum = sums[end] - sums[start];
            double variance = (squares[end] - squares[start] - sum * sum / n) / n;
            double taken = Math.max(variance, varianceMin);
            double fit = n * (Math.log(2 * Math.PI) + Math.log(taken) + Math.max(variance, 0) / taken);
            return byLength ? fit + Math.log(n) : fit;
        }

        /** By how much cutting a piece in two can make its cost larger, which the dropping of starts must allow for. */
        double slack() {
            return byLength ? -Math.log(sums.length) : 0;
        }
    }
}

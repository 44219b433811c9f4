package claimbench.harness.stats;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether a series settles, and when: E. Barrett and others, Virtual machine warmup blows hot and cold, OOPSLA 2017,
 * with its numbers as parameters.
 *
 * <p>The idea: cut the series at its {@link ChangePoints}. The last piece is what it settled to, if it is long enough;
 * earlier pieces next to it that have nearly the same mean belong to it, since a change of scatter, or one by less than
 * anybody cares for, is no warm-up.
 */
public sealed interface SteadyState {

    /**
     * It settled.
     *
     * @param second index of the first value of the steady part
     * @param changes all change points of the series
     */
    record From(int second, List<Integer> changes) implements SteadyState {}

    /**
     * It was still changing near its end.
     *
     * @param lastChange index of the first value after the last change that mattered
     * @param changes all change points of the series
     */
    record Never(int lastChange, List<Integer> changes) implements SteadyState {}

    /**
     * It is too short to tell.
     *
     * @param needed how many values there must be at least
     */
    record TooShort(int needed) implements SteadyState {}

    /**
     * Looks for the steady part.
     *
     * @param tolerance by which share of the last piece's mean another's may differ from it, at least 0
     * @param steadyMin which share of the series the steady part must be, above 0 and at most 1
     * @param series one value for each second, finite
     */
    static SteadyState of(double tolerance, double steadyMin, double... series) {
        return of(tolerance, steadyMin, ChangePoints.CHANCE, series);
    }

    /**
     * Looks for the steady part of a series that is one of many.
     *
     * @param tolerance by which share of the last piece's mean another's may differ from it, at least 0
     * @param steadyMin which share of the series the steady part must be, above 0 and at most 1
     * @param chance how often a series of noise may be cut, above 0 and at most 0.05
     * @param series one value for each second, finite
     */
    static SteadyState of(double tolerance, double steadyMin, double chance, double[] series) {
        if (!(tolerance >= 0) || !(steadyMin > 0 && steadyMin <= 1)) {
            throw new IllegalArgumentException("a tolerance is at least 0 and a share above 0 and at most 1, not "
                    + tolerance + " and " + steadyMin);
        }
        Checks.finite(0, series);
        int needed = 2 * ChangePoints.PIECE_MIN;
        if (series.length < needed) {
            return new TooShort(needed);
        }
        List<Integer> changes = ChangePoints.rarelyByChance(chance, series);
        List<Integer> bounds = new ArrayList<>(changes);
        bounds.addFirst(0);
        bounds.add(series.length);
        int last = bounds.size() - 2;
        double settled = mean(series, bounds.get(last), series.length);
        int from = last;
        while (from > 0
                && Math.abs(mean(series, bounds.get(from - 1), bounds.get(from)) - settled)
                        <= tolerance * Math.abs(settled)) {
            from--;
        }
        int second = bounds.get(from);
        return series.length - second >= steadyMin * series.length
                ? new From(second, changes)
                : new Never(second, changes);
    }

    private static double mean(double[] series, int start, int end) {
        double sum = 0;
        for (int i = start; i < end; i++) {
            sum += series[i];
        }
        return sum / (end - start);
    }
}

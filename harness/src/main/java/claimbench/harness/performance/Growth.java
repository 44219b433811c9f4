package claimbench.harness.performance;

import java.util.ArrayList;
import java.util.List;

/**
 * How fast something grows, by the slope of Theil and Sen: the median of the slopes between all pairs of samples. A few odd
 * samples do not move it, as they would a line of least squares.
 */
final class Growth {
    private Growth() {}

    /**
     * The slope.
     *
     * @param values one a minute or so, in order, at least two
     * @param minutesBetween from one to the next
     * @return growth a minute, below 0 where it shrinks
     */
    static double aMinute(List<Double> values, double minutesBetween) {
        if (values.size() < 2) {
            throw new IllegalArgumentException("needs two values, not " + values.size());
        }
        var slopes = new ArrayList<Double>();
        for (int from = 0; from < values.size(); from++) {
            for (int to = from + 1; to < values.size(); to++) {
                slopes.add((values.get(to) - values.get(from)) / (minutesBetween * (to - from)));
            }
        }
        return Spread.of(slopes).median();
    }
}

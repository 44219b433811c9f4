package claimbench.harness.performance;

import java.util.List;

/**
 * The values of some rounds in short.
 *
 * @param median the middle one; of an even number, the mean of the two in the middle
 * @param min the least
 * @param max the greatest
 * @param rounds how many there are, at least 1
 */
public record Spread(double median, double min, double max, int rounds) {

    /** Of values in any order, at least one. */
    static Spread of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int count = sorted.size();
        double median = (sorted.get((count - 1) / 2) + sorted.get(count / 2)) / 2;
        return new Spread(median, sorted.getFirst(), sorted.getLast(), count);
    }
}

package claimbench.harness.performance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that must hold, with its bound, as it was written down before any run.
 *
 * @param what it is about, for people
 * @param quantity that is compared with the bound
 * @param bound on it
 */
public record Bar(String what, Quantity quantity, Bound bound) {

    /** What came of a bar. */
    public enum Outcome {
        MET,
        MISSED,
        NOT_MEASURED
    }

    /**
     * A bar, judged.
     *
     * @param what the bar's
     * @param bound the bar's, for people
     * @param outcome by the spread's value that the bound is on
     * @param measured values over the rounds; null where there are none
     * @param against the best of those that it is measured against; empty where there are none, or nothing was measured
     */
    public record Judged(
            String what,
            String bound,
            Outcome outcome,
            @Nullable Spread measured,
            String against) {}

    /**
     * Which values are allowed.
     *
     * @param atLeast whether smaller ones are not; else greater ones
     * @param value the edge, which is allowed
     * @param everyRound whether each round must keep to it; else the median
     * @param unit divides the value for people
     * @param unitText for people
     */
    public record Bound(boolean atLeast, double value, boolean everyRound, double unit, String unitText) {
        static Bound times(double factor) {
            return new Bound(true, factor, false, 1, "×");
        }

        static Bound atMost(double value, double unit, String unitText) {
            return new Bound(false, value, false, unit, unitText);
        }

        static Bound none() {
            return new Bound(false, 0, true, 1, "");
        }

        boolean holds(Spread spread) {
            return atLeast
                    ? (everyRound ? spread.min() : spread.median()) >= value
                    : (everyRound ? spread.max() : spread.median()) <= value;
        }

        String text() {
            return (atLeast ? "≥ " : "≤ ") + text(value) + (everyRound ? " in every round" : "");
        }

        /** A value as people read it, in the bound's unit. */
        String text(double number) {
            String digits = String.format(Locale.ROOT, "%.2f", number / unit);
            return unitText.isEmpty() ? digits.replaceFirst("\\.00$", "") : digits + " " + unitText;
        }
    }

    /**
     * A series itself, or how many times as good as the best of others.
     *
     * @param of what the bar is about
     * @param against none for the series itself
     */
    public record Quantity(Series of, List<Series> against) {

        static Quantity plain(Series of) {
            return new Quantity(of, List.of());
        }

        static Quantity advantage(Series of, Series... against) {
            return new Quantity(of, List.of(against));
        }
    }

    /** Compares with what was measured. */
    Judged judge(Measurements measurements) {
        if (quantity.against().isEmpty()) {
            return judged(List.copyOf(measurements.values(quantity.of()).values()), "");
        }
        boolean complete = quantity.against().stream()
                .noneMatch(series -> measurements.values(series).isEmpty());
        // The best of fewer than all would be an easier bar.
        return complete ? judgedAgainst(best(measurements), measurements) : judged(List.of(), "");
    }

    private Judged judgedAgainst(Series best, Measurements measurements) {
        var others = measurements.values(best);
        var ratios = new ArrayList<Double>();
        measurements
                .values(quantity.of())
                .forEach((round, value) -> Optional.ofNullable(others.get(round))
                        .ifPresent(other -> ratios.add(quantity.of().metric().advantage(value, other))));
        return judged(ratios, best.who());
    }

    /** By its median: the best of each round would be the luckiest, too. */
    private Series best(Measurements measurements) {
        Metric metric = quantity.of().metric();
        return quantity.against().stream()
                .max(Comparator.comparingDouble(series -> metric.advantage(median(series, measurements), 1)))
                .orElseThrow();
    }

    private static double median(Series series, Measurements measurements) {
        return measurements.spread(series).orElseThrow().median();
    }

    private Judged judged(List<Double> values, String against) {
        if (values.isEmpty()) {
            return new Judged(what, bound.text(), Outcome.NOT_MEASURED, null, "");
        }
        Spread spread = Spread.of(values);
        return new Judged(what, bound.text(), bound.holds(spread) ? Outcome.MET : Outcome.MISSED, spread, against);
    }
}

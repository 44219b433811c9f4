package claimbench.harness.claim;

import claimbench.harness.stats.Estimate;
import claimbench.harness.stats.Interval;
import claimbench.harness.stats.SinglePoint;
import claimbench.harness.stats.Span;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One measured figure beside what was expected of it: a row of {@code verdicts.json}, whose keys are these names.
 *
 * @param target that was measured
 * @param quantity wire name of the {@link Quantity}
 * @param parameters of the scenario, and of this figure
 * @param value the estimate over trials
 * @param low lower end of the interval, or the smallest trial of a count; null for one trial
 * @param high upper end of the interval, or the largest trial of a count; null for one trial
 * @param expectedLow lower end of the expected range; null where there is none
 * @param expectedHigh upper end of the expected range; null where there is none
 * @param theory what theory predicts
 * @param trials how many trials it rests on
 */
@JsonPropertyOrder({
    "target",
    "quantity",
    "parameters",
    "value",
    "low",
    "high",
    "expectedLow",
    "expectedHigh",
    "theory",
    "trials"
})
public record Evidence(
        String target,
        String quantity,
        Map<String, Object> parameters,
        double value,
        @Nullable Double low,
        @Nullable Double high,
        @Nullable Double expectedLow,
        @Nullable Double expectedHigh,
        double theory,
        int trials) {

    /** Where an interval lies, seen from the expected range. */
    public enum Placement {
        /** All of it within, ends included. */
        INSIDE,
        /** All of it without, on one side. */
        OUTSIDE,
        /** Neither; one trial, having no interval, is always here. */
        STRADDLES
    }

    /** The same figure with another estimate. */
    Evidence of(Estimate estimate) {
        return new Evidence(
                target,
                quantity,
                parameters,
                estimate.value(),
                low(estimate),
                high(estimate),
                expectedLow,
                expectedHigh,
                theory,
                estimate.n());
    }

    /** The same figure beside another range. */
    Evidence withRange(double rangeLow, double rangeHigh) {
        return new Evidence(target, quantity, parameters, value, low, high, rangeLow, rangeHigh, theory, trials);
    }

    static @Nullable Double low(Estimate estimate) {
        return switch (estimate) {
            case Interval interval -> interval.low();
            case Span span -> span.n() < Judge.TRIALS_MIN ? null : (Double) span.low();
            case SinglePoint point -> null;
        };
    }

    static @Nullable Double high(Estimate estimate) {
        return switch (estimate) {
            case Interval interval -> interval.high();
            case Span span -> span.n() < Judge.TRIALS_MIN ? null : (Double) span.high();
            case SinglePoint point -> null;
        };
    }

    /** Whether the figure itself lies within, whatever its interval. */
    boolean valueIsInside() {
        return (expectedLow == null || expectedLow <= value) && (expectedHigh == null || value <= expectedHigh);
    }

    public Placement placement() {
        if (low == null || high == null) {
            return Placement.STRADDLES;
        }
        double rangeLow = expectedLow == null ? Double.NEGATIVE_INFINITY : expectedLow;
        double rangeHigh = expectedHigh == null ? Double.POSITIVE_INFINITY : expectedHigh;
        if (rangeLow <= low && high <= rangeHigh) {
            return Placement.INSIDE;
        }
        return high < rangeLow || low > rangeHigh ? Placement.OUTSIDE : Placement.STRADDLES;
    }
}

package claimbench.harness.experiment;

import claimbench.harness.result.Condition;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One point of a map: what is measured there, and what theory predicts.
 *
 * @param condition whose trials hold it
 * @param series of the sweep that it belongs to, by its id
 * @param x where on the axis
 * @param theory predicted of the quantity that is measured
 * @param law that predicts it, over the axis, all else as at this point; from the first point of a map to its last
 * @param baseline request compared with; null where no two requests are compared
 * @param treatment request that is compared; null where no two requests are
 * @param request the one request; null where two are compared
 * @param against the condition compared with, by experiment and target; null where the point has both sides itself
 */
public record SweepPoint(
        Condition condition,
        String series,
        double x,
        double theory,
        DoubleUnaryOperator law,
        @Nullable String baseline,
        @Nullable String treatment,
        @Nullable String request,
        @Nullable Against against) {

    /** A condition of the same round. */
    public record Against(String experiment, String target) {}

    /** Two requests of one trial. */
    static SweepPoint within(
            Condition condition, String series, double x, DoubleUnaryOperator law, String baseline, String treatment) {
        return new SweepPoint(condition, series, x, law.applyAsDouble(x), law, baseline, treatment, null, null);
    }

    /** One request, beside the same of another condition. */
    static SweepPoint against(
            Condition condition, String series, double x, DoubleUnaryOperator law, String request, Condition other) {
        return new SweepPoint(
                condition,
                series,
                x,
                law.applyAsDouble(x),
                law,
                null,
                null,
                request,
                new Against(other.experiment(), other.target()));
    }

    /** One request by itself. */
    static SweepPoint alone(Condition condition, String series, double x, DoubleUnaryOperator law, String request) {
        return new SweepPoint(condition, series, x, law.applyAsDouble(x), law, null, null, request, null);
    }
}

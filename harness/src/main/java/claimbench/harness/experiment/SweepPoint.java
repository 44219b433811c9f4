package claimbench.harness.experiment;

import claimbench.harness.result.Condition;
import org.jspecify.annotations.Nullable;

/**
 * One point of a map: what is measured there, and what theory predicts.
 *
 * @param condition whose trials hold it
 * @param series of the sweep that it belongs to, by its id
 * @param x where on the axis
 * @param theory predicted of the quantity that is measured
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
        @Nullable String baseline,
        @Nullable String treatment,
        @Nullable String request,
        @Nullable Against against) {

    /** A condition of the same round. */
    public record Against(String experiment, String target) {}

    /** Two requests of one trial. */
    static SweepPoint within(
            Condition condition, String series, double x, double theory, String baseline, String treatment) {
        return new SweepPoint(condition, series, x, theory, baseline, treatment, null, null);
    }

    /** One request, beside the same of another condition. */
    static SweepPoint against(
            Condition condition, String series, double x, double theory, String request, Condition other) {
        return new SweepPoint(
                condition, series, x, theory, null, null, request, new Against(other.experiment(), other.target()));
    }

    /** One request by itself. */
    static SweepPoint alone(Condition condition, String series, double x, double theory, String request) {
        return new SweepPoint(condition, series, x, theory, null, null, request, null);
    }
}

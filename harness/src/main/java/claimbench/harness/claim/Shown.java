package claimbench.harness.claim;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One figure that is measured and shown beside a claim's case, and decides nothing: the claim gives no range for it.
 *
 * @param quantity what is measured
 * @param baseline as in {@link Measure}
 * @param treatment as in {@link Measure}
 * @param request as in {@link Measure}
 * @param against as in {@link Measure}
 * @param over as in {@link Measure}
 * @param parameters that tell this figure from the same quantity's others, for readers
 * @param note what is in it, and what it cannot tell
 */
public record Shown(
        Quantity quantity,
        @Nullable String baseline,
        @Nullable String treatment,
        @Nullable String request,
        @Nullable Against against,
        @Nullable String over,
        Map<String, Object> parameters,
        Text note) {
    @SuppressWarnings({"NullAway", "ConstantValue"}) // what a file leaves out arrives as null, and is named here
    public Shown {
        Required.key("quantity", quantity);
        Required.key("note", note);
        parameters = Required.map(parameters);
        var _ = new Asked(quantity, baseline, treatment, request, against, over);
    }

    Asked asked() {
        return new Asked(quantity, baseline, treatment, request, against, over);
    }
}

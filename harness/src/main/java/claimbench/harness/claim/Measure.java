package claimbench.harness.claim;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One figure that must come out as expected.
 *
 * @param quantity what is measured
 * @param baseline name of the request compared with; only for quantities that compare
 * @param treatment name of the request that is compared; only for quantities that compare
 * @param request name of the request; only for quantities of one request
 * @param against the condition compared with; only for quantities that compare conditions
 * @param over parameter of the scenario, in milliseconds, that the figure is divided by; only for quantities over a wait, and {@code ms}
 *     where nothing is said
 * @param parameters that tell this figure from the same quantity's others, for readers
 * @param relativeTo what the expectation's and the theory's figures are multiples of
 * @param coresMin fewest cores of the target on which the figure means anything
 * @param expected the range
 * @param theory the prediction
 */
public record Measure(
        Quantity quantity,
        @Nullable String baseline,
        @Nullable String treatment,
        @Nullable String request,
        @Nullable Against against,
        @Nullable String over,
        Map<String, Object> parameters,
        Scale relativeTo,
        Integer coresMin,
        Expectation expected,
        Theory theory) {

    @SuppressWarnings({"NullAway", "ConstantValue"
    }) // what a file leaves out arrives as null, and gets its default here
    public Measure {
        Required.key("quantity", quantity);
        Required.key("expected", expected);
        Required.key("theory", theory);
        parameters = Required.map(parameters);
        relativeTo = relativeTo == null ? Scale.ONE : relativeTo;
        coresMin = coresMin == null ? 1 : coresMin;
        var _ = new Asked(quantity, baseline, treatment, request, against, over);
    }

    Asked asked() {
        return new Asked(quantity, baseline, treatment, request, against, over);
    }
}

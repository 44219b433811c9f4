package claimbench.harness.claim;

import org.jspecify.annotations.Nullable;

/**
 * What a quantity is to be computed of: a trial's requests, by their names.
 *
 * @param quantity what is computed
 * @param baseline name of the request compared with; only for quantities that compare
 * @param treatment name of the request that is compared; only for quantities that compare
 * @param request name of the request; only for quantities of one request
 * @param against the condition compared with; only for quantities that compare conditions
 * @param over parameter of the scenario, in milliseconds, that the figure is divided by; only for quantities over a wait, and {@code ms}
 *     where nothing is said
 */
record Asked(
        Quantity quantity,
        @Nullable String baseline,
        @Nullable String treatment,
        @Nullable String request,
        @Nullable Against against,
        @Nullable String over) {

    Asked {
        Required.key("quantity", quantity);
        checkNames(quantity, "baseline", baseline, quantity.compares());
        checkNames(quantity, "treatment", treatment, quantity.compares());
        checkNames(quantity, "request", request, quantity.ofOneRequest());
        checkNames(quantity, "against", against, quantity.comparesConditions());
        if (over != null) {
            checkNames(quantity, "over", over, quantity.overWait());
        }
    }

    private static void checkNames(Quantity quantity, String key, @Nullable Object value, boolean needed) {
        if (needed && value == null) {
            throw new WrongValueException(
                    "/quantity", "quantity " + quantity.wireName() + " needs the key '" + key + "'");
        }
        if (!needed && value != null) {
            throw new WrongValueException(
                    "/" + key, "quantity " + quantity.wireName() + " has no use for the key '" + key + "'");
        }
    }

    String baselineName() {
        return Required.key("baseline", baseline);
    }

    String treatmentName() {
        return Required.key("treatment", treatment);
    }

    String requestName() {
        return Required.key("request", request);
    }

    Against baselineCondition() {
        return Required.key("against", against);
    }

    /** The parameter that the figure is divided by. */
    String overParameter() {
        return over == null ? "ms" : over;
    }
}

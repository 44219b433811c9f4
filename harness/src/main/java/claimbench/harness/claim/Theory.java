package claimbench.harness.claim;

import org.jspecify.annotations.Nullable;

/**
 * What a law predicts where nothing costs anything.
 *
 * @param value predicted
 * @param formula it comes from
 * @param source of the formula
 * @param relativeTo what the value is a multiple of; null where it is what the expectation's figures are multiples of
 */
public record Theory(
        Double value, Text formula, Text source, @Nullable Scale relativeTo) {
    public Theory {
        Required.finite("value", Required.key("value", value));
        Required.key("formula", formula);
        Required.key("source", source);
    }
}

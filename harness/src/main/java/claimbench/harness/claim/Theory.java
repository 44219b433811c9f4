package claimbench.harness.claim;

/**
 * What a law predicts where nothing costs anything.
 *
 * @param value predicted
 * @param formula it comes from
 * @param source of the formula
 */
public record Theory(Double value, String formula, String source) {
    public Theory {
        Required.key("value", value);
        Required.text("formula", formula);
        Required.text("source", source);
    }
}

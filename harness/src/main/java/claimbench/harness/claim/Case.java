package claimbench.harness.claim;

import java.util.List;

/**
 * One instance of a claim, true or false by itself: that of two calls, that of three. It is true where all its measures
 * come out as expected.
 *
 * @param label in words, as part of a sentence
 * @param measures at least one
 */
public record Case(String label, List<Measure> measures) {
    public Case {
        Required.text("label", label);
        measures = Required.list(measures);
        if (measures.isEmpty()) {
            throw new IllegalArgumentException("case '" + label + "' has no measures");
        }
    }
}

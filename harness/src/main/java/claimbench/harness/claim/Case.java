package claimbench.harness.claim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One instance of a claim, true or false by itself: that of two calls, that of three. It is true where all its measures
 * come out as expected, or where a program does exactly what its trace says.
 *
 * @param label in words, as part of a sentence
 * @param experiment id of the experiment that measures it, where that is not the claim's; else null
 * @param targets it speaks of, by name; empty for the claim's
 * @param measures empty where there is a trace
 * @param shown figures that stand beside the measures and decide nothing
 * @param trace null where there are measures
 */
public record Case(
        Text label,
        @Nullable String experiment,
        List<String> targets,
        List<Measure> measures,
        List<Shown> shown,
        @Nullable ExpectedTrace trace) {
    public Case {
        Required.key("label", label);
        targets = Required.list(targets);
        measures = Required.list(measures);
        shown = Required.list(shown);
        if (measures.isEmpty() == (trace == null)) {
            throw new IllegalArgumentException("case '" + label.en() + "' needs either measures or a trace");
        }
        if (trace != null && !shown.isEmpty()) {
            throw new IllegalArgumentException("case '" + label.en() + "' has a trace, and no use for the key 'shown'");
        }
    }
}

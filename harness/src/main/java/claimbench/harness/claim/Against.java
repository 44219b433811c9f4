package claimbench.harness.claim;

import org.jspecify.annotations.Nullable;

/**
 * The condition that a figure is compared with: one of the same round, so that both sides meet the same machine.
 *
 * @param experiment its id
 * @param target that is measured in it; null for the same target
 * @param request of it; null for the request of the same name
 */
public record Against(
        String experiment,
        @Nullable String target,
        @Nullable String request) {
    public Against {
        Required.text("experiment", experiment);
    }

    /** On which target the baseline of this target is measured. */
    String targetFor(String own) {
        return target == null ? own : target;
    }
}

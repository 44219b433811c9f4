package claimbench.harness.claim;

import org.jspecify.annotations.Nullable;

/**
 * What a claim leads one to expect, fixed before the run. Both ends belong to the range.
 *
 * @param low lower end; null where there is none
 * @param high upper end; null where there is none
 * @param reason why these and no others
 */
public record Expectation(@Nullable Double low, @Nullable Double high, Text reason) {
    public Expectation {
        Required.key("reason", reason);
        Required.finite("low", low);
        Required.finite("high", high);
        if (low == null && high == null) {
            throw new IllegalArgumentException("an expectation needs 'low' or 'high'");
        }
        if (low != null && high != null && low > high) {
            throw new WrongValueException("/low", "'low' " + low + " is above 'high' " + high);
        }
    }
}

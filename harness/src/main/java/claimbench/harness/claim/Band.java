package claimbench.harness.claim;

import org.jspecify.annotations.Nullable;

/**
 * What a claim leads one to expect on a stretch of a map's axis, fixed before the run. Both ends of either belong to it.
 *
 * @param from where it begins; null for where the axis does
 * @param to where it ends; null for where the axis does
 * @param low lower end of the range; null where there is none
 * @param high upper end of the range; null where there is none
 * @param reason why these and no others
 */
public record Band(
        @Nullable Double from,
        @Nullable Double to,
        @Nullable Double low,
        @Nullable Double high,
        Text reason) {
    public Band {
        Required.key("reason", reason);
        Required.finite("from", from);
        Required.finite("to", to);
        Required.finite("low", low);
        Required.finite("high", high);
        if (low == null && high == null) {
            throw new IllegalArgumentException("a band needs 'low' or 'high'");
        }
        if (low != null && high != null && low > high) {
            throw new WrongValueException("/low", "'low' " + low + " is above 'high' " + high);
        }
        if (from != null && to != null && from > to) {
            throw new WrongValueException("/from", "'from' " + from + " is above 'to' " + to);
        }
    }

    boolean covers(double x) {
        return (from == null || from <= x) && (to == null || x <= to);
    }

    /** Whether they share more of the axis than the point at which one ends and the other begins. */
    boolean overlaps(Band other) {
        return !endsBy(other) && !other.endsBy(this);
    }

    /** Whether it ends where the other begins, or before. */
    private boolean endsBy(Band other) {
        return to != null && other.from != null && to <= other.from;
    }
}

package claimbench.harness.result;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How a figure is written beside its limit: rounded, but never so far that one beyond the limit reads as the limit. */
public final class Beyond {
    /** Nobody cares for what lies nearer to a limit, whichever side it is on. */
    private static final int DECIMALS_MAX = 9;

    private Beyond() {}

    /**
     * A figure in words.
     *
     * @param figure at least 0, in the unit that it is printed in
     * @param limit in the same unit
     * @param decimals at least so many; more where it takes them to see that the figure is beyond
     */
    public static String text(double figure, double limit, int decimals) {
        if (!Double.isFinite(figure)) {
            return Double.toString(figure);
        }
        var exact = new BigDecimal(figure);
        var rounded = exact.setScale(decimals, RoundingMode.HALF_UP);
        for (int more = decimals + 1;
                figure > limit && rounded.doubleValue() <= limit && more <= DECIMALS_MAX;
                more++) {
            rounded = exact.setScale(more, RoundingMode.HALF_UP);
        }
        return rounded.toPlainString();
    }

    /** A share, in per cent. */
    public static String percent(double share, double limit, int decimals) {
        return text(100 * share, 100 * limit, decimals) + " %";
    }
}

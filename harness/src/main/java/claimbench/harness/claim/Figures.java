package claimbench.harness.claim;

import java.math.BigDecimal;
import java.math.MathContext;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How figures are written for people. */
public final class Figures {
    private Figures() {}

    /** A measured magnitude with three significant digits. */
    public static String measured(double value) {
        if (value == 0) {
            return "0";
        }
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        // What rounding brings to a power of ten has a digit more before the point.
        BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(3));
        int digits = Math.max(0, 3 - (rounded.precision() - rounded.scale()));
        return String.format(Locale.ROOT, "%,." + Math.min(digits, 9) + "f", value);
    }

    /** A figure of this quantity as it was measured; a count is written without decimals. */
    public static String measured(Quantity quantity, double value) {
        return quantity.counts() && value == Math.rint(value) ? exact(value) : measured(value);
    }

    /** A figure that was set, with the digits that it has. */
    public static String exact(double value) {
        return new DecimalFormat("#,##0.############", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }

    /** How far a factor of noise, at least 1, is from 1: a percentage with two digits that count. */
    public static String noise(double factor) {
        double percent = 100 * (factor - 1);
        return String.format(Locale.ROOT, percent < 10 ? "±%.1f %%" : "±%.0f %%", percent);
    }

    /** A share, as a percentage with at most one decimal. */
    public static String percent(double share) {
        return new DecimalFormat("0.#", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(share * 100) + " %";
    }

    /** Both ends of a range that was measured; one figure where they look the same. */
    public static Text range(Quantity quantity, double low, double high) {
        String from = measured(quantity, low);
        String to = measured(quantity, high);
        return from.equals(to) ? Text.same(from) : range(from, to);
    }

    /** An expected range. */
    public static Text expected(@Nullable Double low, @Nullable Double high) {
        if (low == null) {
            return high == null ? new Text("anything", "任意") : new Text("at most " + exact(high), "至多 " + exact(high));
        }
        if (high == null) {
            return new Text("at least " + exact(low), "至少 " + exact(low));
        }
        return low.equals(high)
                ? new Text("exactly " + exact(low), "恰好 " + exact(low))
                : range(exact(low), exact(high));
    }

    private static Text range(String from, String to) {
        return new Text(from + " to " + to, from + " 至 " + to);
    }
}

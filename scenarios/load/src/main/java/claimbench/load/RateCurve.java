package claimbench.load;

import java.util.ArrayList;
import java.util.List;

/**
 * How many arrivals a second are expected at each moment, in straight pieces, and its integral, which is how many are expected
 * up to a moment:
 *
 * <pre>
 * rate             ______                     expected
 *     |          _/                           arrivals   |          _/
 *     |    _____/                                        |     ___/
 *     |   /                                              |  __/
 *     |__/                                               |_/
 *     0   warm-up   a ramp   its end                     0
 * </pre>
 *
 * <p>Read backwards, the integral says when the so-and-so-many-th arrival is due, whatever the rate does. Immutable.
 */
final class RateCurve {
    private static final double NANOS_PER_SECOND = 1e9;

    /** Sums of parts of a second are a little off: what is this near to a whole arrival is one. */
    private static final double ROUNDING = 1e-6;

    /**
     * A straight piece.
     *
     * @param fromRate arrivals a second at its start
     * @param toRate at its end
     * @param expectedBefore arrivals expected before it
     */
    record Piece(long fromNanos, long toNanos, double fromRate, double toRate, double expectedBefore) {
        double seconds() {
            return (toNanos - fromNanos) / NANOS_PER_SECOND;
        }

        /** Arrivals expected within it. */
        double expected() {
            return (fromRate + toRate) / 2 * seconds();
        }

        /** Arrivals within it when the first is at its start, or their number rises to one there, and all are evenly spaced. */
        long evenArrivals() {
            return (long) Math.ceil(expected() - ROUNDING);
        }

        /** When so many arrivals of the piece are expected to have come. */
        long nanosAt(double arrivals) {
            if (arrivals <= 0) {
                return fromNanos;
            }
            double slope = (toRate - fromRate) / seconds();
            // The root of arrivals = fromRate t + slope t² / 2, in the form that divides by no small number.
            double root = Math.sqrt(Math.max(0, fromRate * fromRate + 2 * slope * arrivals));
            long nanos = fromNanos + Math.round(2 * arrivals / (fromRate + root) * NANOS_PER_SECOND);
            return Math.min(nanos, toNanos - 1);
        }
    }

    private final List<Piece> pieces = new ArrayList<>();

    /**
     * Adds a piece that begins where the last one ends; the first begins at 0.
     *
     * @param toNanos its end; a piece without a length is left out
     */
    RateCurve to(long toNanos, double fromRate, double toRate) {
        if (toNanos > endNanos()) {
            pieces.add(new Piece(endNanos(), toNanos, fromRate, toRate, expected()));
        }
        return this;
    }

    List<Piece> pieces() {
        return pieces;
    }

    long endNanos() {
        return pieces.isEmpty() ? 0 : pieces.getLast().toNanos;
    }

    /** All that are expected. */
    double expected() {
        return pieces.isEmpty()
                ? 0
                : pieces.getLast().expectedBefore + pieces.getLast().expected();
    }

    /** Arrivals a second on average from the start of a piece to the end. */
    double meanFrom(long nanos) {
        double before = pieces.stream()
                .filter(piece -> piece.fromNanos < nanos)
                .mapToDouble(Piece::expected)
                .sum();
        return (expected() - before) / ((endNanos() - nanos) / NANOS_PER_SECOND);
    }

    /** When so many arrivals are expected to have come; less than {@link #expected}. */
    long nanosAt(double arrivals) {
        int piece = pieces.size() - 1;
        while (piece > 0 && pieces.get(piece).expectedBefore > arrivals) {
            piece--;
        }
        return pieces.get(piece).nanosAt(arrivals - pieces.get(piece).expectedBefore);
    }
}

package claimbench.load;

/** Each piece of the curve begins with an arrival, and the others follow as its rate says: no second has one too few. */
final class EvenTimes implements DueTimes {
    private final RateCurve curve;
    /** How many arrivals are due before each piece; at the end, all. */
    private final long[] before;

    EvenTimes(RateCurve curve) {
        this.curve = curve;
        int pieces = curve.pieces().size();
        this.before = new long[pieces + 1];
        for (int piece = 0; piece < pieces; piece++) {
            before[piece + 1] = before[piece] + curve.pieces().get(piece).evenArrivals();
        }
    }

    @Override
    public long count() {
        return before[before.length - 1];
    }

    @Override
    public long dueNanos(long arrival) {
        int piece = before.length - 2;
        while (piece > 0 && before[piece] > arrival) {
            piece--;
        }
        return curve.pieces().get(piece).nanosAt((double) (arrival - before[piece]));
    }
}

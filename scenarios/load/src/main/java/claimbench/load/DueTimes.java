package claimbench.load;

/** When each arrival of an open load is due, from the beginning of the warm-up. Pure: the same curve and seed, the same times. */
interface DueTimes {

    /** How many arrivals there are. */
    long count();

    /**
     * When one is due; later ones not before it. Thread-safe.
     *
     * @param arrival counted from 0, less than {@link #count}
     */
    long dueNanos(long arrival);

    static DueTimes of(RateCurve curve, Spacing spacing, long seed) {
        return switch (spacing) {
            case EVEN -> new EvenTimes(curve);
            case POISSON -> new PoissonTimes(curve, seed);
        };
    }
}

package claimbench.dashboards.web;

/**
 * The period that is looked at, in milliseconds since the epoch, and the step between two points of a curve. However wide the period, a
 * curve has a bounded number of points.
 *
 * @param fromMillis start
 * @param toMillis end, later than the start
 * @param stepMillis at least the scrape interval
 */
record Window(long fromMillis, long toMillis, long stepMillis) {
    /** The scrape interval of prometheus.yml: there is nothing in between. */
    static final long SCRAPE_MILLIS = 1_000;

    /** More than a screen has columns. */
    static final int POINTS_MAX = 2_000;

    /** A rate needs four scrapes in its interval, as Grafana reckons too. */
    private static final int SCRAPES_IN_A_RATE = 4;

    private static final long EPOCH_MILLIS_MAX = 253_402_300_799_999L; // the year 9999

    /**
     * A period as somebody asks for it.
     *
     * @param stepMillis made longer where it is too short
     */
    static Window of(long fromMillis, long toMillis, long stepMillis) throws Refusal {
        if (fromMillis < 0 || toMillis > EPOCH_MILLIS_MAX || fromMillis >= toMillis) {
            throw Refusal.badRequest("'from' must lie before 'to', both in milliseconds since 1970, not %d and %d"
                    .formatted(fromMillis, toMillis));
        }
        long least = Math.ceilDiv(toMillis - fromMillis, POINTS_MAX);
        return new Window(fromMillis, toMillis, Math.max(SCRAPE_MILLIS, Math.max(stepMillis, least)));
    }

    /** With a step that is no shorter than this. */
    Window atLeast(long leastStepMillis) {
        return new Window(fromMillis, toMillis, Math.max(stepMillis, leastStepMillis));
    }

    /** Starts where all windows of this step do, so that a curve does not tremble while it moves on. */
    long alignedFromMillis() {
        return fromMillis - Math.floorMod(fromMillis, stepMillis);
    }

    /** Over which a rate is taken. */
    long rateMillis() {
        return Math.max(stepMillis + SCRAPE_MILLIS, SCRAPES_IN_A_RATE * SCRAPE_MILLIS);
    }

    /** In whole seconds, as Grafana rounds them. */
    long rangeSeconds() {
        return Math.max(1, Math.round((toMillis - fromMillis) / 1_000.0));
    }
}

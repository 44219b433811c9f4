package claimbench.runtime.meters;

/**
 * The greatest value of late: each is shown for one second and a half at least, and for three at most. A gauge that began anew with
 * each reading would show a value to one reader and hide it from the others, and a running target has several. Thread-safe.
 */
public final class RecentMax {
    private static final long SHOWN_NANOS = 1_500_000_000;

    private double now;
    private double before;
    private long sinceNanos;

    /** Nothing yet. */
    public RecentMax(long nowNanos) {
        this.sinceNanos = nowNanos;
    }

    /**
     * Takes in the latest value.
     *
     * @param nowNanos of a clock that never goes back; the same one each time
     * @return the greatest of late, this one included
     */
    public synchronized double with(double latest, long nowNanos) {
        long elapsed = nowNanos - sinceNanos;
        if (elapsed >= SHOWN_NANOS) {
            before = elapsed >= 2 * SHOWN_NANOS ? 0 : now;
            now = 0;
            sinceNanos = nowNanos;
        }
        now = Math.max(now, latest);
        return Math.max(now, before);
    }
}

package claimbench.load;

import java.util.Arrays;

/** When each token of a stream came, as {@link System#nanoTime}. Kept until it is known whether the stream was good. */
final class TokenTimes {
    private long[] nanos = new long[32];
    private int count;

    void clear() {
        count = 0;
    }

    void add(long tokenNanos) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = tokenNanos;
    }

    /**
     * Puts the times of a good stream on record.
     *
     * @param second that the request belongs to
     * @param startNanos when the request was sent
     * @param lateNanos what is to be added, since the request was due before that
     */
    void record(Recording.OfThread recording, int arm, int second, long startNanos, long lateNanos) {
        if (count > 0) {
            recording.measure(arm, second, Quantity.FIRST_TOKEN, nanos[0] - startNanos + lateNanos);
            recording.measure(arm, second, Quantity.LAST_TOKEN, nanos[count - 1] - startNanos + lateNanos);
        }
        for (int token = 1; token < count; token++) {
            recording.measure(arm, second, Quantity.TOKEN_GAP, nanos[token] - nanos[token - 1]);
        }
    }
}

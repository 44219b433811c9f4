package claimbench.load;

/**
 * When a request was to be sent, was sent, and ended; times as {@link System#nanoTime}.
 *
 * @param arm what it asked for: an index of the run's arms
 * @param intendedNanos when it was to be sent
 * @param startNanos when it was sent
 * @param endNanos when its whole answer was there, or it was known that none comes
 */
record EndedRequest(int arm, long intendedNanos, long startNanos, long endNanos) {

    /** How late it was sent. One that starts a moment early, since Gatling's timer counts whole milliseconds, is not late. */
    long lagNanos() {
        return Math.max(0, startNanos - intendedNanos);
    }

    /** From the actual start to the end. */
    long serviceNanos() {
        return endNanos - startNanos;
    }

    /** When it was due: in a closed load, when it was sent. */
    long dueNanos(LoadModel model) {
        return model == LoadModel.CLOSED ? startNanos : intendedNanos;
    }

    /** From when it was due to the end; never less than its service time. */
    long responseNanos(LoadModel model) {
        return Math.max(serviceNanos(), endNanos - dueNanos(model));
    }
}

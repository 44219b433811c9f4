package claimbench.kit;

import java.util.concurrent.TimeUnit;

/**
 * For what a busy machine, or what an earlier check has left, may spoil now and then: it is tried several times, and one good
 * outcome is enough. A server that does it wrong does so each time.
 */
final class Attempts {
    private Attempts() {}

    /** How long something takes. */
    @FunctionalInterface
    interface Timing {
        long nanos() throws Exception;
    }

    /**
     * The shortest time that something takes, in milliseconds: of so many attempts, or of fewer where one has taken no more
     * than is enough. What an attempt throws is thrown: it is only the time that is tried again.
     */
    static long quickestMillis(int attempts, long enoughMillis, Timing timing) throws Exception {
        long quickest = Long.MAX_VALUE;
        for (int attempt = 0; attempt < attempts && quickest > enoughMillis; attempt++) {
            quickest = Math.min(quickest, TimeUnit.NANOSECONDS.toMillis(timing.nanos()));
        }
        return quickest;
    }

    /** Tries something from its beginning. */
    @FunctionalInterface
    interface Attempt {
        void run() throws Exception;
    }

    /** Returns with the first attempt that succeeds; throws what the last one threw where none does. */
    static void oneOf(int attempts, Attempt attempt) throws Exception {
        for (int left = attempts - 1; left > 0; left--) {
            try {
                attempt.run();
                return;
            } catch (AssertionError e) {
                // Once more.
            }
        }
        attempt.run();
    }
}

package claimbench.runtime;

import claimbench.contract.Backoff;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/**
 * Makes a call again, after a wait, as long as it fails in a way that may pass: for the models that block their thread, be
 * it a platform thread or a virtual one. How long the waits are says {@link Backoff}. An interrupt ends the whole.
 * Thread-safe.
 */
public final class Retries {
    /**
     * One attempt at a call.
     *
     * @param <T> what it gives
     */
    @FunctionalInterface
    public interface Attempt<T> {
        /**
         * Makes it.
         *
         * @param number of the attempt, from 1
         */
        T make(int number) throws IOException, InterruptedException;
    }

    /** Waits: a thread's sleep, but in tests. */
    @FunctionalInterface
    interface Sleep {
        void sleep(Duration duration) throws InterruptedException;
    }

    /** The call has been given up. Its cause is the failure of the last attempt. */
    public static final class GivenUp extends Exception {
        private final int attempts;

        GivenUp(int attempts, IOException last) {
            super("given up after " + attempts + (attempts == 1 ? " attempt: " : " attempts: ") + last, last);
            this.attempts = attempts;
        }

        /** How many were made. */
        public int attempts() {
            return attempts;
        }

        /** Why the last one failed, in words for a client. */
        public String lastError() {
            Throwable last = getCause();
            String message = last == null ? null : last.getMessage();
            return message == null ? String.valueOf(last) : message;
        }
    }

    private Retries() {}

    /**
     * Calls until an attempt succeeds. Only a call that fails is made again, or given up; an exception of any other kind is
     * a fault of the program, and goes through as it is.
     *
     * @param attemptsMax at least 1
     * @param mayPass which failures are worth another attempt; others are not
     * @throws GivenUp where the last attempt failed, or one in a way that does not pass
     * @throws InterruptedException where the thread was interrupted
     */
    public static <T> T call(int attemptsMax, Predicate<? super IOException> mayPass, Attempt<T> attempt)
            throws GivenUp, InterruptedException {
        return call(attemptsMax, mayPass, attempt, Thread::sleep);
    }

    static <T> T call(int attemptsMax, Predicate<? super IOException> mayPass, Attempt<T> attempt, Sleep sleep)
            throws GivenUp, InterruptedException {
        if (attemptsMax < 1) {
            throw new IllegalArgumentException("attempts must be at least 1, not " + attemptsMax);
        }
        for (int number = 1; ; number++) {
            try {
                return attempt.make(number);
            } catch (IOException e) {
                if (number == attemptsMax || Thread.currentThread().isInterrupted() || !mayPass.test(e)) {
                    throw new GivenUp(number, e);
                }
            }
            sleep.sleep(Backoff.delay(number, ThreadLocalRandom.current()));
        }
    }
}

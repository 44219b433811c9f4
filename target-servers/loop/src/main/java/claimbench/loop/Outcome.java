package claimbench.loop;

import org.jspecify.annotations.Nullable;

/**
 * How one of several awaitables ended, where a failure is wanted as a value. Immutable.
 *
 * @param <T> what it returned
 */
public sealed interface Outcome<T extends @Nullable Object> {

    /** It returned. */
    record Success<T extends @Nullable Object>(T value) implements Outcome<T> {}

    /**
     * It threw.
     *
     * @param cause a {@link CancelledError} where it was cancelled
     */
    record Failure<T extends @Nullable Object>(Throwable cause) implements Outcome<T> {}
}

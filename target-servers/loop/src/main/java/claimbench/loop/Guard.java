package claimbench.loop;

import org.jspecify.annotations.Nullable;

/**
 * What a task has to acquire before it does something, and to release after it: {@code async with} in Python.
 *
 * <pre>{@code
 * lock.with(() -> {       // async with lock:
 *     ...                 //     ...
 * });
 * }</pre>
 */
public sealed interface Guard permits Lock, Semaphore, Condition {

    /**
     * Waits for its turn, which comes in the order of asking.
     *
     * @throws CancelledError where the task was cancelled meanwhile: it has acquired nothing then
     */
    void acquire();

    /** Gives it back, and so to the next in the row. Does not wait. */
    void release();

    /** Acquires, runs the body, and releases, however the body ends. */
    default <T extends @Nullable Object> T with(Coroutine.Body<T> body) throws Exception {
        acquire();
        try {
            return body.run();
        } finally {
            release();
        }
    }

    /** As {@link #with(Coroutine.Body)}, for a body that returns nothing. */
    default void with(Coroutine.Action body) throws Exception {
        acquire();
        try {
            body.run();
        } finally {
            release();
        }
    }
}

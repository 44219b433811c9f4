package claimbench.loop;

import org.jspecify.annotations.Nullable;

/**
 * Something that is entered before its use and left after it, either of which may await: what Python uses in an {@code async
 * with}. See {@link Asyncio#with(AsyncResource, Scope.Body)} and {@link AsyncExitStack}.
 *
 * @param <T> what the code inside is given
 */
public interface AsyncResource<T> {

    /** Enters it. Where this throws there is nothing to leave. */
    T enter() throws Exception;

    /**
     * Leaves it, in any case. What it throws is thrown instead of the cause, which comes along as suppressed. Unlike in
     * Python, the cause cannot be swallowed here: the code inside has no result then.
     *
     * @param cause what ended the code inside: a {@link CancelledError} where it was cancelled, null where it returned
     */
    void exit(@Nullable Throwable cause) throws Exception;

    /** A resource that is there already, and is closed in the end. */
    static <T extends AutoCloseable> AsyncResource<T> closing(T closeable) {
        return new AsyncResource<>() {
            @Override
            public T enter() {
                return closeable;
            }

            @Override
            public void exit(@Nullable Throwable cause) throws Exception {
                closeable.close();
            }
        };
    }
}

package claimbench.loop;

/**
 * Thrown at an await in a task that is being cancelled, and at an await of something that was cancelled. A task may catch
 * it to clean up, but should throw it on.
 *
 * <p>It is an {@link Error}, as asyncio's is no {@code Exception}, so that a {@code catch (Exception e)} that is meant for
 * failures does not keep a task alive that was told to end. It goes no further than its loop's thread.
 */
public final class CancelledError extends Error {
    private static final long serialVersionUID = 1;

    public CancelledError(String message) {
        super(message);
    }
}

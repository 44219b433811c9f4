package claimbench.loop;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work that has not begun: what calling an {@code async def} function gives in Python. It runs when it is
 * awaited, as part of the task that awaits it, or when a task is made of it. It runs once.
 *
 * <p>Not thread-safe; may be made on any thread.
 *
 * @param <T> what it returns
 */
public final class Coroutine<T extends @Nullable Object> implements Awaitable<T> {

    /**
     * The body of a coroutine that returns something.
     *
     * @param <T> what it returns
     */
    @FunctionalInterface
    public interface Body<T extends @Nullable Object> {
        T run() throws Exception;
    }

    /** The body of a coroutine that returns nothing. */
    @FunctionalInterface
    public interface Action {
        void run() throws Exception;
    }

    /** Null once it has been taken. */
    private @Nullable Body<T> body;

    Coroutine(Body<T> body) {
        this.body = Diagnostics.bodyOf(this, Objects.requireNonNull(body, "body"));
    }

    /** Hands out the body to whoever runs it: one await, or one task. */
    Body<T> take() {
        Body<T> taken = body;
        if (taken == null) {
            throw new IllegalStateException(
                    "this coroutine has been awaited already, or a task made of it: call its function again for a new one, or"
                            + " await the task, as often as you like");
        }
        body = null;
        return taken instanceof NeverAwaited.Watched<T> watched ? watched.taken() : taken;
    }

    boolean isTaken() {
        return body == null;
    }
}

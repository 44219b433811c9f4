package claimbench.loop;

import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Several {@linkplain AsyncResource resources}, as many as turn out to be needed, left in the reverse order of entering. Each
 * of them is left, whatever happens in the others.
 *
 * <p>Made by {@link Asyncio#exitStack(Scope.Body)}. For the loop's thread alone.
 */
public final class AsyncExitStack {
    private final ArrayDeque<Exit> exits = new ArrayDeque<>();
    private boolean left;

    @FunctionalInterface
    private interface Exit {
        void exit(@Nullable Throwable cause) throws Exception;
    }

    private AsyncExitStack() {}

    static <T extends @Nullable Object> T run(Scope.Body<? super AsyncExitStack, T> body) throws Exception {
        var stack = new AsyncExitStack();
        T result;
        try {
            result = body.run(stack);
        } catch (Throwable e) {
            throw Thrown.asException(Objects.requireNonNull(stack.leave(e)));
        }
        Throwable thrown = stack.leave(null);
        if (thrown != null) {
            throw Thrown.asException(thrown);
        }
        return result;
    }

    /** Enters a resource, which is left when the body ends. */
    public <R> R enter(AsyncResource<R> resource) throws Exception {
        checkNotLeft();
        R entered = resource.enter();
        exits.push(resource::exit);
        return entered;
    }

    /** Has the action, which may await, run when the body ends. */
    public void defer(Coroutine.Action action) {
        checkNotLeft();
        exits.push(cause -> action.run());
    }

    private void checkNotLeft() {
        if (left) {
            throw new IllegalStateException("this stack's body has ended: nothing would leave the resource");
        }
    }

    /** Leaves them; returns what the last one that failed threw, the cause if none did. */
    private @Nullable Throwable leave(@Nullable Throwable cause) {
        left = true;
        Throwable thrown = cause;
        while (!exits.isEmpty()) {
            try {
                exits.pop().exit(thrown);
            } catch (Throwable e) {
                if (thrown != null) {
                    Thrown.suppress(e, thrown);
                }
                thrown = e;
            }
        }
        return thrown;
    }
}

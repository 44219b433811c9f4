package claimbench.loop;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Coroutines that other threads have sent to a loop, and wait for. Those that the loop never gets round to are cancelled
 * when it is closed, so that no thread waits for ever.
 *
 * <p>Thread-safe.
 */
final class ThreadsafeCalls {
    private final Set<Call<?>> pending = ConcurrentHashMap.newKeySet();

    /**
     * Sends one.
     *
     * @throws IllegalStateException where the loop is closed
     */
    <T extends @Nullable Object> CompletableFuture<T> submit(EventLoop loop, Coroutine<T> coroutine) {
        var call = new Call<>(loop, coroutine);
        pending.add(call);
        try {
            loop.callSoonThreadsafe(call::begin);
        } finally {
            if (loop.isClosed()) {
                call.cancel(false); // it may have been closed before it could see this one
            }
        }
        return call;
    }

    /** The loop is closed. */
    void cancelAll() {
        pending.forEach(call -> call.cancel(false));
    }

    private final class Call<T extends @Nullable Object> extends CompletableFuture<T> {
        private final EventLoop loop;
        private final Coroutine<T> coroutine;

        /** For the loop's thread. */
        private @Nullable Task<T> task;

        Call(EventLoop loop, Coroutine<T> coroutine) {
            this.loop = loop;
            this.coroutine = coroutine;
        }

        private void begin() {
            if (isDone()) {
                return; // cancelled
            }
            try {
                Task<T> begun = loop.createTask(coroutine);
                task = begun;
                begun.whenDone(() -> taskDone(begun));
            } catch (IllegalStateException e) {
                pending.remove(this);
                completeExceptionally(e); // it was awaited before
            }
        }

        private void taskDone(Task<T> done) {
            pending.remove(this);
            if (isDone()) {
                return; // nobody waits: a failure is logged
            }
            if (done.isCancelled()) {
                super.cancel(false);
                return;
            }
            Throwable failure = done.exception();
            if (failure != null) {
                completeExceptionally(failure);
                return;
            }
            try {
                complete(done.result());
            } catch (Exception e) {
                throw new AssertionError("it has not failed", e);
            }
        }

        /** Cancels the task too. The waiting thread hears of it at once, and not only after the task's clean-up. */
        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            pending.remove(this);
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            if (cancelled) {
                loop.postUnlessClosed(() -> {
                    if (task != null) {
                        task.cancel();
                    }
                });
            }
            return cancelled;
        }
    }
}

package claimbench.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The place of a result that is not there yet. Whoever makes it there calls {@link #setResult} or {@link #setException};
 * tasks that await it go on in the loop's next turn.
 *
 * <pre>
 *           setResult ──────────► result
 *   pending setException ───────► failed
 *           cancel ─────────────► cancelled        (none of these changes again)
 * </pre>
 *
 * <p>For the loop's thread alone; another thread goes through {@link EventLoop#callSoonThreadsafe}.
 *
 * @param <T> the result
 */
public sealed class LoopFuture<T extends @Nullable Object> extends Wait implements Awaitable<T>
        permits Task, Gather, Offload {
    private enum State {
        PENDING,
        RESULT,
        FAILED,
        CANCELLED
    }

    final EventLoop loop;
    private State state = State.PENDING;

    /** The result, or the {@link Throwable}, or its entry among the failures that nobody has looked at. */
    private @Nullable Object value;

    /** What to run when done: null, one {@link Runnable}, or an {@link ArrayList} of them. Mostly there is one. */
    private @Nullable Object callbacks;

    LoopFuture(EventLoop loop) {
        this.loop = loop;
    }

    public final boolean isDone() {
        return state != State.PENDING;
    }

    public final boolean isCancelled() {
        return state == State.CANCELLED;
    }

    /**
     * The result, which must be there.
     *
     * @throws Exception what it failed with, the same object each time
     * @throws CancelledError where it was cancelled
     * @throws IllegalStateException where it is not done
     */
    @SuppressWarnings({"unchecked", "NullAway"}) // the value of a result is a T, and null only where T allows it
    public final T result() throws Exception {
        return switch (state) {
            case RESULT -> (T) value;
            case FAILED -> throw Thrown.asException(failure());
            case CANCELLED -> throw new CancelledError("what was awaited has been cancelled: " + this);
            case PENDING -> throw new IllegalStateException("the result is not there yet: await it");
        };
    }

    /**
     * What it failed with: null where it has a result.
     *
     * @throws CancelledError where it was cancelled
     * @throws IllegalStateException where it is not done
     */
    public final @Nullable Throwable exception() {
        return switch (state) {
            case RESULT -> null;
            case FAILED -> failure();
            case CANCELLED -> throw new CancelledError("cancelled: " + this);
            case PENDING -> throw new IllegalStateException("not done yet: await it");
        };
    }

    /**
     * Gives the result.
     *
     * @throws IllegalStateException where it is done already
     */
    public void setResult(T result) {
        complete(State.RESULT, result);
    }

    /**
     * Gives the failure; who awaits it has it thrown.
     *
     * @param failure an {@link Exception} or an {@link Error}
     * @throws IllegalStateException where it is done already
     */
    public void setException(Throwable failure) {
        fail(failure);
    }

    /**
     * Cancels it: who awaits it has a {@link CancelledError} thrown.
     *
     * @return false where it was done already
     */
    @Override
    public boolean cancel() {
        loop.checkThread();
        if (isDone()) {
            return false;
        }
        complete(State.CANCELLED, null);
        return true;
    }

    /** Runs the callback in the turn after this is done; in the next one where it is done already. */
    public final void addDoneCallback(Consumer<? super LoopFuture<T>> callback) {
        whenDone(new DoneCallback<>(this, callback));
    }

    /**
     * Takes back a callback, each time that it was added. One that is about to run, because this is done, stays.
     *
     * @return how many there were
     */
    public final int removeDoneCallback(Consumer<? super LoopFuture<T>> callback) {
        loop.checkThread();
        return remove(each -> each instanceof DoneCallback<?> added && added.callback.equals(callback));
    }

    /** Takes back what was given to {@link #whenDone}. */
    final void forget(Runnable callback) {
        remove(callback::equals);
    }

    private int remove(Predicate<Runnable> which) {
        if (callbacks == null) {
            return 0;
        }
        if (callbacks instanceof Runnable one) {
            if (!which.test(one)) {
                return 0;
            }
            callbacks = null;
            return 1;
        }
        List<Runnable> several = several(callbacks);
        int before = several.size();
        several.removeIf(which);
        return before - several.size();
    }

    /** A callback that somebody else gave: as an object, so that it can be found again. */
    private record DoneCallback<T extends @Nullable Object>(
            LoopFuture<T> future, Consumer<? super LoopFuture<T>> callback) implements Runnable {
        @Override
        public void run() {
            callback.accept(future);
        }
    }

    final void whenDone(Runnable callback) {
        loop.checkThread();
        if (isDone()) {
            loop.ready(callback);
        } else if (callbacks == null) {
            callbacks = callback;
        } else if (callbacks instanceof Runnable first) {
            var several = new ArrayList<Runnable>(4);
            several.add(first);
            several.add(callback);
            callbacks = several;
        } else {
            several(callbacks).add(callback);
        }
    }

    @Override
    final boolean isOver() {
        return isDone();
    }

    @Override
    final void abandon(Stack stack) {
        forget(stack);
    }

    final void succeed(T result) {
        complete(State.RESULT, result);
    }

    final void fail(Throwable failure) {
        if (!(failure instanceof Exception) && !(failure instanceof Error)) {
            throw new IllegalArgumentException("a failure must be an Exception or an Error, not " + failure);
        }
        checkPending();
        // A task that waits will have it thrown; anybody else may or may not look at it.
        complete(State.FAILED, callbacks instanceof Stack ? failure : loop.unretrieved.watch(this, failure));
    }

    /** Ends as another future has: with its result, or its failure. */
    @SuppressWarnings({"unchecked", "NullAway"}) // as in result()
    final void becomeAs(LoopFuture<? extends T> other) {
        Throwable failure = other.exception();
        if (failure == null) {
            succeed((T) ((LoopFuture<T>) other).value);
        } else {
            fail(failure);
        }
    }

    private Throwable failure() {
        if (value instanceof UnretrievedFailures.Entry entry) {
            value = entry.retrieve();
        }
        return (Throwable) Objects.requireNonNull(value);
    }

    final void becomeCancelled() {
        complete(State.CANCELLED, null);
    }

    private void complete(State outcome, @Nullable Object outcomeValue) {
        checkPending();
        state = outcome;
        value = outcomeValue;
        Object due = callbacks;
        callbacks = null;
        if (due instanceof Runnable one) {
            loop.ready(one);
        } else if (due != null) {
            several(due).forEach(loop::ready);
        }
    }

    private void checkPending() {
        loop.checkThread();
        if (isDone()) {
            throw new IllegalStateException("done already: " + this);
        }
    }

    @SuppressWarnings("unchecked") // the field's only other form
    private static List<Runnable> several(Object callbacks) {
        return (List<Runnable>) callbacks;
    }

    @Override
    public String toString() {
        return describe() + " " + state.name().toLowerCase(Locale.ROOT);
    }

    @Override
    String describe() {
        return "a future";
    }
}

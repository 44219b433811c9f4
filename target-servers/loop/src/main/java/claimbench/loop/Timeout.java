package claimbench.loop;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A limit on the time that a task spends in a piece of code. When it is reached the task is cancelled; the code cleans up,
 * and out here the cancellation, which was meant for that code alone, becomes a {@link TimeoutException}. Where somebody else
 * has asked for the task's end as well, that goes on.
 *
 * <pre>
 *   entered ── the deadline ──► expiring ── the code has cleaned up ──► expired
 *      └─────── the code has ended ─────────────────────────────────► left
 * </pre>
 *
 * <p>Scopes may be nested: the one whose deadline comes first throws. Made by {@link Asyncio#timeout(Duration, Scope.Body)}.
 * For the loop's thread alone.
 */
public final class Timeout {
    private enum State {
        ENTERED,
        EXPIRING,
        EXPIRED,
        LEFT
    }

    private final Task<?> task;
    private final int cancellingBefore;
    private State state = State.ENTERED;
    private OptionalLong whenNanos = OptionalLong.empty();
    private @Nullable Handle timer;
    private String message = "";

    private Timeout(Task<?> task) {
        this.task = task;
        this.cancellingBefore = task.cancelling();
    }

    /** A limit from now on; null for none. */
    static <T extends @Nullable Object> T within(@Nullable Duration limit, Scope.Body<? super Timeout, T> body)
            throws Exception {
        var timeout = new Timeout(EventLoop.runningTask());
        timeout.reschedule(limit);
        return timeout.run(body);
    }

    /** A limit at a moment of the loop's clock. */
    static <T extends @Nullable Object> T at(long whenNanos, Scope.Body<? super Timeout, T> body) throws Exception {
        var timeout = new Timeout(EventLoop.runningTask());
        timeout.rescheduleAt(whenNanos);
        return timeout.run(body);
    }

    /** A limit that is past already: what is not done is cancelled, a task before it has begun. */
    static <T extends @Nullable Object> T atOnce(Duration limit, LoopFuture<T> future) throws Exception {
        if (!future.isDone()) {
            future.cancel();
            WaitUntil.run(ReturnWhen.ALL_COMPLETED, Set.<LoopFuture<? extends T>>of(future), null);
            if (future.isCancelled()) {
                throw new TimeoutException("not done within " + limit);
            }
        }
        return future.result();
    }

    private <T extends @Nullable Object> T run(Scope.Body<? super Timeout, T> body) throws Exception {
        T result;
        try {
            result = body.run(this);
        } catch (CancelledError e) {
            if (leave()) {
                var timedOut = new TimeoutException(message);
                timedOut.initCause(e);
                throw timedOut;
            }
            throw e;
        } catch (Throwable e) {
            leave();
            throw e;
        }
        leave();
        return result;
    }

    /** Returns whether this scope, and nobody else, has cancelled the task. */
    private boolean leave() {
        stopTimer();
        if (state == State.EXPIRING) {
            state = State.EXPIRED;
            return task.uncancel() <= cancellingBefore;
        }
        state = State.LEFT;
        return false;
    }

    /**
     * Moves the deadline: that long from now; at the loop's next turn where it is not above zero.
     *
     * @param limit null for no deadline at all
     * @throws IllegalStateException where the deadline was reached already, or the code has ended
     */
    public void reschedule(@Nullable Duration limit) {
        if (limit == null) {
            checkEntered();
            stopTimer();
            whenNanos = OptionalLong.empty();
            return;
        }
        rescheduleAt(task.loop.timeNanos() + EventLoop.nanos(limit));
        message = "not done within " + limit;
    }

    /**
     * Moves the deadline to a moment of the loop's clock.
     *
     * @param newWhenNanos as {@link EventLoop#timeNanos} counts
     * @throws IllegalStateException where the deadline was reached already, or the code has ended
     */
    public void rescheduleAt(long newWhenNanos) {
        checkEntered();
        stopTimer();
        whenNanos = OptionalLong.of(newWhenNanos);
        message = "not done by the deadline";
        long leftNanos = newWhenNanos - task.loop.timeNanos();
        timer = leftNanos <= 0
                ? task.loop.callSoon(this::expire)
                : task.loop.callLater(Duration.ofNanos(leftNanos), this::expire);
    }

    /** The deadline in nanoseconds of {@link EventLoop#timeNanos}; empty where there is none. */
    public OptionalLong when() {
        return whenNanos;
    }

    /** Whether the deadline was reached while the code ran. */
    public boolean expired() {
        return state == State.EXPIRING || state == State.EXPIRED;
    }

    private void expire() {
        timer = null;
        state = State.EXPIRING;
        task.cancel();
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void checkEntered() {
        if (state != State.ENTERED) {
            throw new IllegalStateException(
                    expired()
                            ? "the deadline has been reached: it cannot be moved any more"
                            : "the code under this deadline has ended: it cannot be moved any more");
        }
    }
}

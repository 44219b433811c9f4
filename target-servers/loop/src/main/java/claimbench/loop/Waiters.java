package claimbench.loop;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that wait in a row, first come first served: the common part of locks, events and queues. A waiter is a future that
 * its task awaits. To be woken is one thing, to go on is another, a turn later; meanwhile the task may be cancelled, and its
 * owner must then give what the waiter had been woken for to the next in the row:
 *
 * <pre>
 *   waits ── wakeNext ──► woken ── its turn ──► goes on
 *     │                     └──── cancelled ──► await throws, and the waiter is not cancelled: its owner passes it on
 *     └───── cancelled ───────────────────────► await throws, and the waiter is cancelled
 * </pre>
 */
final class Waiters {
    /** Those that have not been woken, some of which may have been cancelled. */
    private final ArrayDeque<LoopFuture<Boolean>> row = new ArrayDeque<>(2);

    /** Those that were woken and have not gone on yet. */
    private int woken;

    private @Nullable EventLoop loop;

    /** Joins the row; to be awaited at once. */
    LoopFuture<Boolean> join() {
        Task<?> task = EventLoop.runningTask();
        if (loop == null) {
            loop = task.loop;
        } else if (loop != task.loop) {
            throw new IllegalStateException(
                    "tasks of another loop wait here already: locks, events and queues belong to one loop");
        }
        LoopFuture<Boolean> waiter = task.loop.createFuture();
        row.add(waiter);
        return waiter;
    }

    /**
     * Waits until woken.
     *
     * @throws CancelledError where the task was cancelled, before it was woken or after
     */
    void await(LoopFuture<Boolean> waiter) {
        try {
            EventLoop.runningTask().await(waiter);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError("a waiter does not fail", e);
        } finally {
            if (isWoken(waiter)) {
                woken--;
            } else {
                row.remove(waiter);
            }
        }
    }

    static boolean isWoken(LoopFuture<Boolean> waiter) {
        return waiter.isDone() && !waiter.isCancelled();
    }

    /** Wakes the first in the row; returns false where nobody waits. */
    boolean wakeNext() {
        while (!row.isEmpty()) {
            LoopFuture<Boolean> waiter = row.remove();
            if (!waiter.isDone()) {
                woken++;
                waiter.setResult(true);
                return true;
            }
        }
        return false;
    }

    void wakeAll() {
        while (wakeNext()) {
            // Each of them.
        }
    }

    /** Whether somebody was woken who has not gone on yet. */
    boolean isAnyWoken() {
        return woken > 0;
    }

    /** Whether somebody waits, or was woken and has not gone on yet: others have to stand behind. */
    boolean isAny() {
        return woken > 0 || row.stream().anyMatch(waiter -> !waiter.isCancelled());
    }
}

package claimbench.loop;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that live no longer than a piece of code, whose end waits for them all. So none is forgotten, and no failure is
 * lost:
 *
 * <pre>
 *   the body ends ─────────► wait for the tasks ──────────────────────► its result
 *   the body fails ────────► cancel the tasks, wait for them ─────────► ExceptionGroup
 *   a task fails ──────────► cancel the others and the body, wait ────► ExceptionGroup
 *   cancelled from outside ► cancel the tasks, wait for them ─────────► CancelledError
 * </pre>
 *
 * <p>A cancelled task is no failure, and disturbs nobody. Where tasks fail while the group is being cancelled from outside,
 * the failures are thrown, and the cancellation at the next await; so neither is lost.
 *
 * <p>Made by {@link Asyncio#taskGroup(Scope.Body)}. For the loop's thread alone.
 */
public final class TaskGroup {
    /** The task whose body the group is in. */
    private final Task<?> parent;

    /** Those that are not done, oldest first. */
    private final Set<Task<?>> children = new LinkedHashSet<>();

    private final List<Throwable> failures = new ArrayList<>();

    /** The body has ended. */
    private boolean ending;

    /** The tasks have been cancelled. */
    private boolean aborting;

    /** The group itself has cancelled the task that it is in, and must take that back. */
    private boolean parentCancelled;

    /** What the parent waits for while there are children; null when it does not. */
    private @Nullable LoopFuture<Boolean> noneLeft;

    private TaskGroup(Task<?> parent) {
        this.parent = parent;
    }

    static <T extends @Nullable Object> T run(Scope.Body<? super TaskGroup, T> body) throws Exception {
        var group = new TaskGroup(EventLoop.runningTask());
        T result;
        try {
            result = body.run(group);
        } catch (Throwable e) {
            throw Objects.requireNonNull(group.end(e));
        }
        Exception failure = group.end(null);
        if (failure != null) {
            throw failure;
        }
        return result;
    }

    /**
     * Makes a task of the group. It begins in the loop's next turn.
     *
     * @throws IllegalStateException where the group has ended, or is being cancelled
     */
    public <T extends @Nullable Object> Task<T> createTask(Coroutine<T> coroutine) {
        return createTask(coroutine, null);
    }

    /** As {@link #createTask(Coroutine)}, with a name. */
    public <T extends @Nullable Object> Task<T> createTask(Coroutine<T> coroutine, @Nullable String name) {
        if (ending && children.isEmpty()) {
            throw new IllegalStateException(
                    "this task group has ended: make the task in its body, or in one of its tasks");
        }
        if (aborting) {
            throw new IllegalStateException("this task group is shutting down: it takes no more tasks");
        }
        Task<T> task = parent.loop.createTask(coroutine, name);
        children.add(task);
        task.whenDone(() -> childDone(task));
        return task;
    }

    private void childDone(Task<?> child) {
        children.remove(child);
        if (noneLeft != null && children.isEmpty() && !noneLeft.isDone()) {
            noneLeft.setResult(true);
        }
        Throwable failure = child.isCancelled() ? null : child.exception();
        if (failure == null) {
            return;
        }
        failures.add(failure);
        if (!aborting && !parentCancelled) {
            abort();
            parentCancelled = true;
            parent.cancel(); // the body, or the wait for the others
        }
    }

    private void abort() {
        aborting = true;
        List.copyOf(children).forEach(Task::cancel);
    }

    /**
     * The body has ended.
     *
     * @param thrown what it threw, if anything
     * @return what the group throws: null only where the body threw nothing
     * @throws CancelledError where the group was cancelled from outside
     */
    private @Nullable Exception end(@Nullable Throwable thrown) throws Exception {
        ending = true;
        CancelledError cancelled = thrown instanceof CancelledError error ? error : null;
        if (thrown != null && !aborting) {
            abort();
        }
        CancelledError whileWaiting = waitForChildren();
        if (whileWaiting != null) {
            cancelled = whileWaiting;
        }
        if (parentCancelled && parent.uncancel() == 0) {
            cancelled = null; // it was the group's own doing
        }
        if (cancelled != null && failures.isEmpty()) {
            throw cancelled;
        }
        if (thrown != null && !(thrown instanceof CancelledError)) {
            failures.add(thrown);
        }
        if (failures.isEmpty()) {
            return null;
        }
        if (parent.cancelling() > 0) {
            // Somebody outside has cancelled it too. The failures go first: let its next await tell it again.
            parent.uncancel();
            parent.cancel();
        }
        return new ExceptionGroup("unhandled failures in a task group", failures);
    }

    /** Returns the cancellation that came from outside meanwhile, if one did. */
    private @Nullable CancelledError waitForChildren() throws Exception {
        CancelledError cancelled = null;
        // A loop, since each cancellation of the parent ends the wait.
        while (!children.isEmpty()) {
            noneLeft = parent.loop.createFuture();
            try {
                parent.await(noneLeft);
            } catch (CancelledError e) {
                if (!aborting) {
                    cancelled = e;
                    abort();
                }
            }
            noneLeft = null;
        }
        return cancelled;
    }
}

package claimbench.loop;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine that the loop runs on its own: it has a stack, takes turns with other tasks, and is the future of its result.
 *
 * <pre>
 *            createTask
 *                │
 *                ▼      its turn has come
 *   ┌──────►  ready  ─────────────────────►  running ──── returns ────► result
 *   │                                          │  │  └───── throws ────► failed
 *   │ what it waits for is there,              │  └─ CancelledError ───► cancelled
 *   │ or it is cancelled                       │
 *   └──────── waiting  ◄───────── awaits ──────┘
 * </pre>
 *
 * <p>One task at most is running; ready ones stand in the loop's queue; a waiting one is known to what it waits for, and to
 * the loop's list of tasks.
 *
 * <p>For the loop's thread alone; another thread goes through {@link EventLoop#callSoonThreadsafe}.
 *
 * @param <T> what its coroutine returns
 */
public final class Task<T extends @Nullable Object> extends LoopFuture<T> {
    private final Coroutine.Body<T> body;
    private final Stack stack = new Stack(this);
    private final long id;
    private @Nullable String name;

    /** Who made it; null without debug mode. */
    private final @Nullable List<StackTraceElement> madeAt;

    private boolean begun;

    /** What it waits for; null when it is ready or running. */
    private @Nullable Wait waitingFor;

    /** To be told of its cancellation when it runs next. */
    private boolean mustCancel;

    /** Its cancellation is being passed on to what it waits for. */
    private boolean passingOn;

    /** How often its cancellation was asked for and not taken back. */
    private int cancelling;

    /** Stacks nested in the task's own that were left as it began to wait, the innermost first; null before the first. */
    private @Nullable List<Stack> leftInside;

    /** Why a stack around the one that was left could not be left as well; thrown where the task waits. */
    private @Nullable IllegalStateException refusal;

    /** Neighbours in the loop's list of tasks that are not done. */
    @Nullable
    Task<?> previous;

    @Nullable
    Task<?> next;

    Task(
            EventLoop loop,
            Coroutine.Body<T> body,
            long id,
            @Nullable String name,
            @Nullable List<StackTraceElement> madeAt) {
        super(loop);
        this.body = body;
        this.id = id;
        this.name = name;
        this.madeAt = madeAt;
    }

    /** As {@link #getName}. */
    public String name() {
        return name == null ? "Task-" + id : name;
    }

    /** The name that it was given, or one with a number that no other task of the loop has. */
    public String getName() {
        return name();
    }

    public void setName(String newName) {
        name = Objects.requireNonNull(newName, "newName");
    }

    /**
     * Asks the task to end: a {@link CancelledError} is thrown in it where it waits, or at its next await. It may clean up,
     * awaiting as it likes. What it waits for is cancelled too. A task that has not begun never begins.
     *
     * @return false where it is done already
     */
    @Override
    public boolean cancel() {
        loop.checkThread();
        if (isDone()) {
            return false;
        }
        if (passingOn) {
            breakCircle();
            return true;
        }
        cancelling++;
        if (waitingFor == null || !passOn(waitingFor)) {
            mustCancel = true;
        }
        return true;
    }

    private boolean passOn(Wait wait) {
        passingOn = true;
        try {
            return wait.cancel();
        } finally {
            passingOn = false;
        }
    }

    /** What this task waits for waits, in the end, for this task: it alone gives up waiting, which frees the others. */
    private void breakCircle() {
        if (!mustCancel && waitingFor != null) {
            waitingFor.abandon(stack);
            wakeCancelled();
        }
    }

    /** How often its cancellation was asked for, less what {@link #uncancel} took back. */
    public int cancelling() {
        return cancelling;
    }

    /**
     * Takes back one cancellation, for a scope that asked for it and has dealt with it.
     *
     * @return how many are left
     */
    public int uncancel() {
        if (cancelling > 0) {
            cancelling--;
            if (cancelling == 0) {
                mustCancel = false;
            }
        }
        return cancelling;
    }

    /**
     * The calls that lead to where the task waits, innermost first: those of the program, without the loop's own.
     *
     * @return empty where it has not begun, or is done
     */
    public List<StackTraceElement> getStack() {
        loop.checkThread();
        if (loop.current == this) {
            return Traces.here();
        }
        List<StackTraceElement> calls = new ArrayList<>();
        if (leftInside != null) {
            leftInside.forEach(nested -> Collections.addAll(calls, nested.trace()));
        }
        Collections.addAll(calls, stack.trace());
        return Traces.ofProgram(calls.toArray(new StackTraceElement[0]));
    }

    /** Prints what the task does, and {@link #getStack where}. */
    public void printStack(PrintStream destination) {
        loop.checkThread();
        destination.print(TaskDump.of(this));
    }

    /** What it does now, in words that follow its name. */
    String doing() {
        if (isDone()) {
            return "is done";
        }
        if (loop.current == this) {
            return "runs";
        }
        Wait wait = waitingFor;
        String told = cancelling == 0 ? "" : " (told to end)";
        if (wait == null || wait.isOver()) {
            return (begun ? "is ready" : "has not begun") + told;
        }
        return "waits for " + wait.detail() + told;
    }

    /** Where it was made; empty without debug mode. */
    List<StackTraceElement> madeAt() {
        return madeAt == null ? List.of() : madeAt;
    }

    /** Refused: a task's result is what its coroutine returns. */
    @Override
    public void setResult(T result) {
        throw new UnsupportedOperationException("a task's result is what its coroutine returns");
    }

    /** Refused: a task's failure is what its coroutine throws. */
    @Override
    public void setException(Throwable failure) {
        throw new UnsupportedOperationException("a task's failure is what its coroutine throws");
    }

    /** Puts the task into the queue of what is ready. It must be waiting, or new. */
    void wake() {
        loop.ready(stack);
    }

    /** As {@link #wake}, and it finds itself cancelled. */
    void wakeCancelled() {
        mustCancel = true;
        loop.ready(stack);
    }

    /** Gives the other tasks a turn. For the running task. */
    void yieldTurn() {
        wake();
        suspend(null);
    }

    /** Sleeps. For the running task. */
    void sleep(long nanos) {
        if (nanos <= 0) {
            yieldTurn();
        } else {
            suspend(loop.addTimer(nanos, this));
        }
    }

    /** The result of a future, waiting for it where needed. For the running task. */
    <R extends @Nullable Object> R await(LoopFuture<R> future) throws Exception {
        if (future.loop != loop) {
            throw new IllegalStateException(
                    future + " belongs to another loop, and cannot be awaited on this one: have its"
                            + " done callback complete a future of this loop through this loop's callSoonThreadsafe");
        }
        if (future == this) {
            throw new IllegalStateException(
                    "a task cannot await itself, it would wait for ever: " + this + "; await another task, or return");
        }
        if (!future.isDone()) {
            future.whenDone(stack);
            suspend(future);
        }
        return future.result();
    }

    /**
     * Leaves the stack until something wakes the task.
     *
     * @param wait which has been told of this task already; null where the task has been made ready
     * @throws CancelledError where the task was cancelled meanwhile
     */
    void suspend(@Nullable Wait wait) {
        waitingFor = wait;
        boolean told = mustCancel;
        if (told && wait != null) {
            mustCancel = false;
            if (!wait.cancel()) {
                mustCancel = true;
            }
        }
        loop.current = null;
        boolean left = false;
        try {
            if (loop.diagnostics != null) {
                HeldMonitors.refuse();
            }
            Stack.leave();
            throwRefusal();
            left = true;
        } finally {
            loop.current = this;
            waitingFor = null;
            if (!left) {
                stay(wait);
                mustCancel = told; // it has heard of the refusal, and not of its cancellation
            }
        }
        if (mustCancel) {
            mustCancel = false;
            throw new CancelledError("cancelled: " + name());
        }
    }

    /**
     * For who runs a nested stack, when its code waits and has left it: leaves the stack around it as well. Each level does
     * so in its turn, down to the task's own; since a stack has to be left before the one around it can be.
     *
     * @param nested the stack that has been left
     */
    void suspendToo(Stack nested) {
        List<Stack> inside = leftInside;
        if (inside == null) {
            inside = new ArrayList<>(1);
            leftInside = inside;
        }
        inside.add(nested);
        try {
            Stack.leave();
        } catch (IllegalStateException e) {
            refusal = e; // the code that waits is the one to be told
        } finally {
            inside.removeLast();
        }
    }

    private void throwRefusal() {
        IllegalStateException refused = refusal;
        if (refused != null) {
            refusal = null;
            throw refused;
        }
    }

    /** The stack could not be left: nothing may wake it. */
    private void stay(@Nullable Wait wait) {
        if (wait != null) {
            wait.abandon(stack);
        }
        loop.notReady(stack);
    }

    /** Runs on its own stack, in the task's first turn. */
    void main() {
        loop.current = this;
        begun = true;
        try {
            if (mustCancel) {
                finish();
                becomeCancelled();
                return;
            }
            T result = body.run();
            finish();
            if (mustCancel) {
                becomeCancelled();
            } else {
                succeed(result);
            }
        } catch (CancelledError e) {
            finish();
            becomeCancelled();
        } catch (Throwable e) {
            finish();
            fail(e);
        } finally {
            loop.current = null;
        }
    }

    private void finish() {
        loop.tasks.remove(this);
    }

    @Override
    String describe() {
        return "task " + name();
    }
}

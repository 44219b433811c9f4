package claimbench.loop;

import java.util.Objects;
import jdk.internal.vm.Continuation;
import jdk.internal.vm.ContinuationScope;
import org.jspecify.annotations.Nullable;

/**
 * A stack that can be left in the middle and entered again where it was left: what makes a coroutine possible. The only
 * class that touches the JDK's continuation, which virtual threads are made of too; here no scheduler comes with it, the
 * loop is the scheduler.
 *
 * <p>While it runs, its frames lie on the thread's own stack. To leave it, the JVM moves them to the heap (just those in
 * use: a few hundred bytes most often) and returns from {@link #run()}; to enter it again, the JVM puts them back. Neither asks
 * the operating system, so a switch costs some tens of nanoseconds.
 */
final class Stack extends Continuation implements Runnable {
    private static final ContinuationScope SCOPE = new ContinuationScope("claimbench.loop");

    /** The same for every task: which one it is stands in the stack that runs. */
    private static final Runnable TASK = Stack::runTask;

    private final @Nullable Task<?> task;

    /** A stack that will run the body when first run. */
    Stack(Runnable body) {
        super(SCOPE, body);
        this.task = null;
    }

    /** As {@link #Stack(Runnable)}, a task's own. */
    Stack(Task<?> task) {
        super(SCOPE, TASK);
        this.task = task;
    }

    private static void runTask() {
        var running = (Stack) getCurrentContinuation(SCOPE);
        Objects.requireNonNull(running.task).main();
    }

    /** The task whose own stack this is, if any. */
    @Nullable
    Task<?> task() {
        return task;
    }

    /** The calls on it, innermost first. It must not be running; empty before it has begun, and after its end. */
    StackTraceElement[] trace() {
        return getStackTrace();
    }

    /**
     * Leaves the stack that runs, the innermost one where one runs another: its {@link #run()} returns, and this call returns
     * when it is run again.
     *
     * @throws IllegalStateException where the stack can't be left: a native frame is on it
     */
    static void leave() {
        Continuation.yield(SCOPE);
    }

    /** Whether the thread is on this stack, and on none that is nested in it. */
    boolean isCurrent() {
        return getCurrentContinuation(SCOPE) == this;
    }

    @Override
    protected void onPinned(Pinned reason) {
        throw new IllegalStateException(
                switch (reason) {
                    case NATIVE ->
                        "cannot await here: a native method or a class initialiser is among the callers, and its frame"
                                + " cannot be moved off the thread's stack; await outside of it";
                    case MONITOR -> "cannot await here: a monitor is held; leave the synchronized block first";
                    case CRITICAL_SECTION -> "cannot await here: the JDK has pinned the stack for a critical section";
                    case EXCEPTION -> "cannot await here: no memory to move the stack to";
                });
    }
}

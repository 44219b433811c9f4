package claimbench.loop;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that went wrong in a loop, and that can be thrown to nobody: what asyncio calls the context of its exception
 * handler. Immutable.
 *
 * @param message one sentence, with what to do about it where that is known
 * @param exception what was thrown, if anything
 * @param stack where it is, or where it was made, innermost call first; empty where that is not known
 */
public record Report(Kind kind, String message, @Nullable Throwable exception, List<StackTraceElement> stack) {

    /** What a report is about. */
    public enum Kind {
        /** A callback has thrown. */
        CALLBACK_FAILED,
        /** A task or a future has failed, and nobody has looked at it. Debug mode says where the task was made. */
        FAILURE_NEVER_SEEN,
        /** A task has failed when it was cancelled at the end of the run. */
        FAILURE_AT_SHUTDOWN,
        /** The loop was closed while a task was pending. */
        TASK_DESTROYED,
        /** The calls on the loop's own pool did not end in time. */
        EXECUTOR_NOT_ENDING,
        /** Debug mode: a coroutine was made, and neither awaited nor made a task of. */
        COROUTINE_NEVER_AWAITED,
        /** Debug mode: a callback, or a task between two awaits, keeps the loop for long, or has done so. */
        SLOW_CALLBACK,
        /** Debug mode: as {@link #SLOW_CALLBACK}, and it does not compute, but waits in a call that blocks. */
        BLOCKING_CALL,
        /** Debug mode: tasks that were cancelled at the end of the run, and go on. */
        TASKS_NOT_ENDING,
        /** For programs that report something of their own. */
        OTHER
    }

    public Report {
        stack = List.copyOf(stack);
    }

    /** A report of no particular place. */
    public Report(Kind kind, String message, @Nullable Throwable exception) {
        this(kind, message, exception, List.of());
    }

    /** The message, and a line for each call of the stack. */
    public String text() {
        return stack.isEmpty() ? message : message + ":" + Traces.lines(stack);
    }
}

package claimbench.loop;

import java.util.Arrays;
import java.util.List;

/** Tasks in words: what each waits for, and where. For the loop's thread, but for {@link #ofStuck}. */
final class TaskDump {
    private TaskDump() {}

    /** A heading, and all tasks of a loop, oldest first. */
    static String of(EventLoop loop) {
        List<Task<?>> tasks = loop.tasks.toList();
        return "the loop of thread " + loop.threadName() + ": " + tasks.size()
                + (tasks.size() == 1 ? " task" : " tasks") + "\n" + of(tasks);
    }

    /** A line for each task, and below it one for each call of its stack. */
    static String of(List<? extends Task<?>> tasks) {
        var text = new StringBuilder();
        for (Task<?> task : tasks) {
            text.append(of(task));
        }
        return text.toString();
    }

    static String of(Task<?> task) {
        return task.describe() + " " + task.doing() + Traces.lines(task.getStack())
                + (task.madeAt().isEmpty() ? "" : "\n  made" + Traces.lines(task.madeAt())) + "\n";
    }

    /** Of a loop that does not answer: where its thread is. From any thread. */
    static String ofStuck(Thread thread, String reason) {
        return "the loop of thread " + thread.getName() + " " + reason + "; its thread is"
                + Traces.lines(Arrays.asList(thread.getStackTrace())) + "\n";
    }
}

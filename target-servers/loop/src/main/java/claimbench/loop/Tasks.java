package claimbench.loop;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tasks of a loop that are not done, oldest first: a list threaded through the tasks themselves. */
final class Tasks {
    private @Nullable Task<?> first;
    private @Nullable Task<?> last;
    private int size;

    int size() {
        return size;
    }

    void add(Task<?> task) {
        task.previous = last;
        if (last == null) {
            first = task;
        } else {
            last.next = task;
        }
        last = task;
        size++;
    }

    void remove(Task<?> task) {
        if (task.previous == null) {
            first = task.next;
        } else {
            task.previous.next = task.next;
        }
        if (task.next == null) {
            last = task.previous;
        } else {
            task.next.previous = task.previous;
        }
        task.previous = null;
        task.next = null;
        size--;
    }

    List<Task<?>> toList() {
        List<Task<?>> list = new ArrayList<>(size);
        for (Task<?> task = first; task != null; task = task.next) {
            list.add(task);
        }
        return list;
    }
}

package claimbench.eventloop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.taskGroup;

import claimbench.loop.Coroutine;
import claimbench.loop.ExceptionGroup;
import claimbench.loop.Scope;
import claimbench.loop.Task;
import claimbench.loop.TaskGroup;
import java.util.ArrayList;
import java.util.List;

/** A task group whose failure is its first one, beside {@link OneByOne}: when a task fails, the others are cancelled. */
final class Together {
    private Together() {}

    /** The results, in the order of the coroutines. */
    static <T> Coroutine<List<T>> of(List<Coroutine<T>> coroutines) {
        return in(group -> {
            List<Task<T>> tasks = coroutines.stream().map(group::createTask).toList();
            List<T> results = new ArrayList<>(tasks.size());
            for (Task<T> task : tasks) {
                results.add(await(task));
            }
            return results;
        });
    }

    /** What the body returns, which makes tasks of the group. */
    static <T> Coroutine<T> in(Scope.Body<TaskGroup, T> body) {
        return async(() -> {
            try {
                return await(taskGroup(body));
            } catch (ExceptionGroup group) {
                throw group.exceptions().getFirst() instanceof Exception first ? first : group;
            }
        });
    }
}

package claimbench.loop;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The generators of a loop that have begun and not ended, so that it can close them when it ends. */
final class Generators {
    private final Set<Producer<?>> open = new LinkedHashSet<>();

    boolean isEmpty() {
        return open.isEmpty();
    }

    void add(Producer<?> producer) {
        open.add(producer);
    }

    void remove(Producer<?> producer) {
        open.remove(producer);
    }

    /** Closes all of them at once. What a clean-up throws is logged. */
    Coroutine<Void> closeAll() {
        return Asyncio.async(() -> {
            EventLoop loop = EventLoop.running();
            List<Task<Void>> closing = open.stream()
                    .map(producer -> loop.createTask(Asyncio.async(producer::close), "close generator"))
                    .toList();
            open.clear();
            Asyncio.await(Gather.waitingFor(loop, closing));
        });
    }
}

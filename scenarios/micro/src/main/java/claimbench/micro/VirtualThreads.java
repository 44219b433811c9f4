package claimbench.micro;

import claimbench.contract.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Virtual threads, one for each part. A wait costs no thread of the operating system. On CPU work they take no turns: a
 * virtual thread keeps its core to the end, so what is concurrent is as parallel as the cores allow, and both are the same here.
 */
final class VirtualThreads implements Model {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @Override
    public List<Integer> fanout(int calls, Duration each, Mode mode) throws Exception {
        // As in the target, the work begins on a virtual thread.
        return threads.submit(() -> fanoutHere(calls, each, mode)).get();
    }

    private List<Integer> fanoutHere(int calls, Duration each, Mode mode) throws Exception {
        if (mode == Mode.SERIAL) {
            var results = new ArrayList<Integer>(calls);
            for (int call = 0; call < calls; call++) {
                results.add(PlatformThreads.call(call, each));
            }
            return results;
        }
        var tasks = new ArrayList<Callable<Integer>>(calls);
        for (int call = 0; call < calls; call++) {
            int number = call;
            tasks.add(() -> PlatformThreads.call(number, each));
        }
        return PlatformThreads.all(threads, tasks);
    }

    @Override
    public long cpu(int tasks, int units, Mode mode) throws Exception {
        List<Callable<Long>> work = PlatformThreads.work(tasks, units);
        return threads.submit(() -> switch (mode) {
                    case SERIAL -> {
                        var states = new ArrayList<Long>(tasks);
                        for (Callable<Long> task : work) {
                            states.add(task.call());
                        }
                        yield PlatformThreads.sum(states);
                    }
                    case CONCURRENT, PARALLEL -> PlatformThreads.sum(PlatformThreads.all(threads, work));
                })
                .get();
    }

    @Override
    public void close() {
        threads.close();
    }
}

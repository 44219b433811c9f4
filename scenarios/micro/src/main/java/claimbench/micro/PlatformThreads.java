package claimbench.micro;

import claimbench.contract.CpuWork;
import claimbench.contract.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads of the operating system, from a pool: its scheduler lets them take turns, and uses all cores. */
final class PlatformThreads implements Model {
    /** As the target's. */
    private static final int POOL_THREADS = 200;

    private final ExecutorService pool = Executors.newFixedThreadPool(POOL_THREADS);
    private final ExecutorService cores =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());

    @Override
    public List<Integer> fanout(int calls, Duration each, Mode mode) throws Exception {
        if (mode == Mode.SERIAL) {
            var results = new ArrayList<Integer>(calls);
            for (int call = 0; call < calls; call++) {
                results.add(call(call, each));
            }
            return results;
        }
        var tasks = new ArrayList<Callable<Integer>>(calls);
        for (int call = 0; call < calls; call++) {
            int number = call;
            tasks.add(() -> call(number, each));
        }
        return all(pool, tasks);
    }

    @Override
    public long cpu(int tasks, int units, Mode mode) throws Exception {
        return switch (mode) {
            case SERIAL -> CpuWork.checksum(tasks, units);
            case CONCURRENT -> sum(all(pool, work(tasks, units)));
            case PARALLEL -> sum(all(cores, work(tasks, units)));
        };
    }

    /** A call: the thread waits, whatever kind of thread it is. */
    @SuppressWarnings("ThreadPriorityCheck") // giving way is what is measured; nothing depends on who comes next
    static int call(int number, Duration wait) throws InterruptedException {
        if (wait.isZero()) {
            Thread.yield();
        } else {
            Thread.sleep(wait);
        }
        return number;
    }

    /** One callable for each task. */
    static List<Callable<Long>> work(int tasks, int units) {
        var work = new ArrayList<Callable<Long>>(tasks);
        for (int task = 0; task < tasks; task++) {
            int number = task;
            work.add(() -> CpuWork.task(number, units));
        }
        return work;
    }

    /** Runs all at once; gives the results in the order of the tasks. */
    static <T> List<T> all(ExecutorService executor, List<Callable<T>> tasks) throws Exception {
        var results = new ArrayList<T>(tasks.size());
        for (Future<T> future : executor.invokeAll(tasks)) {
            results.add(future.get());
        }
        return results;
    }

    static long sum(List<Long> states) {
        return states.stream().reduce(0L, CpuWork::combine);
    }

    @Override
    public void close() {
        pool.close();
        cores.close();
    }
}

package claimbench.virtualthreads;

import claimbench.contract.CpuRequest;
import claimbench.contract.CpuWork;
import claimbench.runtime.ThreadTasks;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * {@code /cpu}: the same work in three ways. Concurrent tasks are virtual threads that offer their turn after each unit
 * of work, as nothing takes it from them; the scheduler may run them on as many carriers as there are cores.
 *
 * <p>No more requests work at once than there are cores. Virtual threads that compute keep the carriers, and what finds out
 * who else has sent a request is a virtual thread too, which takes 64 of them at a turn: the others would wait where nobody sees and
 * refuses them, for seconds. Those who wait for a core here are counted. And whoever gets one gives way once more, since a carrier
 * looks at what comes from outside only when it has nothing of its own to run, such as the next that a core was given to.
 */
final class CpuRoute {
    private final ExecutorService coreThreads;
    private final Semaphore cores = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

    CpuRoute(ExecutorService coreThreads) {
        this.coreThreads = coreThreads;
    }

    @SuppressWarnings("ThreadPriorityCheck") // nothing else makes a virtual thread that computes give way
    CpuRequest.Answer answer(CpuRequest request) throws Exception {
        cores.acquire();
        try {
            Thread.yield();
            return work(request);
        } finally {
            cores.release();
        }
    }

    private CpuRequest.Answer work(CpuRequest request) throws Exception {
        int units = request.units();
        long startNanos = System.nanoTime();
        List<Long> states = switch (request.mode()) {
            case SERIAL -> ThreadTasks.serial(each(request, task -> CpuWork.task(task, units)));
            case CONCURRENT -> {
                try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                    yield ThreadTasks.on(threads, each(request, task -> inTurns(task, units)));
                }
            }
            case PARALLEL -> ThreadTasks.on(coreThreads, each(request, task -> CpuWork.task(task, units)));
        };
        long checksum = states.stream().reduce(0L, CpuWork::combine);
        return new CpuRequest.Answer(CpuWork.text(checksum), System.nanoTime() - startNanos);
    }

    private static List<Callable<Long>> each(CpuRequest request, IntFunction<Long> work) {
        return IntStream.range(0, request.tasks())
                .<Callable<Long>>mapToObj(task -> () -> work.apply(task))
                .toList();
    }

    @SuppressWarnings("ThreadPriorityCheck") // a turn offered to the scheduler is what this mode is about
    private static long inTurns(int task, int units) {
        long state = CpuWork.start(task);
        for (int unit = 0; unit < units; unit++) {
            state = CpuWork.unit(state);
            Thread.yield();
        }
        return state;
    }
}

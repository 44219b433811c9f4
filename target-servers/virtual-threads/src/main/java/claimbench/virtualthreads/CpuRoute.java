package claimbench.virtualthreads;

import claimbench.contract.CpuRequest;
import claimbench.contract.CpuWork;
import claimbench.runtime.ThreadTasks;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * {@code /cpu}: the same work in three ways. Concurrent tasks are virtual threads that offer their turn after each unit
 * of work, as nothing takes it from them; the scheduler may run them on as many carriers as there are cores.
 */
final class CpuRoute {
    private final ExecutorService coreThreads;

    CpuRoute(ExecutorService coreThreads) {
        this.coreThreads = coreThreads;
    }

    @SuppressWarnings("ThreadPriorityCheck") // nothing else makes a virtual thread that computes give way
    CpuRequest.Answer answer(CpuRequest request) throws Exception {
        // The others' turn first: who has asked meanwhile is read, and refused where there are too many of them.
        Thread.yield();
        int units = request.units();
        long startNanos = System.nanoTime();
        List<Long> states = switch (request.mode()) {
            case SERIAL -> ThreadTasks.serial(work(request, task -> CpuWork.task(task, units)));
            case CONCURRENT -> {
                try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                    yield ThreadTasks.on(threads, work(request, task -> inTurns(task, units)));
                }
            }
            case PARALLEL -> ThreadTasks.on(coreThreads, work(request, task -> CpuWork.task(task, units)));
        };
        long checksum = states.stream().reduce(0L, CpuWork::combine);
        return new CpuRequest.Answer(CpuWork.text(checksum), System.nanoTime() - startNanos);
    }

    private static List<Callable<Long>> work(CpuRequest request, IntFunction<Long> work) {
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

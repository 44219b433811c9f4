package claimbench.platformthreads;

import claimbench.contract.CpuRequest;
import claimbench.contract.CpuWork;
import claimbench.runtime.ThreadTasks;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.stream.IntStream;

/**
 * {@code /cpu}: the same work in three ways. Concurrent tasks are threads; the operating system takes their turns from
 * them, so that nothing in the work has to give way.
 */
final class CpuRoute {
    private final TaskThreads taskThreads;
    private final ExecutorService coreThreads;

    CpuRoute(TaskThreads taskThreads, ExecutorService coreThreads) {
        this.taskThreads = taskThreads;
        this.coreThreads = coreThreads;
    }

    CpuRequest.Answer answer(CpuRequest request) throws Exception {
        List<Callable<Long>> work = IntStream.range(0, request.tasks())
                .<Callable<Long>>mapToObj(task -> () -> CpuWork.task(task, request.units()))
                .toList();
        long startNanos = System.nanoTime();
        List<Long> states = switch (request.mode()) {
            case SERIAL -> ThreadTasks.serial(work);
            case CONCURRENT -> taskThreads.concurrent(work);
            case PARALLEL -> ThreadTasks.on(coreThreads, work);
        };
        long checksum = states.stream().reduce(0L, CpuWork::combine);
        return new CpuRequest.Answer(CpuWork.text(checksum), System.nanoTime() - startNanos);
    }
}

package claimbench.platformthreads;

import claimbench.contract.CpuWork;
import claimbench.contract.MixedRequest;
import claimbench.runtime.CpuPace;
import claimbench.runtime.ThreadTasks;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/** {@code /mixed}: tasks that sleep and compute in turns. Concurrent tasks are threads, to which the operating system gives turns. */
final class MixedRoute {
    private final TaskThreads taskThreads;

    MixedRoute(TaskThreads taskThreads) {
        this.taskThreads = taskThreads;
    }

    MixedRequest.Answer answer(MixedRequest request) throws Exception {
        double unitsPerMs = CpuPace.unitsPerMs();
        List<Callable<Long>> work = IntStream.range(0, request.tasks())
                .<Callable<Long>>mapToObj(task -> () -> task(task, request, unitsPerMs))
                .toList();
        long startNanos = System.nanoTime();
        List<Long> states = switch (request.mode()) {
            case SERIAL -> ThreadTasks.serial(work);
            case CONCURRENT -> taskThreads.concurrent(work);
            case PARALLEL -> throw new IllegalArgumentException("mixed work has no parallel mode");
        };
        long checksum = states.stream().reduce(0L, CpuWork::combine);
        return new MixedRequest.Answer(
                CpuWork.text(checksum), request.taskUnits(unitsPerMs), System.nanoTime() - startNanos);
    }

    private static long task(int task, MixedRequest request, double unitsPerMs) throws InterruptedException {
        long state = CpuWork.start(task);
        for (int slice = 0; slice < MixedRequest.SLICES; slice++) {
            Thread.sleep(request.slicePause());
            int units = request.sliceUnits(slice, unitsPerMs);
            for (int unit = 0; unit < units; unit++) {
                state = CpuWork.unit(state);
            }
        }
        return state;
    }
}

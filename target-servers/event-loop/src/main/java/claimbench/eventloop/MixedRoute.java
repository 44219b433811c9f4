package claimbench.eventloop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.gather;
import static claimbench.loop.Asyncio.sleep;

import claimbench.contract.CpuWork;
import claimbench.contract.MixedRequest;
import claimbench.loop.Coroutine;
import claimbench.runtime.CpuPace;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * {@code /mixed}: tasks that wait and compute in turns. Concurrent tasks wait at the same time, and offer their turn after
 * each unit of work; but there is one thread to compute on.
 */
final class MixedRoute {
    private MixedRoute() {}

    static MixedRequest.Answer answer(MixedRequest request) throws Exception {
        double unitsPerMs = CpuPace.unitsPerMs();
        long startNanos = System.nanoTime();
        List<Long> states = switch (request.mode()) {
            case SERIAL -> await(OneByOne.of(each(request, task -> task(task, request, unitsPerMs, false))));
            case CONCURRENT -> await(gather(each(request, task -> task(task, request, unitsPerMs, true))));
            case PARALLEL -> throw new IllegalArgumentException("mixed work has no parallel mode");
        };
        long checksum = states.stream().reduce(0L, CpuWork::combine);
        return new MixedRequest.Answer(
                CpuWork.text(checksum), request.taskUnits(unitsPerMs), System.nanoTime() - startNanos);
    }

    private static <A> List<A> each(MixedRequest request, IntFunction<A> work) {
        return IntStream.range(0, request.tasks()).mapToObj(work).toList();
    }

    private static Coroutine<Long> task(int task, MixedRequest request, double unitsPerMs, boolean inTurns) {
        return async(() -> {
            long state = CpuWork.start(task);
            for (int slice = 0; slice < MixedRequest.SLICES; slice++) {
                await(sleep(request.slicePause()));
                for (int unit = request.sliceUnits(slice, unitsPerMs); unit > 0; unit--) {
                    state = CpuWork.unit(state);
                    if (inTurns) {
                        await(sleep(Duration.ZERO));
                    }
                }
            }
            return state;
        });
    }
}

package claimbench.eventloop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.gather;
import static claimbench.loop.Asyncio.getRunningLoop;
import static claimbench.loop.Asyncio.sleep;

import claimbench.contract.CpuRequest;
import claimbench.contract.CpuWork;
import claimbench.loop.Awaitable;
import claimbench.loop.Coroutine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * {@code /cpu}: the same work in three ways. Serial work keeps the loop to itself until it is done. Concurrent tasks offer
 * their turn after each unit, so others get through, but there is one thread for all of them. Only the pool has more.
 */
final class CpuRoute {
    private final Executor pool;

    CpuRoute(Executor pool) {
        this.pool = pool;
    }

    CpuRequest.Answer answer(CpuRequest request) throws Exception {
        // The others' turn first: who has asked meanwhile is read, and refused where there are too many of them.
        await(sleep(Duration.ZERO));
        int units = request.units();
        long startNanos = System.nanoTime();
        List<Long> states = switch (request.mode()) {
            case SERIAL -> await(OneByOne.of(each(request, task -> straight(task, units))));
            case CONCURRENT -> await(gather(each(request, task -> inTurns(task, units))));
            case PARALLEL -> await(gather(each(request, task -> offLoaded(task, units))));
        };
        long checksum = states.stream().reduce(0L, CpuWork::combine);
        return new CpuRequest.Answer(CpuWork.text(checksum), System.nanoTime() - startNanos);
    }

    private static <A> List<A> each(CpuRequest request, IntFunction<A> work) {
        return IntStream.range(0, request.tasks()).mapToObj(work).toList();
    }

    private static Coroutine<Long> straight(int task, int units) {
        return async(() -> CpuWork.task(task, units));
    }

    private static Coroutine<Long> inTurns(int task, int units) {
        return async(() -> {
            long state = CpuWork.start(task);
            for (int unit = 0; unit < units; unit++) {
                state = CpuWork.unit(state);
                await(sleep(Duration.ZERO));
            }
            return state;
        });
    }

    private Awaitable<Long> offLoaded(int task, int units) {
        return getRunningLoop().runInExecutor(pool, () -> CpuWork.task(task, units));
    }
}

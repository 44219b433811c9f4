package claimbench.micro;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.gather;
import static claimbench.loop.Asyncio.sleep;

import claimbench.contract.CpuWork;
import claimbench.contract.Mode;
import claimbench.loop.Awaitable;
import claimbench.loop.Coroutine;
import claimbench.loop.EventLoop;
import claimbench.loop.LoopClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Coroutines on one event loop: they take turns at awaits, on one thread; work on all cores is off-loaded to a pool. */
final class Loop implements Model {
    private final EventLoop loop = new EventLoop(LoopClock.SYSTEM);
    private final ExecutorService cores =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());

    @Override
    public List<Integer> fanout(int calls, Duration each, Mode mode) throws Exception {
        return loop.run(async(() -> {
            if (mode == Mode.SERIAL) {
                var results = new ArrayList<Integer>(calls);
                for (int call = 0; call < calls; call++) {
                    results.add(await(call(call, each)));
                }
                return results;
            }
            var coroutines = new ArrayList<Coroutine<Integer>>(calls);
            for (int call = 0; call < calls; call++) {
                coroutines.add(call(call, each));
            }
            return await(gather(coroutines));
        }));
    }

    private static Coroutine<Integer> call(int number, Duration wait) {
        return async(() -> {
            await(sleep(wait));
            return number;
        });
    }

    @Override
    public long cpu(int tasks, int units, Mode mode) throws Exception {
        if (mode == Mode.SERIAL) {
            return loop.run(async(() -> CpuWork.checksum(tasks, units)));
        }
        return loop.run(async(() -> {
            var parts = new ArrayList<Awaitable<Long>>(tasks);
            for (int task = 0; task < tasks; task++) {
                int number = task;
                parts.add(
                        mode == Mode.CONCURRENT
                                ? taskInTurns(number, units)
                                : loop.runInExecutor(cores, () -> CpuWork.task(number, units)));
            }
            return PlatformThreads.sum(await(gather(parts)));
        }));
    }

    /** A task that lets the others have a turn after each unit. */
    private static Coroutine<Long> taskInTurns(int task, int units) {
        return async(() -> {
            long state = CpuWork.start(task);
            for (int unit = 0; unit < units; unit++) {
                state = CpuWork.unit(state);
                await(sleep(Duration.ZERO));
            }
            return state;
        });
    }

    @Override
    public void close() {
        loop.close();
        cores.close();
    }
}

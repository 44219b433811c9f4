package claimbench.micro.compare;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;

import claimbench.loop.EventLoop;
import claimbench.loop.Handle;
import claimbench.loop.LoopClock;
import claimbench.loop.LoopFuture;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** The event loop's: callbacks, in the loop's own heap. */
public class LoopTimers extends PendingTimers {
    private final EventLoop loop = new EventLoop(LoopClock.SYSTEM);
    private long fired;

    @Setup
    public void start() {
        for (int timer = 0; timer < pending; timer++) {
            loop.callLater(far(timer), LoopTimers::neverDue);
        }
    }

    private static void neverDue() {
        throw new IllegalStateException("a benchmark took longer than the timers that were to be pending all the time");
    }

    @Override
    protected long fire(int timers) throws Exception {
        return loop.run(async(() -> {
            fired = 0;
            LoopFuture<Long> all = loop.createFuture();
            for (int timer = 0; timer < timers; timer++) {
                loop.callLater(SOON, () -> {
                    fired++;
                    if (fired == timers) {
                        all.setResult(fired);
                    }
                });
            }
            return await(all);
        }));
    }

    @Override
    protected long cancel(int timers) throws Exception {
        return loop.run(async(() -> {
            List<Handle> handles = new ArrayList<>(timers);
            for (int timer = 0; timer < timers; timer++) {
                handles.add(loop.callLater(far(timer), LoopTimers::neverDue));
            }
            long cancelled = 0;
            for (Handle handle : handles) {
                cancelled += handle.cancel() ? 1 : 0;
            }
            return cancelled;
        }));
    }

    @TearDown
    public void end() {
        loop.close();
    }
}

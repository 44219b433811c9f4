package claimbench.loop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One wait for several futures, none of which it cancels or fails with. It ends once: at the first reason for it. */
final class WaitUntil {
    private final ReturnWhen condition;
    private final LoopFuture<Boolean> enough;
    private int pending;

    private WaitUntil(EventLoop loop, ReturnWhen condition, int pending) {
        this.condition = condition;
        this.enough = loop.createFuture();
        this.pending = pending;
    }

    static <T extends @Nullable Object> Waited<T> run(
            ReturnWhen condition, Set<LoopFuture<? extends T>> futures, @Nullable Duration timeout) throws Exception {
        Task<?> task = EventLoop.runningTask();
        if (futures.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to wait for: give one task or future at least");
        }
        new WaitUntil(task.loop, condition, futures.size()).await(task, futures, timeout);
        return Waited.of(futures);
    }

    private <T extends @Nullable Object> void await(
            Task<?> task, Set<LoopFuture<? extends T>> futures, @Nullable Duration timeout) throws Exception {
        Handle timer = timeout == null ? null : task.loop.callLater(timeout, this::end);
        var callbacks = new ArrayList<Runnable>(futures.size());
        for (LoopFuture<? extends T> future : futures) {
            Runnable callback = () -> oneIsDone(future);
            callbacks.add(callback);
            future.whenDone(callback);
        }
        try {
            task.await(enough);
        } finally {
            if (timer != null) {
                timer.cancel();
            }
            var next = callbacks.iterator();
            futures.forEach(future -> future.forget(next.next()));
        }
    }

    private void oneIsDone(LoopFuture<?> future) {
        pending--;
        if (pending == 0
                || condition == ReturnWhen.FIRST_COMPLETED
                || (condition == ReturnWhen.FIRST_EXCEPTION && !future.isCancelled() && future.exception() != null)) {
            end();
        }
    }

    private void end() {
        if (!enough.isDone()) {
            enough.setResult(true);
        }
    }
}

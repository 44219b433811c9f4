package claimbench.loop;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Hands out several futures' results in the order in which they come: as many coroutines as there are futures, each of which
 * waits for the next one to be done.
 *
 * @param <T> the result of each
 */
final class AsCompleted<T extends @Nullable Object> implements Iterator<Coroutine<T>> {
    private final Map<LoopFuture<? extends T>, Runnable> pending = new LinkedHashMap<>();
    private final Queue<Arrival<T>> arrivals = new Queue<>();
    private final @Nullable Duration timeout;
    private final @Nullable Handle timer;
    private int left;

    /** A future that is done; null for one that was not in time. */
    private record Arrival<T extends @Nullable Object>(
            @Nullable LoopFuture<? extends T> future) {}

    AsCompleted(EventLoop loop, Set<LoopFuture<? extends T>> futures, @Nullable Duration timeout) {
        this.timeout = timeout;
        left = futures.size();
        for (LoopFuture<? extends T> future : futures) {
            Runnable callback = () -> oneIsDone(future);
            pending.put(future, callback);
            future.whenDone(callback);
        }
        timer = timeout == null || pending.isEmpty() ? null : loop.callLater(timeout, this::timeIsUp);
    }

    private void oneIsDone(LoopFuture<? extends T> future) {
        if (pending.remove(future) == null) {
            return; // the time was up in the same turn
        }
        arrivals.putNowait(new Arrival<>(future));
        if (pending.isEmpty() && timer != null) {
            timer.cancel();
        }
    }

    private void timeIsUp() {
        pending.forEach(LoopFuture::forget);
        pending.forEach((future, callback) -> arrivals.putNowait(new Arrival<>(null)));
        pending.clear();
    }

    @Override
    public boolean hasNext() {
        return left > 0;
    }

    @Override
    public Coroutine<T> next() {
        if (left == 0) {
            throw new NoSuchElementException("each of them has been handed out");
        }
        left--;
        return Asyncio.async(() -> {
            LoopFuture<? extends T> future = arrivals.get().future();
            if (future == null) {
                throw new TimeoutException("not done within " + timeout);
            }
            return future.result();
        });
    }
}

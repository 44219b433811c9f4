package claimbench.loop;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A blocking call that another thread makes, so that the loop stays free. Its outcome comes back to the loop's thread.
 * Cancelled before a thread has begun it, it is not begun; after that it runs to its end, and nobody hears of it.
 *
 * @param <T> what the call returns
 */
final class Offload<T extends @Nullable Object> extends LoopFuture<T> {
    private final Coroutine.Body<T> call;

    /** As {@link #isCancelled}, for the other thread. */
    private volatile boolean calledOff;

    Offload(EventLoop loop, Coroutine.Body<T> call) {
        super(loop);
        this.call = call;
    }

    /**
     * Hands it over.
     *
     * @throws java.util.concurrent.RejectedExecutionException where the executor takes no more
     */
    Offload<T> start(Executor executor) {
        executor.execute(this::onOtherThread);
        return this;
    }

    @Override
    public boolean cancel() {
        calledOff = true;
        return super.cancel();
    }

    @Override
    String describe() {
        return "a call on another thread";
    }

    private void onOtherThread() {
        if (calledOff) {
            return;
        }
        try {
            T result = call.run();
            loop.postUnlessClosed(() -> {
                if (!isDone()) {
                    succeed(result);
                }
            });
        } catch (Throwable e) {
            loop.postUnlessClosed(() -> {
                if (!isDone()) {
                    fail(e);
                }
            });
        }
    }
}

package claimbench.loop;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A limit on the time that a task spends in a body. When it is reached the task is cancelled; the body cleans up, and out
 * here the cancellation, which was meant for the body alone, becomes a {@link TimeoutException}. Where somebody else has
 * asked for the task's end as well, that goes on.
 */
final class Timeout {
    private boolean expired;

    private Timeout() {}

    static <T extends @Nullable Object> T within(Task<?> task, Duration limit, Coroutine.Body<T> body)
            throws Exception {
        var timeout = new Timeout();
        int cancellingBefore = task.cancelling();
        Handle timer = task.loop.callLater(limit, () -> {
            timeout.expired = true;
            task.cancel();
        });
        try {
            return body.run();
        } catch (CancelledError e) {
            if (timeout.expired && task.cancelling() - 1 <= cancellingBefore) {
                var timedOut = new TimeoutException("not done within " + limit);
                timedOut.initCause(e);
                throw timedOut;
            }
            throw e;
        } finally {
            timer.cancel();
            if (timeout.expired) {
                task.uncancel();
            }
        }
    }
}

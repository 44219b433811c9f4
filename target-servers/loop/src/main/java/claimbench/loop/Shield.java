package claimbench.loop;

import org.jspecify.annotations.Nullable;

/**
 * Stands between a future and those who await it: cancelling this does not cancel the future, which goes on. Everything
 * else is passed on. Once this is cancelled nobody listens to the future here, and a failure of it is logged unless somebody
 * else awaits it.
 */
final class Shield {
    private Shield() {}

    static <T extends @Nullable Object> LoopFuture<T> around(LoopFuture<T> inner) {
        if (inner.isDone()) {
            return inner;
        }
        LoopFuture<T> outer = inner.loop.createFuture();
        Runnable passOn = () -> passOn(inner, outer);
        inner.whenDone(passOn);
        outer.whenDone(() -> inner.forget(passOn));
        return outer;
    }

    private static <T extends @Nullable Object> void passOn(LoopFuture<T> inner, LoopFuture<T> outer) {
        if (outer.isDone()) {
            if (!inner.isCancelled()) {
                inner.exception(); // looked at: both ended in the same turn
            }
        } else if (inner.isCancelled()) {
            outer.cancel();
        } else {
            outer.becomeAs(inner);
        }
    }
}

package claimbench.loop;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What a loop in debug mode has beside others: {@link EventLoop#setDebug}. For the loop's thread. */
final class Diagnostics implements AutoCloseable {
    /** Loops in debug mode: while there are none, making a coroutine costs no look at the thread's loop. */
    private static final AtomicInteger IN_USE = new AtomicInteger();

    final NeverAwaited neverAwaited;
    final Watchdog watchdog;
    private final Reporter reporter;

    Diagnostics(EventLoop loop, LoopClock clock, Reporter reporter) {
        this.reporter = reporter;
        neverAwaited = new NeverAwaited(reporter);
        watchdog = new Watchdog(loop, clock, reporter);
        IN_USE.incrementAndGet();
    }

    /** The body that a new coroutine is to have: its own, or where the thread's loop is in debug mode, a watched one. */
    static <T extends @Nullable Object> Coroutine.Body<T> bodyOf(Coroutine<T> coroutine, Coroutine.Body<T> body) {
        if (IN_USE.getPlain() == 0) {
            return body;
        }
        Diagnostics diagnostics = EventLoop.diagnosticsOfThread();
        return diagnostics == null ? body : diagnostics.neverAwaited.watch(coroutine, body);
    }

    Runnable traced(Runnable callback) {
        return new TracedCallback(callback, reporter);
    }

    @Override
    public void close() {
        watchdog.stop();
        neverAwaited.forgetAll();
        IN_USE.decrementAndGet();
    }
}

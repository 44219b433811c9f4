package claimbench.loop;

import java.lang.ref.Cleaner;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Coroutines that were made, and that nothing has begun yet: a forgotten {@code await} is among them. One is reported when
 * nothing can begin it any more: when it is garbage, or the run ends. For debug mode; watching a coroutine takes a walk of
 * the stack, and a body around its body.
 */
final class NeverAwaited {
    private static final Cleaner CLEANER = Cleaner.create();

    private final Reporter reporter;
    private final Set<Entry> entries = ConcurrentHashMap.newKeySet();

    NeverAwaited(Reporter reporter) {
        this.reporter = reporter;
    }

    /** Where a coroutine was made; does not hold the coroutine. */
    private final class Entry implements Runnable {
        private final List<StackTraceElement> madeAt;

        private Entry(List<StackTraceElement> madeAt) {
            this.madeAt = madeAt;
        }

        /** The coroutine is garbage. On the cleaner's thread. */
        @Override
        public void run() {
            if (entries.remove(this)) {
                reporter.report(new Report(
                        Report.Kind.COROUTINE_NEVER_AWAITED,
                        "a coroutine was never awaited, so it has not run: await it, or make a task of it; it was made",
                        null,
                        madeAt));
            }
        }
    }

    /**
     * A body of a coroutine that is watched.
     *
     * @param <T> what it returns
     */
    static final class Watched<T extends @Nullable Object> implements Coroutine.Body<T> {
        private final Coroutine.Body<T> body;
        private final Runnable begun;

        private Watched(Coroutine.Body<T> body, Runnable begun) {
            this.body = body;
            this.begun = begun;
        }

        /** The body within, which is about to begin. */
        Coroutine.Body<T> taken() {
            begun.run();
            return body;
        }

        @Override
        public T run() throws Exception {
            return taken().run();
        }
    }

    /** The body that a coroutine is to have in place of its own. */
    <T extends @Nullable Object> Coroutine.Body<T> watch(Coroutine<T> coroutine, Coroutine.Body<T> body) {
        var entry = new Entry(Traces.here());
        entries.add(entry);
        CLEANER.register(coroutine, entry);
        return new Watched<>(body, () -> entries.remove(entry));
    }

    /** The run ends: reports those that are left. */
    void reportAll() {
        entries.forEach(Entry::run);
    }

    void forgetAll() {
        entries.clear();
    }
}

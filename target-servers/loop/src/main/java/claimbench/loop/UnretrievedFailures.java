package claimbench.loop;

import java.lang.ref.Cleaner;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Failures that nobody has looked at. A task that fails while nobody awaits it throws to no one, and somebody may still
 * await it later; so its failure is reported when that has become impossible: when its future is garbage, or the loop ends.
 */
final class UnretrievedFailures {
    private static final Cleaner CLEANER = Cleaner.create();

    private final Reporter reporter;
    private final Set<Entry> entries = ConcurrentHashMap.newKeySet();

    UnretrievedFailures(Reporter reporter) {
        this.reporter = reporter;
    }

    /** A failure; does not hold its future. */
    final class Entry implements Runnable {
        private final String of;
        private final Throwable failure;
        private final List<StackTraceElement> madeAt;

        private Entry(String of, Throwable failure, List<StackTraceElement> madeAt) {
            this.of = of;
            this.failure = failure;
            this.madeAt = madeAt;
        }

        /** Somebody has looked at it: it is theirs now. */
        Throwable retrieve() {
            entries.remove(this);
            return failure;
        }

        /** The future is garbage. On the cleaner's thread. */
        @Override
        public void run() {
            report();
        }

        private void report() {
            if (entries.remove(this)) {
                String message = of + " failed, and nobody awaited it";
                reporter.report(new Report(
                        Report.Kind.FAILURE_NEVER_SEEN,
                        madeAt.isEmpty() ? message : message + "; it was made",
                        failure,
                        madeAt));
            }
        }
    }

    /** Keeps watch over a future that has failed; its entry stands for the failure from now on. */
    Entry watch(LoopFuture<?> future, Throwable failure) {
        List<StackTraceElement> madeAt = future instanceof Task<?> task ? task.madeAt() : List.of();
        var entry = new Entry(future.describe(), failure, madeAt);
        entries.add(entry);
        CLEANER.register(future, entry);
        return entry;
    }

    /** The loop ends: reports those that are left. */
    void reportAll() {
        entries.forEach(Entry::report);
    }
}

package claimbench.loop;

import java.lang.ref.Cleaner;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Failures that nobody has looked at. A task that fails while nobody awaits it throws to no one, and somebody may still
 * await it later; so its failure is logged when that has become impossible: when its future is garbage, or the loop ends.
 */
final class UnretrievedFailures {
    private static final Logger LOG = LoggerFactory.getLogger(UnretrievedFailures.class);
    private static final Cleaner CLEANER = Cleaner.create();

    private final Set<Entry> entries = ConcurrentHashMap.newKeySet();

    /** A failure; does not hold its future. */
    final class Entry implements Runnable {
        private final String of;
        private final Throwable failure;

        private Entry(String of, Throwable failure) {
            this.of = of;
            this.failure = failure;
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
                LOG.error("{} failed, and nobody awaited it", of, failure);
            }
        }
    }

    /** Keeps watch over a future that has failed; its entry stands for the failure from now on. */
    Entry watch(LoopFuture<?> future, Throwable failure) {
        var entry = new Entry(future.describe(), failure);
        entries.add(entry);
        CLEANER.register(future, entry);
        return entry;
    }

    /** The loop ends: logs those that are left. */
    void reportAll() {
        entries.forEach(Entry::report);
    }
}

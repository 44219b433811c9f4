package claimbench.http;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Things that are heavy and needed for a short while. A parser with its state, or a buffer, is large against a connection
 * that waits, so connections share a few: one is borrowed when a message's first byte is there and given back with its last.
 *
 * <p>Thread-safe without a lock, and bound to no thread: a coroutine that is suspended while it holds a parser may share
 * its thread with thousands of others, so a thread-local would hand one parser to two messages. There is a fixed number of
 * slots; a thread begins its search at a slot of its own, so that threads seldom meet, and a loop finds what it gave back last.
 */
final class Pool<T> {
    /** As many are kept; what is given back beyond them is left to the collector. */
    static final int KEPT_MAX = 64;

    private final AtomicReferenceArray<@Nullable T> slots = new AtomicReferenceArray<>(KEPT_MAX);
    private final Supplier<T> maker;

    Pool(Supplier<T> maker) {
        this.maker = maker;
    }

    /** How many wait to be borrowed. */
    int kept() {
        int kept = 0;
        for (int slot = 0; slot < KEPT_MAX; slot++) {
            kept += slots.get(slot) == null ? 0 : 1;
        }
        return kept;
    }

    /** One that nobody else holds. */
    T borrow() {
        int first = firstSlot();
        for (int tried = 0; tried < KEPT_MAX; tried++) {
            int slot = (first + tried) % KEPT_MAX;
            if (slots.get(slot) != null) { // to look costs less than to take
                @Nullable T one = slots.getAndSet(slot, null);
                if (one != null) {
                    return one;
                }
            }
        }
        return maker.get();
    }

    /** Gives one back, ready for the next borrower. What is in doubt is not given back but dropped. */
    void giveBack(T one) {
        int first = firstSlot();
        for (int tried = 0; tried < KEPT_MAX; tried++) {
            int slot = (first + tried) % KEPT_MAX;
            if (slots.get(slot) == null && slots.compareAndSet(slot, null, one)) {
                return;
            }
        }
    }

    private static int firstSlot() {
        return (int) (Thread.currentThread().threadId() % KEPT_MAX);
    }
}

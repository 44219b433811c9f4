package claimbench.http;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Things that are heavy and needed for a short while. A parser with its state is large against a connection that waits,
 * so connections share a few: one is borrowed when a message's first byte is there and given back with its last.
 *
 * <p>Thread-safe without a lock, and bound to no thread: a coroutine that is suspended while it holds a parser may share
 * its thread with thousands of others, so a thread-local would hand one parser to two messages.
 */
final class Pool<T> {
    /** As many are kept; what is given back beyond them is left to the collector. */
    static final int KEPT_MAX = 256;

    private final ConcurrentLinkedDeque<T> kept = new ConcurrentLinkedDeque<>();
    private final AtomicInteger keptCount = new AtomicInteger();
    private final Supplier<T> maker;

    Pool(Supplier<T> maker) {
        this.maker = maker;
    }

    /** How many wait to be borrowed. */
    int kept() {
        return keptCount.get();
    }

    /** One that nobody else holds. */
    T borrow() {
        @Nullable T one = kept.pollFirst();
        if (one == null) {
            return maker.get();
        }
        keptCount.decrementAndGet();
        return one;
    }

    /** Gives one back, ready for the next borrower. What is in doubt is not given back but dropped. */
    void giveBack(T one) {
        // The count leads the queue, so the queue is never longer than the bound.
        if (keptCount.incrementAndGet() <= KEPT_MAX) {
            kept.addFirst(one);
        } else {
            keptCount.decrementAndGet();
        }
    }
}

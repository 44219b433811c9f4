package claimbench.micro.compare;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue for {@link CompletableFuture}s, which come with none: who cannot go on gets a future. One puts, one takes, both on
 * the same thread.
 */
final class FutureQueue {
    private final int capacity;
    private final ArrayDeque<Integer> items = new ArrayDeque<>();
    private @Nullable CompletableFuture<Integer> taker;
    private @Nullable CompletableFuture<@Nullable Void> putter;
    private int refused;

    FutureQueue(int capacity) {
        this.capacity = capacity;
    }

    /** Done when the item is in the queue, or has been taken. */
    CompletableFuture<@Nullable Void> put(int item) {
        if (taker != null) {
            CompletableFuture<Integer> waiting = taker;
            taker = null;
            waiting.complete(item);
        } else if (items.size() < capacity) {
            items.add(item);
        } else {
            refused = item;
            putter = new CompletableFuture<>();
            return putter;
        }
        return CompletableFuture.completedFuture(null);
    }

    /** The next item. */
    CompletableFuture<Integer> take() {
        Integer item = items.poll();
        if (item == null) {
            taker = new CompletableFuture<>();
            return taker;
        }
        if (putter != null) {
            CompletableFuture<@Nullable Void> waiting = putter;
            putter = null;
            items.add(refused);
            waiting.complete(null);
        }
        return CompletableFuture.completedFuture(item);
    }
}

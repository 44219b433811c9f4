package claimbench.micro.compare;

import static claimbench.loop.Asyncio.await;

import claimbench.loop.EventLoop;
import claimbench.loop.LoopFuture;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** A bounded queue of a loop. One task puts, one takes. */
final class LoopQueue {
    private final EventLoop loop;
    private final int capacity;
    private final ArrayDeque<Integer> items = new ArrayDeque<>();
    private @Nullable LoopFuture<@Nullable Void> taker;
    private @Nullable LoopFuture<@Nullable Void> putter;

    LoopQueue(EventLoop loop, int capacity) {
        this.loop = loop;
        this.capacity = capacity;
    }

    void put(int item) throws Exception {
        while (items.size() >= capacity) {
            putter = loop.createFuture();
            await(putter);
        }
        items.add(item);
        if (taker != null) {
            taker.setResult(null);
            taker = null;
        }
    }

    int take() throws Exception {
        while (items.isEmpty()) {
            taker = loop.createFuture();
            await(taker);
        }
        int item = items.remove();
        if (putter != null) {
            putter.setResult(null);
            putter = null;
        }
        return item;
    }
}

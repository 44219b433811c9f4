package claimbench.load;

import java.util.concurrent.atomic.AtomicInteger;

/** How many virtual users are under way, and the most that were since the window began. Thread-safe. */
final class UserCount {
    private final AtomicInteger current = new AtomicInteger();
    private final AtomicInteger max = new AtomicInteger();

    void arrived() {
        int now = current.incrementAndGet();
        if (now > max.get()) {
            max.accumulateAndGet(now, Math::max);
        }
    }

    void left() {
        current.decrementAndGet();
    }

    int current() {
        return current.get();
    }

    int max() {
        return max.get();
    }

    /** Forgets the maximum so far. */
    void restart() {
        max.set(current.get());
    }
}

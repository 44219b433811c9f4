package claimbench.loop;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The timers of a loop, next first: a heap with four children a node, which is half as deep as one with two. The times
 * stand in an array of their own, where four children lie in one line of the cache: to compare them, no timer need be
 * fetched from memory, which is what a heap of objects spends its time on. Adding costs nothing but a comparison where
 * delays are all alike.
 *
 * <p>A cancelled timer stays where it is until it comes to the top, since most are cancelled shortly before the end of a
 * timeout that hardly ever comes true. When more than half are cancelled ones, they are swept out together, so they never
 * hold more memory than the live ones do.
 */
final class Timers {
    private static final int SWEEP_AT_LEAST = 100;

    private @Nullable Timer[] heap = new Timer[64];

    /** {@link Timer#whenNanos} of the timer at the same index. */
    private long[] whenNanos = new long[heap.length];

    private int size;
    private int cancelledCount;
    private long sequence;

    /** Timers pending, without cancelled ones. */
    int pending() {
        return size - cancelledCount;
    }

    void add(Timer timer) {
        timer.sequence = sequence++;
        timer.inHeap = true;
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
            whenNanos = Arrays.copyOf(whenNanos, size * 2);
        }
        siftUp(size++, timer);
    }

    /** A timer of this loop was cancelled. It may have left the heap for the ready queue already. */
    void cancelled(Timer timer) {
        if (!timer.inHeap) {
            return;
        }
        cancelledCount++;
        if (cancelledCount > SWEEP_AT_LEAST && cancelledCount > size / 2) {
            sweep();
        }
    }

    /** The next timer, or null when there is none. */
    @Nullable
    Timer peek() {
        while (size > 0) {
            Timer top = at(0);
            if (!top.isCancelled()) {
                return top;
            }
            removeTop();
            cancelledCount--;
        }
        return null;
    }

    /** Moves timers that are due to the ready queue, in order. */
    void moveDue(long nowNanos, ArrayDeque<Runnable> ready) {
        Timer top;
        while ((top = peek()) != null && whenNanos[0] - nowNanos <= 0) {
            removeTop();
            top.inHeap = false;
            ready.add(top);
        }
    }

    private void sweep() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            Timer timer = at(i);
            if (!timer.isCancelled()) {
                put(kept++, timer);
            }
        }
        Arrays.fill(heap, kept, size, null);
        size = kept;
        cancelledCount = 0;
        for (int i = (size - 2) >> 2; i >= 0; i--) {
            siftDown(i, at(i));
        }
    }

    private void removeTop() {
        Timer last = at(--size);
        heap[size] = null;
        if (size > 0) {
            siftDown(0, last);
        }
    }

    private void siftUp(int from, Timer timer) {
        int i = from;
        while (i > 0) {
            int parent = (i - 1) >> 2;
            if (!isBefore(timer, parent)) {
                break;
            }
            move(parent, i);
            i = parent;
        }
        put(i, timer);
    }

    private void siftDown(int from, Timer timer) {
        int i = from;
        while (true) {
            int firstChild = (i << 2) + 1;
            if (firstChild >= size) {
                break;
            }
            int smallest = firstChild;
            for (int child = firstChild + 1; child < Math.min(firstChild + 4, size); child++) {
                if (isBefore(child, smallest)) {
                    smallest = child;
                }
            }
            if (isBefore(timer, smallest)) {
                break;
            }
            move(smallest, i);
            i = smallest;
        }
        put(i, timer);
    }

    private void put(int index, Timer timer) {
        heap[index] = timer;
        whenNanos[index] = timer.whenNanos;
    }

    private void move(int from, int to) {
        heap[to] = heap[from];
        whenNanos[to] = whenNanos[from];
    }

    /** Earlier, or of the same moment and made before; right also where the clock's numbers wrap around. */
    private boolean isBefore(int index, int other) {
        long difference = whenNanos[index] - whenNanos[other];
        return difference != 0 ? difference < 0 : at(index).sequence < at(other).sequence;
    }

    private boolean isBefore(Timer timer, int other) {
        long difference = timer.whenNanos - whenNanos[other];
        return difference != 0 ? difference < 0 : timer.sequence < at(other).sequence;
    }

    @SuppressWarnings("NullAway") // below size, no element is null
    private Timer at(int index) {
        return heap[index];
    }
}

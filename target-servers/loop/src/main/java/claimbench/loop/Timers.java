package claimbench.loop;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The timers of a loop, next first: a heap with four children a node, which is half as deep as one with two, and whose
 * children lie in one line of the cache. Adding costs nothing but a comparison where delays are all alike.
 *
 * <p>A cancelled timer stays where it is until it comes to the top, since most are cancelled shortly before the end of a
 * timeout that hardly ever comes true. When more than half are cancelled ones, they are swept out together, so they never
 * hold more memory than the live ones do.
 */
final class Timers {
    private static final int SWEEP_AT_LEAST = 100;

    private @Nullable Timer[] heap = new Timer[64];
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
        while ((top = peek()) != null && top.whenNanos - nowNanos <= 0) {
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
                heap[kept++] = timer;
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
            if (!timer.isBefore(at(parent))) {
                break;
            }
            heap[i] = heap[parent];
            i = parent;
        }
        heap[i] = timer;
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
                if (at(child).isBefore(at(smallest))) {
                    smallest = child;
                }
            }
            if (!at(smallest).isBefore(timer)) {
                break;
            }
            heap[i] = heap[smallest];
            i = smallest;
        }
        heap[i] = timer;
    }

    @SuppressWarnings("NullAway") // below size, no element is null
    private Timer at(int index) {
        return heap[index];
    }
}

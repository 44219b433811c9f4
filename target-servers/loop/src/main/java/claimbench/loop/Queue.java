package claimbench.loop;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/**
 * Hands items from tasks to tasks. A bounded one makes who puts wait when it is full, so that a fast producer cannot run
 * away from a slow consumer. Both sides are served in the order of asking.
 *
 * <p>For one loop's thread. Items are not null.
 *
 * @param <T> what it holds
 */
public final class Queue<T> {
    private final java.util.Queue<T> items;
    private final int maxsize;
    private final Waiters getters = new Waiters();
    private final Waiters putters = new Waiters();
    private final Event finished = new Event();
    private int unfinished;

    /** An unbounded queue, first in first out. */
    public Queue() {
        this(0);
    }

    /**
     * A queue, first in first out.
     *
     * @param maxsize how many items it holds; 0 or less for no bound
     */
    public Queue(int maxsize) {
        this(maxsize, new ArrayDeque<>());
    }

    private Queue(int maxsize, java.util.Queue<T> items) {
        this.maxsize = maxsize;
        this.items = items;
    }

    /**
     * A queue that gives the least item first.
     *
     * @param maxsize how many items it holds; 0 or less for no bound
     */
    public static <T> Queue<T> priority(int maxsize, Comparator<? super T> order) {
        return new Queue<>(maxsize, new PriorityQueue<>(order));
    }

    /**
     * A queue that gives the last item first.
     *
     * @param maxsize how many items it holds; 0 or less for no bound
     */
    public static <T> Queue<T> lifo(int maxsize) {
        return new Queue<>(maxsize, Collections.asLifoQueue(new ArrayDeque<>()));
    }

    /**
     * Puts an item, waiting for room where needed.
     *
     * @throws CancelledError where the task was cancelled meanwhile: the item has not been put then
     */
    public void put(T item) {
        EventLoop.runningTask();
        while (full()) {
            await(putters, this::full);
        }
        putNowait(item);
    }

    /**
     * Puts an item.
     *
     * @throws QueueFull where there is no room
     */
    public void putNowait(T item) {
        if (full()) {
            throw new QueueFull("the queue holds " + maxsize + " items, which is all it may");
        }
        items.add(item);
        unfinished++;
        finished.clear();
        getters.wakeNext();
    }

    /**
     * Takes an item, waiting for one where needed.
     *
     * @throws CancelledError where the task was cancelled meanwhile: nothing has been taken then
     */
    public T get() {
        EventLoop.runningTask();
        while (items.isEmpty()) {
            await(getters, items::isEmpty);
        }
        return getNowait();
    }

    /**
     * Takes an item.
     *
     * @throws QueueEmpty where there is none
     */
    public T getNowait() {
        T item = items.poll();
        if (item == null) {
            throw new QueueEmpty("the queue is empty");
        }
        putters.wakeNext();
        return item;
    }

    /** Waits until each item that was ever put has been reported by {@link #taskDone}. */
    public void join() {
        EventLoop.runningTask();
        if (unfinished > 0) {
            finished.await();
        }
    }

    /**
     * Reports that an item which was taken has been dealt with.
     *
     * @throws IllegalStateException where that was said of each of them already
     */
    public void taskDone() {
        if (unfinished == 0) {
            throw new IllegalStateException("taskDone() was called more often than items were put");
        }
        unfinished--;
        if (unfinished == 0) {
            finished.set();
        }
    }

    public int size() {
        return items.size();
    }

    /** How many items it holds at most; 0 or less for no bound. */
    public int maxsize() {
        return maxsize;
    }

    public boolean empty() {
        return items.isEmpty();
    }

    public boolean full() {
        return maxsize > 0 && items.size() >= maxsize;
    }

    private static void await(Waiters row, BooleanSupplier stillInVain) {
        LoopFuture<Boolean> waiter = row.join();
        try {
            row.await(waiter);
        } catch (CancelledError e) {
            // What it was woken for is still there: the next may have it.
            if (Waiters.isWoken(waiter) && !stillInVain.getAsBoolean()) {
                row.wakeNext();
            }
            throw e;
        }
    }
}

package claimbench.loop;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop. It has a queue of callbacks that are ready, a heap of timers, and a selector; one thread goes round:
 *
 * <pre>
 *   ┌─► nothing ready? sleep in the selector until a socket is, another thread posts, or the next timer is due
 *   │   put what they woke, and the timers that are due, into the queue
 *   │   run what is in the queue now; what these callbacks add has its turn in the next round
 *   └───┘
 * </pre>
 *
 * <p>That is all there is: a task that goes on is a callback that enters its {@link Stack}, which is left again at the
 * task's next await. So one task runs at a time, and only an await lets another run; a callback that does not return, or that
 * blocks, stalls all of them.
 *
 * <p>Holding a monitor or a lock across an await is wrong: the next task runs on the same thread, and the lock either lets it
 * in or never does. Thread-local values are shared by all tasks of a loop.
 *
 * <p>Methods are for the loop's thread, which is the one that made it, unless they say otherwise.
 */
public final class EventLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
    private static final ThreadLocal<@Nullable EventLoop> RUNNING = new ThreadLocal<>();

    /**
     * When callbacks are always ready, sockets are looked at after this time, or after this many turns. A look is a system
     * call, worth several turns of a task.
     */
    private static final long LOOK_NANOS = 50_000;

    private static final int LOOK_TURNS = 64;

    private static final int POSTED_A_TURN = 1024;

    /** The task whose stack the thread is on; null between tasks. */
    @Nullable
    Task<?> current;

    /** Chooses the order of what is ready, in tests; null for first come, first served. */
    @Nullable
    Schedule schedule;

    final Tasks tasks = new Tasks();
    final Poller poller = new Poller();
    final UnretrievedFailures unretrieved = new UnretrievedFailures();

    private final LoopClock clock;
    private final Thread thread = Thread.currentThread();
    private final ArrayDeque<Runnable> ready = new ArrayDeque<>(1024);
    private final Timers timers = new Timers();
    private final Gauges gauges = new Gauges();
    private @Nullable ExecutorService defaultExecutor;
    private long tasksMade;
    private boolean stopping;
    private long turnStartNanos;
    private long lookedNanos;
    private int turnsSinceLook;
    private volatile boolean closed;

    /** A loop of the calling thread, on the given time. To be closed. */
    public EventLoop(LoopClock clock) {
        if (thread.isVirtual()) {
            throw new IllegalStateException("a loop needs a platform thread of its own, not a virtual thread");
        }
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * The loop that runs on this thread.
     *
     * @throws IllegalStateException where there is none
     */
    public static EventLoop running() {
        EventLoop loop = RUNNING.get();
        if (loop == null) {
            throw new IllegalStateException(
                    "no event loop runs on this thread: start one with Asyncio.run(coroutine); from another thread, use the loop's"
                            + " callSoonThreadsafe");
        }
        return loop;
    }

    /** Whether a loop runs on this thread. */
    public static boolean isRunning() {
        return RUNNING.get() != null;
    }

    /** The running task of the loop that runs on this thread, for those who are about to wait. */
    static Task<?> runningTask() {
        EventLoop loop = RUNNING.get();
        Task<?> task = loop == null ? null : loop.current;
        if (task == null) {
            throw new IllegalStateException(
                    loop == null
                            ? "await outside a coroutine: no event loop runs on this thread; start one with Asyncio.run(coroutine)"
                            : "await outside a coroutine: a callback of the loop cannot wait; make a task with createTask(coroutine)");
        }
        return task;
    }

    /**
     * Runs a coroutine to its end, as a task. Then cancels the tasks that are left and waits for their clean-up.
     *
     * @return what the coroutine returned
     * @throws Exception what it threw
     * @throws InterruptedException where the thread was interrupted: the coroutine was cancelled then
     * @throws IllegalStateException where a loop runs on this thread already
     */
    public <T extends @Nullable Object> T run(Coroutine<T> coroutine) throws Exception {
        checkThread();
        if (isRunning()) {
            throw new IllegalStateException("run() cannot be called while an event loop runs on this thread: await the"
                    + " coroutine, or make a task of it");
        }
        if (closed) {
            throw new IllegalStateException("the event loop is closed");
        }
        RUNNING.set(this);
        try {
            Task<T> task = createTask(coroutine);
            boolean interrupted = runUntilDone(task);
            while (tasks.size() > 0) {
                cancelAll(); // again, since a clean-up may make tasks
            }
            if (interrupted && task.isCancelled()) {
                throw new InterruptedException("interrupted while the loop ran");
            }
            return task.result();
        } finally {
            RUNNING.remove();
            unretrieved.reportAll();
        }
    }

    // ---- callbacks

    /** Runs the callback in the next turn. What it throws is logged. */
    public Handle callSoon(Runnable callback) {
        checkThread();
        var handle = new ReadyHandle(callback);
        ready.add(handle);
        return handle;
    }

    /** Runs the callback after the delay: in the next turn where that is not above zero. What it throws is logged. */
    public Handle callLater(Duration delay, Runnable callback) {
        checkThread();
        if (delay.isZero() || delay.isNegative()) {
            return callSoon(callback);
        }
        var timer = new CallbackTimer(timers, clock.nanos() + nanos(delay), callback);
        timers.add(timer);
        return timer;
    }

    /**
     * Runs the callback in a turn soon, from any thread.
     *
     * @throws IllegalStateException where the loop is closed
     */
    public void callSoonThreadsafe(Runnable callback) {
        if (closed) {
            throw new IllegalStateException("the event loop is closed");
        }
        poller.post(callback);
    }

    /** Nanoseconds on the loop's clock. From any thread. */
    public long timeNanos() {
        return clock.nanos();
    }

    // ---- tasks and futures

    /** Makes a task of a coroutine. It begins in the next turn. */
    public <T extends @Nullable Object> Task<T> createTask(Coroutine<T> coroutine) {
        return createTask(coroutine, null);
    }

    /** As {@link #createTask(Coroutine)}, with a name for whoever looks for it. */
    public <T extends @Nullable Object> Task<T> createTask(Coroutine<T> coroutine, @Nullable String name) {
        checkThread();
        var task = new Task<>(this, coroutine.take(), ++tasksMade, name);
        tasks.add(task);
        task.wake();
        return task;
    }

    public <T extends @Nullable Object> LoopFuture<T> createFuture() {
        checkThread();
        return new LoopFuture<>(this);
    }

    /** The future of an awaitable: itself, or a task made of a coroutine. */
    <T extends @Nullable Object> LoopFuture<T> ensureFuture(Awaitable<T> awaitable) {
        return switch (awaitable) {
            case Coroutine<T> coroutine -> createTask(coroutine);
            case LoopFuture<T> future -> future;
        };
    }

    /** Tasks that are not done, oldest first. */
    public List<Task<?>> allTasks() {
        checkThread();
        return tasks.toList();
    }

    /** The task that runs; null in a callback. */
    public @Nullable Task<?> currentTask() {
        checkThread();
        return current;
    }

    /**
     * Makes a blocking call on another thread. Cancelling gives up waiting; a call that has begun runs on.
     *
     * @param executor whose thread calls; stays the caller's to close
     * @throws java.util.concurrent.RejectedExecutionException where it takes no more
     */
    public <T extends @Nullable Object> LoopFuture<T> runInExecutor(Executor executor, Coroutine.Body<T> call) {
        checkThread();
        return new Offload<>(this, call).start(executor);
    }

    /** As {@link #runInExecutor(Executor, Coroutine.Body)}, on a pool of the loop's own. */
    public <T extends @Nullable Object> LoopFuture<T> runInExecutor(Coroutine.Body<T> call) {
        if (defaultExecutor == null) {
            // asyncio's size: for calls that block, not for work on all cores.
            int threads = Math.min(32, Runtime.getRuntime().availableProcessors() + 4);
            defaultExecutor = Executors.newFixedThreadPool(
                    threads, Thread.ofPlatform().daemon().name("loop-pool-", 0).factory());
        }
        return runInExecutor(defaultExecutor, call);
    }

    /** How the loop is doing. From any thread. */
    public Statistics statistics() {
        return gauges.read(clock.nanos());
    }

    /** As {@link #statistics}, and the search for the longest stall begins anew. From any thread, one for each loop. */
    public Statistics takeStatistics() {
        Statistics statistics = statistics();
        gauges.forgetStall();
        return statistics;
    }

    /** Closes what the loop holds: sockets, selector, its own pool. It must not be running. */
    @Override
    public void close() {
        checkThread();
        if (isRunning()) {
            throw new IllegalStateException("a loop that runs cannot be closed");
        }
        if (closed) {
            return;
        }
        closed = true;
        if (defaultExecutor != null) {
            defaultExecutor.close();
        }
        poller.close();
    }

    // ---- for the package

    void ready(Runnable callback) {
        ready.add(callback);
    }

    /** Takes back the last such callback, if it is still there. */
    void notReady(Runnable callback) {
        ready.removeLastOccurrence(callback);
    }

    Sleep addTimer(long delayNanos, Task<?> task) {
        var sleep = new Sleep(timers, clock.nanos() + delayNanos, task);
        timers.add(sleep);
        return sleep;
    }

    /** From any thread; returns false where the loop is closed. */
    boolean postUnlessClosed(Runnable callback) {
        if (closed) {
            return false;
        }
        poller.post(callback);
        return true;
    }

    boolean isLoopThread() {
        return thread.equals(Thread.currentThread());
    }

    void checkThread() {
        if (!isLoopThread()) {
            throw new IllegalStateException("this belongs to the event loop of thread " + thread.getName() + ", not to "
                    + Thread.currentThread().getName() + ": go through the loop's callSoonThreadsafe");
        }
    }

    static long nanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE / 2; // 146 years, and the clock's present value can be added
        }
    }

    // ---- the loop itself

    /** Goes round until it is done; returns whether the thread was interrupted, whereupon it was cancelled. */
    private boolean runUntilDone(LoopFuture<?> future) {
        boolean interrupted = false;
        // A callback, so that what became ready before the task's end has its turn, as in asyncio.
        future.whenDone(() -> stopping = true);
        stopping = false;
        turnStartNanos = clock.nanos();
        while (!stopping) {
            turn();
            if (Thread.interrupted()) {
                interrupted = true;
                future.cancel();
            }
        }
        gauges.asleep();
        return interrupted;
    }

    private void cancelAll() {
        List<Task<?>> left = tasks.toList();
        left.forEach(Task::cancel);
        runUntilDone(Gather.waitingFor(this, left));
    }

    private void turn() {
        long now = clock.nanos();
        gauges.stalled(now - turnStartNanos);
        if (ready.isEmpty()) {
            now = sleep(now);
        } else if (++turnsSinceLook >= LOOK_TURNS || now - lookedNanos >= LOOK_NANOS) {
            if (poller.hasSockets()) {
                poller.look();
            }
            looked(now);
        }
        turnStartNanos = now;
        timers.moveDue(now, ready);
        moveSomePosted();
        for (int left = schedule == null ? ready.size() : schedule.arrange(ready); left > 0; left--) {
            call(ready.remove());
        }
    }

    /** Moves what other threads posted to the queue; some at a time, since they may be faster than this one. */
    private void moveSomePosted() {
        for (int moved = 0; moved < POSTED_A_TURN; moved++) {
            Runnable posted = poller.nextPosted();
            if (posted == null) {
                return;
            }
            ready.add(posted);
        }
    }

    /** Sleeps until there may be something to do; returns the time then. */
    private long sleep(long now) {
        Timer next = timers.peek();
        long due = next == null ? LoopClock.FOREVER : Math.max(0, next.whenNanos - now);
        gauges.asleep();
        poller.sleep(clock.pass(due));
        long awake = clock.nanos();
        looked(awake);
        return awake;
    }

    private void looked(long now) {
        lookedNanos = now;
        turnsSinceLook = 0;
        gauges.looked(now, ready.size(), timers.pending(), tasks.size());
    }

    private static void call(Runnable callback) {
        try {
            callback.run();
        } catch (Throwable e) {
            LOG.error("a callback of the loop failed", e);
        }
    }
}

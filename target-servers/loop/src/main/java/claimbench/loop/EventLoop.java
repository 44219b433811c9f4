package claimbench.loop;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
    /** A system property: where it is {@code true}, loops are made in debug mode. */
    public static final String DEBUG_PROPERTY = "claimbench.loop.debug";

    /** The method below that runs a callback, which is where a reader of a stack stops. */
    static final String CALL = "call";

    private static final Duration DUMP_PATIENCE = Duration.ofSeconds(1);

    private static final ThreadLocal<@Nullable EventLoop> RUNNING = new ThreadLocal<>();

    /**
     * When callbacks are always ready, sockets are looked at after this time, or after this many turns. A look is a system
     * call, worth several turns of a task.
     */
    private static final long LOOK_NANOS = 50_000;

    private static final int LOOK_TURNS = 64;

    private static final int POSTED_A_TURN = 1024;

    private final Thread thread = platformThread();

    /** The task whose stack the thread is on; null between tasks. */
    @Nullable
    Task<?> current;

    /** Chooses the order of what is ready, in tests; null for first come, first served. */
    @Nullable
    Schedule schedule;

    final Tasks tasks = new Tasks();
    final Poller poller = new Poller();
    final UnretrievedFailures unretrieved;

    /** Null without debug mode. */
    @Nullable
    Diagnostics diagnostics;

    /** Generators that have begun and are not closed. */
    final Generators generators = new Generators();

    /** Calls from other threads that wait for what a coroutine of this loop returns. */
    final ThreadsafeCalls threadsafeCalls = new ThreadsafeCalls();

    private final Reporter reporter = new Reporter();
    private final LoopClock clock;
    private final ArrayDeque<Runnable> ready = new ArrayDeque<>(1024);
    private final Timers timers = new Timers();
    private final Gauges gauges = new Gauges();
    private final LoopPool pool = new LoopPool(this, reporter);
    private long slowCallbackNanos = Watchdog.SLOW.toNanos();
    private long tasksMade;
    private boolean stopping;

    /** Main is done, and the run is being brought to its end. */
    private boolean shuttingDown;

    private long turnStartNanos;
    private long lookedNanos;
    private int turnsSinceLook;
    private volatile boolean closed;

    /** A loop of the calling thread, on the given time. To be closed. In debug mode where {@link #DEBUG_PROPERTY} says so. */
    public EventLoop(LoopClock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        unretrieved = new UnretrievedFailures(reporter);
        setDebug(Boolean.getBoolean(DEBUG_PROPERTY));
    }

    /** The calling thread; asked for before a selector is opened, which would stay open. */
    private static Thread platformThread() {
        Thread thread = Thread.currentThread();
        if (thread.isVirtual()) {
            throw new IllegalStateException("a loop needs a platform thread of its own, not a virtual thread: start one"
                    + " with Thread.ofPlatform().start(…)");
        }
        return thread;
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

    /** What the thread's loop has in debug mode; null where no loop runs, or not in debug mode. */
    static @Nullable Diagnostics diagnosticsOfThread() {
        EventLoop loop = RUNNING.get();
        return loop == null ? null : loop.diagnostics;
    }

    static void checkNoneRuns() {
        if (isRunning()) {
            throw new IllegalStateException("run() cannot be called while an event loop runs on this thread: await the"
                    + " coroutine, or make a task of it");
        }
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
     * Runs a coroutine to its end, as a task, and then shuts down, in asyncio's order:
     *
     * <ol>
     *   <li>cancels the tasks that are left, and those that their clean-up makes; waits for them, and reports those that fail;
     *   <li>closes the generators that nobody has closed, and reports those that fail;
     *   <li>shuts down the loop's own pool, waiting for the calls that have begun;
     *   <li>reports failures that nobody has looked at, and in debug mode coroutines that were never awaited.
     * </ol>
     *
     * <p>An interrupt cancels the coroutine. Another one, or one while the loop shuts down, ends the run at once.
     *
     * @return what the coroutine returned
     * @throws Exception what it threw
     * @throws InterruptedException where the thread was interrupted: the coroutine was cancelled then, or the shutdown cut short
     * @throws IllegalStateException where a loop runs on this thread already
     */
    public <T extends @Nullable Object> T run(Coroutine<T> coroutine) throws Exception {
        checkThread();
        checkNoneRuns();
        checkOpen();
        RUNNING.set(this);
        if (diagnostics != null) {
            diagnostics.watchdog.start();
        }
        try {
            Task<T> task = createTask(coroutine);
            boolean interrupted = runUntilDone(task);
            shuttingDown = true;
            while (tasks.size() > 0 || !generators.isEmpty()) {
                cancelAll(); // again, since a clean-up may make tasks
                closeGenerators();
            }
            endPool();
            if (interrupted && task.isCancelled()) {
                throw new InterruptedException("interrupted while the loop ran");
            }
            return task.result();
        } finally {
            shuttingDown = false;
            pool.abandon();
            unretrieved.reportAll();
            if (diagnostics != null) {
                diagnostics.neverAwaited.reportAll();
                diagnostics.watchdog.stop();
            }
            RUNNING.remove();
        }
    }

    // ---- callbacks

    /** Runs the callback in the next turn. What it throws is reported. */
    public Handle callSoon(Runnable callback) {
        checkThread();
        checkOpen();
        var handle = new ReadyHandle(traced(callback));
        ready.add(handle);
        return handle;
    }

    /**
     * Runs the callback after the delay: where that is not above zero in the next turn, after what is ready by then. What it
     * throws is reported.
     */
    public Handle callLater(Duration delay, Runnable callback) {
        checkThread();
        checkOpen();
        long delayNanos = Math.max(0, nanos(delay));
        var timer = new CallbackTimer(timers, clock.nanos() + delayNanos, traced(callback));
        timers.add(timer);
        return timer;
    }

    /**
     * Runs the callback in a turn soon, from any thread.
     *
     * @throws IllegalStateException where the loop is closed
     */
    public void callSoonThreadsafe(Runnable callback) {
        checkOpen();
        poller.post(traced(callback));
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
        checkOpen();
        var task = new Task<>(this, coroutine.take(), ++tasksMade, name, diagnostics == null ? null : Traces.here());
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
        checkOpen();
        return new Offload<>(this, call).start(executor);
    }

    /**
     * As {@link #runInExecutor(Executor, Coroutine.Body)}, on a pool of the loop's own.
     *
     * @throws IllegalStateException where the pool has been shut down
     */
    public <T extends @Nullable Object> LoopFuture<T> runInExecutor(Coroutine.Body<T> call) {
        checkThread();
        checkOpen();
        return runInExecutor(pool.executor(), call);
    }

    /** As {@link #shutdownDefaultExecutor(Duration)}, for five minutes, as in asyncio. */
    public Coroutine<Void> shutdownDefaultExecutor() {
        return shutdownDefaultExecutor(LoopPool.END_MAX);
    }

    /**
     * Shuts down the loop's own pool, which takes no more calls until the next run; waits for those that were handed over.
     *
     * @param timeout how long, on the machine's clock; calls that last longer are reported, and not waited for
     */
    public Coroutine<Void> shutdownDefaultExecutor(Duration timeout) {
        return pool.shutDown(timeout);
    }

    // ---- diagnostics

    /**
     * Switches debug mode on or off; best before the run. In debug mode a loop reports callbacks and tasks that keep it for
     * longer than {@link #setSlowCallbackDuration}, with their stack and while they do; calls that block; coroutines that
     * were never awaited; tasks that do not end when the run does; and it refuses to await inside a {@code synchronized}
     * block. Reports name the places where tasks and callbacks were made. All of that costs a walk of the stack for each
     * coroutine, task and callback, and a look at the thread's monitors for each wait.
     */
    public void setDebug(boolean debug) {
        checkThread();
        if (debug == getDebug()) {
            return;
        }
        if (diagnostics != null) {
            diagnostics.close();
            diagnostics = null;
            return;
        }
        diagnostics = new Diagnostics(this, clock, reporter);
        diagnostics.watchdog.setSlowNanos(slowCallbackNanos);
        if (isRunning()) {
            diagnostics.watchdog.start();
        }
    }

    /** Whether it is in debug mode. */
    public boolean getDebug() {
        checkThread();
        return diagnostics != null;
    }

    /**
     * How long a callback, or a task between two waits, may keep the loop before debug mode reports it; 100 ms at first.
     *
     * @param duration above zero
     */
    public void setSlowCallbackDuration(Duration duration) {
        checkThread();
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException("the duration of a slow callback must be above zero, not " + duration);
        }
        slowCallbackNanos = nanos(duration);
        if (diagnostics != null) {
            diagnostics.watchdog.setSlowNanos(slowCallbackNanos);
        }
    }

    /** As set by {@link #setSlowCallbackDuration}. */
    public Duration slowCallbackDuration() {
        checkThread();
        return Duration.ofNanos(slowCallbackNanos);
    }

    /** Has reports go to the handler; null for the log. From any thread. */
    public void setExceptionHandler(@Nullable ExceptionHandler handler) {
        reporter.setHandler(handler);
    }

    /** As set by {@link #setExceptionHandler}. From any thread. */
    public @Nullable ExceptionHandler getExceptionHandler() {
        return reporter.handler();
    }

    /** Reports: to the handler that was set, or to the log. From any thread. */
    public void callExceptionHandler(Report report) {
        reporter.report(report);
    }

    /** What is done without a handler: logs. For a handler that does something more. From any thread. */
    public void defaultExceptionHandler(Report report) {
        Reporter.log(report);
    }

    /** As {@link #dumpTasks(Duration)}, waiting for one second. */
    public String dumpTasks() {
        return dumpTasks(DUMP_PATIENCE);
    }

    /**
     * All tasks, oldest first, in words: name, state, what each waits for, and where. From any thread: another one asks the
     * loop's.
     *
     * @param patience how long another thread waits for an answer; then it gives the stack that the loop's thread is at
     */
    public String dumpTasks(Duration patience) {
        if (isLoopThread()) {
            return TaskDump.of(this);
        }
        var dump = new CompletableFuture<String>();
        if (!postUnlessClosed(() -> dump.complete(TaskDump.of(this)))) {
            return "the loop of thread " + threadName() + " is closed\n";
        }
        try {
            return dump.get(nanos(patience), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return TaskDump.ofStuck(thread, "has not answered within " + patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return TaskDump.ofStuck(thread, "was not waited for");
        } catch (ExecutionException e) {
            throw new IllegalStateException("the tasks cannot be described", e);
        }
    }

    private Runnable traced(Runnable callback) {
        Diagnostics known = diagnostics;
        return known == null ? callback : known.traced(callback);
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

    /** Closes what the loop holds: sockets, selector, its own pool. It must not be running. Tasks that are pending are reported. */
    @Override
    public void close() {
        checkThread();
        if (isRunning()) {
            throw new IllegalStateException("a loop that runs cannot be closed: let its run() end, and close it then");
        }
        if (closed) {
            return;
        }
        for (Task<?> task : tasks.toList()) {
            reporter.report(new Report(
                    Report.Kind.TASK_DESTROYED,
                    task.describe() + " was pending when the loop was closed, and never ends: it " + task.doing(),
                    null,
                    task.getStack()));
        }
        closed = true;
        pool.abandon();
        setDebug(false);
        threadsafeCalls.cancelAll();
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

    boolean isClosed() {
        return closed;
    }

    boolean isLoopThread() {
        return thread.equals(Thread.currentThread());
    }

    String threadName() {
        return thread.getName();
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the event loop is closed: start another one, with Asyncio.run(coroutine)");
        }
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
            return duration.isNegative()
                    ? 0
                    : Long.MAX_VALUE / 2; // 146 years, and the clock's present value can be added
        }
    }

    // ---- the loop itself

    /**
     * Goes round until it is done.
     *
     * @return whether the thread was interrupted, whereupon it was cancelled
     * @throws InterruptedException where it was interrupted again, or while the loop shuts down
     */
    private boolean runUntilDone(LoopFuture<?> future) throws InterruptedException {
        boolean interrupted = false;
        // A callback, so that what became ready before the task's end has its turn, as in asyncio.
        future.whenDone(() -> stopping = true);
        stopping = false;
        turnStartNanos = clock.nanos();
        while (!stopping) {
            turn();
            if (Thread.interrupted()) {
                if (interrupted || shuttingDown) {
                    throw cutShort();
                }
                interrupted = true;
                future.cancel();
            }
        }
        gauges.stalled(clock.nanos() - turnStartNanos);
        gauges.asleep(timers.pending(), tasks.size());
        return interrupted;
    }

    private InterruptedException cutShort() {
        gauges.asleep(timers.pending(), tasks.size());
        return new InterruptedException("interrupted while the loop was ending its tasks; given up on: "
                + tasks.toList().stream()
                        .map(task -> task.describe() + ", which " + task.doing())
                        .collect(Collectors.joining("; ")));
    }

    private void cancelAll() throws InterruptedException {
        List<Task<?>> left = tasks.toList();
        left.forEach(Task::cancel);
        if (diagnostics != null) {
            diagnostics.watchdog.cancelled(left);
        }
        runUntilDone(Gather.waitingFor(this, left));
        for (Task<?> task : left) {
            Throwable failure = task.isCancelled() ? null : task.exception();
            if (failure != null) {
                reporter.report(new Report(
                        Report.Kind.FAILURE_AT_SHUTDOWN,
                        task.describe() + " failed when it was cancelled at the end of the run",
                        failure));
            }
        }
    }

    private void endPool() throws InterruptedException {
        if (pool.isInUse()) {
            runUntilDone(createTask(shutdownDefaultExecutor(), "shut down the pool"));
        }
    }

    /** Closes the generators that nobody has closed; their clean-up may await. */
    private void closeGenerators() throws InterruptedException {
        if (!generators.isEmpty()) {
            runUntilDone(createTask(generators.closeAll(), "close generators"));
        }
    }

    private void turn() {
        long now = clock.nanos();
        gauges.stalled(now - turnStartNanos);
        boolean looked = true;
        if (ready.isEmpty()) {
            now = sleep(now);
        } else if (++turnsSinceLook >= LOOK_TURNS || now - lookedNanos >= LOOK_NANOS) {
            if (poller.hasSockets()) {
                poller.look();
            }
        } else {
            looked = false;
        }
        turnStartNanos = now;
        timers.moveDue(now, ready);
        moveSomePosted();
        if (looked) {
            looked(now);
        }
        int left = schedule == null ? ready.size() : schedule.arrange(ready);
        if (diagnostics == null) {
            for (; left > 0; left--) {
                call(ready.remove());
            }
        } else {
            Watchdog watchdog = diagnostics.watchdog;
            for (; left > 0; left--) {
                watchdog.call(ready.remove());
            }
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
        gauges.asleep(timers.pending(), tasks.size());
        poller.sleep(clock.pass(due));
        return clock.nanos();
    }

    private void looked(long now) {
        lookedNanos = now;
        turnsSinceLook = 0;
        gauges.looked(now, ready.size(), timers.pending(), tasks.size());
    }

    void call(Runnable callback) {
        try {
            callback.run();
        } catch (Throwable e) {
            reporter.report(new Report(Report.Kind.CALLBACK_FAILED, "a callback of the loop failed", e));
        }
    }
}

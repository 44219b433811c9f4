package claimbench.loop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The functions of Python's {@code asyncio}, to be imported statically:
 *
 * <pre>{@code
 * static Coroutine<String> fetch(String name) {      // async def fetch(name):
 *     return async(() -> {
 *         await(sleep(Duration.ofSeconds(1)));       //     await asyncio.sleep(1)
 *         return name;                               //     return name
 *     });
 * }
 *
 * run(async(() -> {                                  // asyncio.run(main())
 *     Task<String> a = createTask(fetch("a"));       //     a = asyncio.create_task(fetch("a"))
 *     List<String> both = await(gather(a, fetch("b")));
 * }));
 * }</pre>
 *
 * <p>All but {@link #async} and {@link #run} are for a thread on which a loop runs.
 */
public final class Asyncio {
    private Asyncio() {}

    /** A coroutine: what calling an {@code async def} function gives. Nothing runs yet. */
    public static <T extends @Nullable Object> Coroutine<T> async(Coroutine.Body<T> body) {
        return new Coroutine<>(body);
    }

    /** A coroutine that returns nothing. */
    @SuppressWarnings("NullAway") // null is the only value of Void
    public static Coroutine<Void> async(Coroutine.Action action) {
        return new Coroutine<>(() -> {
            action.run();
            return null;
        });
    }

    /**
     * Makes a loop, runs the coroutine on it to its end, cancels what is left, and closes the loop. Not from within a loop.
     *
     * @return what the coroutine returned
     * @throws Exception what it threw
     */
    public static <T extends @Nullable Object> T run(Coroutine<T> main) throws Exception {
        return run(main, LoopClock.SYSTEM);
    }

    /** As {@link #run(Coroutine)}, on the given time. */
    public static <T extends @Nullable Object> T run(Coroutine<T> main, LoopClock clock) throws Exception {
        EventLoop.checkNoneRuns();
        try (var loop = new EventLoop(clock)) {
            return loop.run(main);
        }
    }

    /** As {@link #run(Coroutine)}, in debug mode or not, whatever the system property says: {@link EventLoop#setDebug}. */
    public static <T extends @Nullable Object> T run(Coroutine<T> main, boolean debug) throws Exception {
        EventLoop.checkNoneRuns();
        try (var loop = new EventLoop(LoopClock.SYSTEM)) {
            loop.setDebug(debug);
            return loop.run(main);
        }
    }

    /**
     * Waits for an awaitable, while other tasks have their turns. A coroutine runs as part of this task, and takes no turn
     * of its own; what is done already is not waited for.
     *
     * @return its result
     * @throws Exception what it threw
     * @throws CancelledError where this task, or what it awaits, was cancelled
     * @throws IllegalStateException outside a coroutine, and where the stack cannot be left
     */
    public static <T extends @Nullable Object> T await(Awaitable<T> awaitable) throws Exception {
        Task<?> task = EventLoop.runningTask();
        return switch (awaitable) {
            case Coroutine<T> coroutine -> coroutine.take().run();
            case LoopFuture<T> future -> task.await(future);
        };
    }

    /** Sleeps while others have their turns; for nothing or less, each of them has one turn. */
    public static Coroutine<Void> sleep(Duration duration) {
        return async(() -> EventLoop.runningTask().sleep(EventLoop.nanos(duration)));
    }

    /** Makes a task of a coroutine. It begins in the loop's next turn, while the caller goes on. */
    public static <T extends @Nullable Object> Task<T> createTask(Coroutine<T> coroutine) {
        return EventLoop.running().createTask(coroutine);
    }

    /** As {@link #createTask(Coroutine)}, with a name. */
    public static <T extends @Nullable Object> Task<T> createTask(Coroutine<T> coroutine, String name) {
        return EventLoop.running().createTask(coroutine, name);
    }

    /**
     * All of them at once. Coroutines become tasks.
     *
     * @return the results, in the order of the arguments; fails as soon as one does, while the others go on
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T extends @Nullable Object> LoopFuture<List<T>> gather(Awaitable<? extends T>... awaitables) {
        return gather(Arrays.asList(awaitables));
    }

    /** As {@link #gather(Awaitable...)}. */
    public static <T extends @Nullable Object> LoopFuture<List<T>> gather(
            List<? extends Awaitable<? extends T>> awaitables) {
        EventLoop loop = EventLoop.running();
        return Gather.results(loop, futures(loop, awaitables));
    }

    /** As {@link #gather(Awaitable...)}, but gives every result and every failure: {@code return_exceptions=True}. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T extends @Nullable Object> LoopFuture<List<Outcome<T>>> gatherOutcomes(
            Awaitable<? extends T>... awaitables) {
        return gatherOutcomes(Arrays.asList(awaitables));
    }

    /** As {@link #gatherOutcomes(Awaitable...)}. */
    public static <T extends @Nullable Object> LoopFuture<List<Outcome<T>>> gatherOutcomes(
            List<? extends Awaitable<? extends T>> awaitables) {
        EventLoop loop = EventLoop.running();
        return Gather.outcomes(loop, futures(loop, awaitables));
    }

    /**
     * Waits for an awaitable, but not longer than the timeout: then cancels it and throws a {@link
     * java.util.concurrent.TimeoutException}, once its clean-up is done.
     */
    public static <T extends @Nullable Object> Coroutine<T> waitFor(Awaitable<T> awaitable, Duration timeout) {
        return async(() -> Timeout.within(EventLoop.runningTask(), timeout, () -> await(awaitable)));
    }

    /** Makes a blocking call on a thread of the loop's own pool, while the loop goes on. */
    public static <T extends @Nullable Object> Coroutine<T> toThread(Coroutine.Body<T> call) {
        return async(() -> await(EventLoop.running().runInExecutor(call)));
    }

    /** The task that runs, or null in a callback. */
    public static @Nullable Task<?> currentTask() {
        return EventLoop.running().currentTask();
    }

    /** The loop that runs on this thread. */
    public static EventLoop getRunningLoop() {
        return EventLoop.running();
    }

    /** The futures of awaitables; a coroutine that is given twice is one task. */
    private static <T extends @Nullable Object> List<LoopFuture<? extends T>> futures(
            EventLoop loop, List<? extends Awaitable<? extends T>> awaitables) {
        List<LoopFuture<? extends T>> futures = new ArrayList<>(awaitables.size());
        for (Awaitable<? extends T> awaitable : awaitables) {
            int first = isTaken(awaitable) ? awaitables.indexOf(awaitable) : futures.size();
            futures.add(first < futures.size() ? futures.get(first) : loop.ensureFuture(awaitable));
        }
        return futures;
    }

    private static boolean isTaken(Awaitable<?> awaitable) {
        return awaitable instanceof Coroutine<?> coroutine && coroutine.isTaken();
    }
}

package claimbench.loop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
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
@SuppressWarnings("overloads") // a block says which is meant: it returns something, or does not
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

    /** The future of an awaitable: itself, or a task made of a coroutine. */
    public static <T extends @Nullable Object> LoopFuture<T> ensureFuture(Awaitable<T> awaitable) {
        return EventLoop.running().ensureFuture(awaitable);
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
     * TimeoutException}, once its clean-up is done.
     */
    public static <T extends @Nullable Object> Coroutine<T> waitFor(Awaitable<T> awaitable, Duration timeout) {
        return async(() -> {
            return timeout.isPositive()
                    ? Timeout.within(timeout, scope -> await(awaitable))
                    : Timeout.atOnce(timeout, ensureFuture(awaitable));
        });
    }

    // ---- structure: what begins in a scope ends in it

    /**
     * Runs a body that makes tasks, and waits for all of them: {@code async with TaskGroup() as group}. When one fails, or the
     * body does, the rest is cancelled, and awaiting this throws an {@link ExceptionGroup} of the failures.
     *
     * @return what the body returned
     */
    public static <T extends @Nullable Object> Coroutine<T> taskGroup(Scope.Body<TaskGroup, T> body) {
        return async(() -> TaskGroup.run(body));
    }

    /** As {@link #taskGroup(Scope.Body)}, for a body that returns nothing. */
    public static Coroutine<Void> taskGroup(Scope.Action<TaskGroup> body) {
        return taskGroup(Scope.body(body));
    }

    /**
     * Runs a body, but not longer than the limit: then cancels it and throws a {@link TimeoutException}, once its clean-up is
     * done: {@code async with timeout(2) as scope}. The body may move its deadline.
     *
     * @param limit null for none, until the body sets one
     */
    public static <T extends @Nullable Object> Coroutine<T> timeout(
            @Nullable Duration limit, Scope.Body<Timeout, T> body) {
        return async(() -> Timeout.within(limit, body));
    }

    /** As {@link #timeout(Duration, Scope.Body)}, for a body that returns nothing. */
    public static Coroutine<Void> timeout(@Nullable Duration limit, Scope.Action<Timeout> body) {
        return timeout(limit, Scope.body(body));
    }

    /**
     * As {@link #timeout(Duration, Scope.Body)}, until a moment.
     *
     * @param whenNanos as {@link EventLoop#timeNanos} counts
     */
    public static <T extends @Nullable Object> Coroutine<T> timeoutAt(long whenNanos, Scope.Body<Timeout, T> body) {
        return async(() -> Timeout.at(whenNanos, body));
    }

    /** As {@link #timeoutAt(long, Scope.Body)}, for a body that returns nothing. */
    public static Coroutine<Void> timeoutAt(long whenNanos, Scope.Action<Timeout> body) {
        return timeoutAt(whenNanos, Scope.body(body));
    }

    /** Enters a resource, runs the body with it, and leaves it, however the body ends: {@code async with resource as r}. */
    public static <R, T extends @Nullable Object> Coroutine<T> with(AsyncResource<R> resource, Scope.Body<R, T> body) {
        return exitStack(stack -> {
            return body.run(stack.enter(resource));
        });
    }

    /** As {@link #with(AsyncResource, Scope.Body)}, for a body that returns nothing. */
    public static <R> Coroutine<Void> with(AsyncResource<R> resource, Scope.Action<R> body) {
        return with(resource, Scope.body(body));
    }

    /** Runs a body that enters resources, and leaves them in reverse order: {@code async with AsyncExitStack() as stack}. */
    public static <T extends @Nullable Object> Coroutine<T> exitStack(Scope.Body<AsyncExitStack, T> body) {
        return async(() -> AsyncExitStack.run(body));
    }

    /** As {@link #exitStack(Scope.Body)}, for a body that returns nothing. */
    public static Coroutine<Void> exitStack(Scope.Action<AsyncExitStack> body) {
        return exitStack(Scope.body(body));
    }

    // ---- other ways to wait

    /**
     * Passes on the outcome of an awaitable, but not a cancellation to it: who awaits this may be cancelled, and it goes on.
     * Keep the task: a failure that nobody awaits any more is logged.
     */
    public static <T extends @Nullable Object> LoopFuture<T> shield(Awaitable<T> awaitable) {
        return Shield.around(EventLoop.running().ensureFuture(awaitable));
    }

    /** {@link ReturnWhen#FIRST_COMPLETED}, for whoever imports this class alone. */
    public static final ReturnWhen FIRST_COMPLETED = ReturnWhen.FIRST_COMPLETED;

    /** {@link ReturnWhen#FIRST_EXCEPTION}. */
    public static final ReturnWhen FIRST_EXCEPTION = ReturnWhen.FIRST_EXCEPTION;

    /** {@link ReturnWhen#ALL_COMPLETED}. */
    public static final ReturnWhen ALL_COMPLETED = ReturnWhen.ALL_COMPLETED;

    /**
     * Waits until some of the futures are done. Cancels none of them, and throws none of their failures: {@code
     * asyncio.wait}, whose name every object has taken. There must be one at least.
     *
     * @return which are done, and which are not
     */
    public static <T extends @Nullable Object> Coroutine<Waited<T>> waitUntil(
            ReturnWhen condition, Collection<? extends LoopFuture<? extends T>> futures) {
        return async(() -> WaitUntil.run(condition, new LinkedHashSet<LoopFuture<? extends T>>(futures), null));
    }

    /** As {@link #waitUntil(ReturnWhen, Collection)}, but not longer than the timeout, which is no failure. */
    public static <T extends @Nullable Object> Coroutine<Waited<T>> waitUntil(
            ReturnWhen condition, Collection<? extends LoopFuture<? extends T>> futures, Duration timeout) {
        return async(() -> WaitUntil.run(condition, new LinkedHashSet<LoopFuture<? extends T>>(futures), timeout));
    }

    /**
     * Results in the order in which they come. Coroutines become tasks, at once.
     *
     * @return as many coroutines as there are awaitables, to be awaited one after another; each gives the next result, or
     *     throws the next failure
     */
    public static <T extends @Nullable Object> Iterable<Coroutine<T>> asCompleted(
            Collection<? extends Awaitable<? extends T>> awaitables) {
        return completed(awaitables, null);
    }

    /** As {@link #asCompleted(Collection)}; what is not there in time is a {@link TimeoutException}, and goes on. */
    public static <T extends @Nullable Object> Iterable<Coroutine<T>> asCompleted(
            Collection<? extends Awaitable<? extends T>> awaitables, Duration timeout) {
        return completed(awaitables, timeout);
    }

    private static <T extends @Nullable Object> Iterable<Coroutine<T>> completed(
            Collection<? extends Awaitable<? extends T>> awaitables, @Nullable Duration timeout) {
        EventLoop loop = EventLoop.running();
        var futures = new LinkedHashSet<LoopFuture<? extends T>>();
        new LinkedHashSet<>(awaitables).forEach(awaitable -> futures.add(loop.ensureFuture(awaitable)));
        var results = new AsCompleted<T>(loop, futures, timeout);
        return () -> results;
    }

    /** A stream of items, which its body makes one by one as they are asked for: what an {@code async def} with a yield is. */
    public static <T> AsyncGenerator<T> generator(AsyncGenerator.Body<T> body) {
        return new AsyncGenerator<>(body);
    }

    /**
     * Makes a call again, after a wait, as long as it fails and the policy has it retried. A cancellation is never retried.
     *
     * @param call makes a new coroutine for each attempt
     * @return its result; the last failure where it gave up, with the earlier ones as suppressed
     */
    public static <T extends @Nullable Object> Coroutine<T> retry(RetryPolicy policy, Supplier<Coroutine<T>> call) {
        return async(() -> Retry.run(policy, call));
    }

    // ---- threads

    /** Makes a blocking call on a thread of the loop's own pool, while the loop goes on. */
    public static <T extends @Nullable Object> Coroutine<T> toThread(Coroutine.Body<T> call) {
        return async(() -> await(EventLoop.running().runInExecutor(call)));
    }

    /**
     * Has a loop run a coroutine, from another thread.
     *
     * @return its result, for that thread; cancelling it cancels the task. Waiting for it on the loop's own thread would stop
     *     the loop
     * @throws IllegalStateException where the loop is closed
     */
    public static <T extends @Nullable Object> Future<T> runCoroutineThreadsafe(
            Coroutine<T> coroutine, EventLoop loop) {
        return loop.threadsafeCalls.submit(loop, coroutine);
    }

    // ---- where am I?

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

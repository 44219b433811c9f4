package claimbench.loop;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Watches a loop in debug mode from a thread of its own. A callback that has kept the loop for longer than it should is
 * reported while it still runs, with the stack that it is at: when it has returned, nobody can tell where the time went. A
 * stall that goes on is reported again each time that it has doubled.
 *
 * <p>The loop says when it begins and ends a callback, and gives each a number. The watchdog reads number, time and stack,
 * and the number again: where that is the same, all it saw was of this callback.
 *
 * <p>Durations are of the loop's clock. So nothing is slow on a virtual clock, whose time stands still while a callback runs,
 * and a trace on it stays the same each time; the thread's own pauses are of the machine's.
 */
final class Watchdog {
    /** asyncio's. */
    static final Duration SLOW = Duration.ofMillis(100);

    /** Tasks that go on for so long after they were cancelled at the end of the run are reported. */
    static final Duration CANCELLATION = Duration.ofSeconds(10);

    private static final long PAUSE_NANOS_MIN = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long PAUSE_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(25);
    private static final int CALLS_MAX = 200;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** No callback runs. */
    private static final long NONE = 0;

    private final EventLoop loop;
    private final LoopClock clock;
    private final Reporter reporter;
    private final long loopThreadId = Thread.currentThread().threadId();

    /** The one that is to watch; another, which was told to stop just now, sees that it is no longer the one. */
    private volatile @Nullable Thread thread;

    private volatile long slowNanos = SLOW.toNanos();

    /** Callbacks begun so far; the loop's own. */
    private long begun;

    /** The number of the callback that runs, or {@link #NONE}. Written after the two below. */
    private volatile long running;

    private volatile long startNanos;
    private volatile Object subject = this;

    /** What was cancelled at the end of the run; null before. */
    private volatile @Nullable Cancellation cancellation;

    /** The last callback that was reported, and how long it must have taken to be so again; the watchdog's own. */
    private long reported;

    private long reportAgainNanos;

    /**
     * Tasks that are to end.
     *
     * @param atNanos when they were told
     */
    private record Cancellation(List<? extends Task<?>> tasks, long atNanos) {}

    Watchdog(EventLoop loop, LoopClock clock, Reporter reporter) {
        this.loop = loop;
        this.clock = clock;
        this.reporter = reporter;
    }

    void setSlowNanos(long nanos) {
        slowNanos = nanos;
    }

    // ---- the loop's thread

    /** Begins to watch, for the time of a run. */
    void start() {
        if (thread == null) {
            Thread watching = Thread.ofPlatform().daemon().name("loop-watchdog").unstarted(this::watch);
            thread = watching;
            watching.start();
        }
    }

    void stop() {
        cancellation = null;
        Thread watching = thread;
        thread = null;
        LockSupport.unpark(watching);
    }

    /** These tasks have been told to end. */
    void cancelled(List<? extends Task<?>> tasks) {
        cancellation = new Cancellation(tasks, clock.nanos());
    }

    /** Runs a callback. */
    void call(Runnable callback) {
        Object called = subjectOf(callback);
        long start = clock.nanos();
        subject = called;
        startNanos = start;
        running = ++begun;
        try {
            loop.call(callback);
        } finally {
            running = NONE;
        }
        long took = clock.nanos() - start;
        if (took > slowNanos) {
            reporter.report(new Report(
                    Report.Kind.SLOW_CALLBACK, describe(called) + " has kept the loop for " + millis(took), null));
        }
    }

    /** What is known of a callback before it runs: a handle forgets what it has run. */
    private static Object subjectOf(Runnable callback) {
        return switch (callback) {
            case Stack stack when stack.task() != null -> stack.task();
            case ReadyHandle handle -> handle.subject();
            case CallbackTimer timer -> timer.subject();
            default -> callback;
        };
    }

    private static String describe(Object subject) {
        return switch (subject) {
            case Task<?> task -> task.describe();
            case TracedCallback callback -> callback.toString();
            default -> "a callback";
        };
    }

    // ---- the watchdog's thread

    private void watch() {
        while (Thread.currentThread().equals(thread)) {
            LockSupport.parkNanos(Math.clamp(slowNanos / 4, PAUSE_NANOS_MIN, PAUSE_NANOS_MAX));
            lookAtCallback();
            lookAtCancellation();
        }
    }

    private void lookAtCallback() {
        long seen = running;
        long nanos = clock.nanos() - startNanos;
        if (seen == NONE || nanos <= (seen == reported ? reportAgainNanos : slowNanos)) {
            return;
        }
        Object what = subject;
        ThreadInfo info = THREADS.getThreadInfo(loopThreadId, CALLS_MAX);
        if (info == null || running != seen) {
            return;
        }
        reported = seen;
        reportAgainNanos = 2 * nanos;
        reporter.report(slow(describe(what) + " has kept the loop for " + millis(nanos), info));
    }

    private static Report slow(String what, ThreadInfo info) {
        List<StackTraceElement> stack = Traces.ofProgram(info.getStackTrace());
        String blocked = BlockingCall.of(info);
        return blocked == null
                ? new Report(Report.Kind.SLOW_CALLBACK, what + " and still runs", null, stack)
                : new Report(
                        Report.Kind.BLOCKING_CALL,
                        what + ": " + blocked + ", and all tasks wait with it; off-load calls that block with toThread",
                        null,
                        stack);
    }

    private void lookAtCancellation() {
        Cancellation known = cancellation;
        if (known != null && clock.nanos() - known.atNanos() > CANCELLATION.toNanos()) {
            cancellation = null;
            loop.postUnlessClosed(() -> reportNotEnding(known));
        }
    }

    private void reportNotEnding(Cancellation known) {
        List<? extends Task<?>> left =
                known.tasks().stream().filter(task -> !task.isDone()).toList();
        if (!left.isEmpty()) {
            reporter.report(new Report(
                    Report.Kind.TASKS_NOT_ENDING,
                    "the run cannot end: tasks were cancelled " + millis(clock.nanos() - known.atNanos())
                            + " ago and go on; a second interrupt gives up on them\n" + TaskDump.of(left),
                    null));
        }
    }

    private static String millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos) + " ms";
    }
}

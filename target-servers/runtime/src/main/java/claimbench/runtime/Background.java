package claimbench.runtime;

import claimbench.contract.Meter;
import claimbench.contract.MeterNames;
import claimbench.contract.Problem;
import claimbench.contract.ProblemException;
import claimbench.contract.ServerLimits;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that goes on after the answer to its request, in code that blocks its thread: so much of it at once, so much that
 * waits, and no more is taken on. What was taken on is carried out, or is told of at the end; nothing is dropped in silence.
 *
 * <p>Which threads carry it out is the model's own affair: a pool of {@link ServerLimits#BACKGROUND_TASKS} platform threads,
 * whose queue is where tasks wait; or a virtual thread for each, which itself waits for its turn. Thread-safe.
 */
public final class Background {
    private static final Logger LOG = LoggerFactory.getLogger(Background.class);

    /** How long tasks that were cut off may take to notice. */
    private static final Duration CUT_OFF_MAX = Duration.ofSeconds(1);

    /** What is done for a user. */
    @FunctionalInterface
    public interface Task {
        void run() throws Exception;
    }

    private final ExecutorService threads;
    private final int placesMax;
    private final Semaphore places;
    private final Semaphore turns;
    private final AtomicInteger running = new AtomicInteger();

    /** Users whose task has not ended. */
    private final Set<Integer> pending = ConcurrentHashMap.newKeySet();

    private final Counter successes;
    private final Counter failures;
    private volatile boolean cutOff;

    /**
     * A runner with nothing to do.
     *
     * @param threads carry the tasks out; belong to this from here on
     * @param tasksMax that are carried out at the same time
     * @param queueMax tasks that may wait beyond these
     */
    public Background(ExecutorService threads, int tasksMax, int queueMax, ServerMeters meters) {
        this.threads = threads;
        placesMax = tasksMax + queueMax;
        places = new Semaphore(placesMax);
        turns = new Semaphore(tasksMax, true);
        successes = meters.counter(Meter.BACKGROUND_ENDED, Tags.of(MeterNames.OUTCOME, "success"));
        failures = meters.counter(Meter.BACKGROUND_ENDED, Tags.of(MeterNames.OUTCOME, "failure"));
        meters.gauge(Meter.BACKGROUND_TASKS, Tags.of(MeterNames.STATE, "running"), running, AtomicInteger::doubleValue);
        meters.gauge(
                Meter.BACKGROUND_TASKS,
                Tags.of(MeterNames.STATE, "waiting"),
                this,
                background -> Math.max(0, background.pending.size() - background.running.get()));
    }

    /**
     * Takes a place, before it is certain that there will be a task: so that a request which is refused has done nothing
     * yet. To be closed.
     *
     * @throws ProblemException 503 where there is none
     */
    public Place reserve() {
        if (!places.tryAcquire()) {
            throw new ProblemException(Problem.backgroundFull(placesMax));
        }
        return new Place();
    }

    /** Room for one task. For one thread. */
    public final class Place implements AutoCloseable {
        private boolean taken;

        private Place() {}

        /** Puts a task there; it begins when it is its turn. At most once. */
        public void run(int user, Task task) {
            taken = true;
            pending.add(user);
            try {
                threads.execute(() -> carryOut(user, task));
            } catch (RejectedExecutionException | OutOfMemoryError e) {
                // After a drain; or the system starts no more threads, which is an error by name.
                LOG.error("user {} was not notified: {}", user, e.toString());
                ended(user, failures);
            }
        }

        /** Gives the room back where no task was put there. */
        @Override
        public void close() {
            if (!taken) {
                taken = true;
                places.release();
            }
        }
    }

    private void carryOut(int user, Task task) {
        Throwable failure = failure(task);
        if (failure == null) {
            // Even when it is cut off meanwhile: to tell that this user was not notified would be to notify twice.
            ended(user, successes);
        } else if (!cutOff) {
            ended(user, failures);
            LOG.warn("user {} was not notified: {}", user, failure.toString());
        }
        // Else the drain tells of it, with all the others.
    }

    /** Why the task failed, be it by an Error: whom it was for must be in the log in any case. Null where it succeeded. */
    private @Nullable Throwable failure(Task task) {
        try {
            turns.acquire();
            running.incrementAndGet();
            try {
                if (cutOff) {
                    return new InterruptedException("cut off before it began");
                }
                task.run();
                return null;
            } finally {
                running.decrementAndGet();
                turns.release();
            }
        } catch (Throwable e) {
            return e;
        }
    }

    private void ended(int user, Counter outcome) {
        outcome.increment();
        pending.remove(user);
        places.release();
    }

    /**
     * Carries out what was taken on, for so long at most, cuts off the rest and tells of it. Called once, when no more
     * requests come.
     */
    public void drain(Duration max) {
        threads.shutdown();
        try {
            if (threads.awaitTermination(max.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        cutOff = true;
        threads.shutdownNow();
        try {
            var _ = threads.awaitTermination(CUT_OFF_MAX.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        tellWhoIsLeft();
    }

    /** Last, since a task that was about to end may have ended well meanwhile. */
    private void tellWhoIsLeft() {
        List<Integer> left = pending.stream().sorted().toList();
        if (left.isEmpty()) {
            return;
        }
        failures.increment(left.size());
        LOG.error("{} background tasks were cut off at shutdown", left.size());
        LogLines.of(left.stream().map(String::valueOf).toList())
                .forEach(users -> LOG.error("users not notified: {}", users));
    }
}

package claimbench.kit;

import claimbench.contract.Meter;
import claimbench.contract.MeterNames;
import claimbench.contract.Problem;
import claimbench.contract.ProblemException;
import claimbench.contract.ServerLimits;
import claimbench.runtime.ServerMeters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The reference's work after the answer: so many tasks at once, so many that wait, and no more. */
final class Background {
    private final Semaphore room = new Semaphore(ServerLimits.BACKGROUND_TASKS + ServerLimits.BACKGROUND_QUEUE_MAX);
    private final Semaphore turns = new Semaphore(ServerLimits.BACKGROUND_TASKS);
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Counter succeeded;
    private final Counter failed;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Background(ServerMeters meters) {
        meters.gauge(Meter.BACKGROUND_TASKS, state("running"), running, AtomicInteger::doubleValue);
        meters.gauge(Meter.BACKGROUND_TASKS, state("waiting"), waiting, AtomicInteger::doubleValue);
        succeeded = meters.counter(Meter.BACKGROUND_ENDED, outcome("success"));
        failed = meters.counter(Meter.BACKGROUND_ENDED, outcome("failure"));
    }

    private static Tags state(String state) {
        return Tags.of(MeterNames.STATE, state);
    }

    private static Tags outcome(String outcome) {
        return Tags.of(MeterNames.OUTCOME, outcome);
    }

    /** Takes a place for a task that is still to be handed over. */
    void reserve() {
        if (!room.tryAcquire()) {
            throw new ProblemException(Problem.overloaded("the background is full; try again later"));
        }
    }

    boolean hasRoom() {
        return room.availablePermits() > 0;
    }

    /** Gives the place back. */
    void release() {
        room.release();
    }

    /** Does a task some time after this returns; its place has been reserved. */
    void execute(Callable<?> task) {
        waiting.incrementAndGet();
        threads.execute(() -> {
            turns.acquireUninterruptibly();
            running.incrementAndGet();
            waiting.decrementAndGet();
            try {
                task.call();
                succeeded.increment();
            } catch (Exception e) {
                failed.increment();
            } finally {
                running.decrementAndGet();
                turns.release();
                room.release();
            }
        });
    }

    /** Finishes what it can in this time, and drops the rest. */
    void close(Duration max) {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(max.toNanos(), TimeUnit.NANOSECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

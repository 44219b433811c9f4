package claimbench.eventloop;

import static claimbench.loop.Asyncio.ALL_COMPLETED;
import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.waitUntil;

import claimbench.contract.Problem;
import claimbench.contract.ProblemException;
import claimbench.loop.Coroutine;
import claimbench.loop.Semaphore;
import claimbench.loop.Task;
import claimbench.runtime.LogLines;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that outlives its request: a task each, as many at once as a semaphore lets in; the others wait, and what finds no
 * room to wait is refused. Nothing that was begun is dropped: at the end it is waited for, and what is left then is named.
 *
 * <pre>
 *     takePlace ──▶ place taken ── begin ──▶ waiting ──▶ running ──▶ ended
 *        │ full          │ closed without a task             └── drain's limit ──▶ left, and named
 *        ▼               ▼
 *       503           given back
 * </pre>
 *
 * <p>For the loop's thread, but for the counts.
 */
final class Background {
    private static final Logger LOG = LoggerFactory.getLogger(Background.class);

    private final int runningMax;
    private final int waitingMax;
    private final Semaphore turns;
    private final Consumer<Boolean> whenEnded;

    /** By task: what it is, in words. Held here, or a task that nobody else knows might be collected. */
    private final Map<Task<Void>, String> tasks = new LinkedHashMap<>();

    /** Places taken, with a task or without one yet. */
    private volatile int places;

    /**
     * No work yet.
     *
     * @param runningMax how many run at once, at least 1
     * @param waitingMax how many more may wait
     * @param whenEnded told of each piece of work whether it succeeded
     */
    Background(int runningMax, int waitingMax, Consumer<Boolean> whenEnded) {
        this.runningMax = runningMax;
        this.waitingMax = waitingMax;
        this.whenEnded = whenEnded;
        turns = new Semaphore(runningMax);
    }

    /** Room for one piece of work. To be closed: a place without a task is given back. */
    final class Place implements AutoCloseable {
        private boolean used;

        /** Begins the work, or has it wait for its turn. */
        void begin(String name, Coroutine<Void> work) {
            used = true;
            Task<Void> task = createTask(async(() -> turns.with(() -> await(work))), name);
            tasks.put(task, name);
            task.addDoneCallback(done -> over(task));
        }

        @Override
        public void close() {
            if (!used) {
                setPlaces(places - 1);
            }
        }
    }

    /**
     * Takes a place.
     *
     * @throws ProblemException 503 where there is none
     */
    Place takePlace() {
        if (places >= runningMax + waitingMax) {
            throw new ProblemException(Problem.backgroundFull(runningMax + waitingMax));
        }
        setPlaces(places + 1);
        return new Place();
    }

    private void over(Task<Void> task) {
        String name = tasks.remove(task);
        Throwable failure = task.isCancelled() ? null : task.exception();
        if (failure != null) {
            LOG.warn("background task failed: {}: {}", name, failure.toString());
        }
        // Counted first: whoever sees from another loop that nothing is left sees how it ended, too.
        whenEnded.accept(failure == null && !task.isCancelled());
        setPlaces(places - 1);
    }

    private void setPlaces(int now) {
        places = now;
    }

    /** How many run. From any thread. */
    int running() {
        return Math.min(places, runningMax);
    }

    /** How many wait. From any thread. */
    int waiting() {
        return Math.max(0, places - runningMax);
    }

    /**
     * Waits for all of it, but no longer than this; what is left then is cancelled, and named in the log.
     *
     * @return the names of what was left
     */
    Coroutine<List<String>> drain(Duration limit) {
        return async(() -> {
            if (!tasks.isEmpty()) {
                await(waitUntil(ALL_COMPLETED, List.copyOf(tasks.keySet()), limit));
            }
            List<String> left = List.copyOf(tasks.values());
            if (!left.isEmpty()) {
                LOG.error("{} background tasks were not done within {} and are given up", left.size(), limit);
                LogLines.of(left).forEach(names -> LOG.error("given up: {}", names));
                List.copyOf(tasks.keySet()).forEach(Task::cancel);
            }
            return left;
        });
    }
}

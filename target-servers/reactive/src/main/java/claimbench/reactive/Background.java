package claimbench.reactive;

import claimbench.contract.Meter;
import claimbench.contract.MeterNames;
import claimbench.contract.Problem;
import claimbench.contract.ProblemException;
import claimbench.contract.ServerLimits;
import claimbench.runtime.ServerMeters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Work that goes on after the answer to its request: so much of it at once, so much that waits, and no more is taken on.
 * What was taken on is carried out, or is told of at the end. Thread-safe.
 */
final class Background {
    private static final Logger LOG = LoggerFactory.getLogger(Background.class);

    private record Task(int user, Mono<Void> work) {}

    /** Room for one task, taken before it is certain that there will be one. */
    final class Place {
        private final AtomicBoolean settled = new AtomicBoolean();

        /** Puts a task there; it begins when it is its turn. */
        void run(int user, Mono<Void> work) {
            if (!settled.compareAndSet(false, true)) {
                places.incrementAndGet(); // given back by a client that has just left; its row is there all the same
            }
            hand(new Task(user, work));
        }

        /** Gives the room back where no task was put there. */
        void giveBack() {
            if (settled.compareAndSet(false, true)) {
                places.decrementAndGet();
            }
        }
    }

    private final int placesMax;
    private final AtomicInteger places = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();

    /** Users whose task has not ended. */
    private final Set<Integer> pending = ConcurrentHashMap.newKeySet();

    // No longer than there are places; guarded by its own monitor where it is filled.
    private final Sinks.Many<Task> tasks = Sinks.many().unicast().onBackpressureBuffer();
    private final Mono<Void> allEnded;
    private final Disposable subscription;
    private final Counter successes;
    private final Counter failures;

    /**
     * A runner with nothing to do.
     *
     * @param atOnce tasks that are carried out at the same time
     * @param queueMax tasks that may wait
     */
    Background(int atOnce, int queueMax, ServerMeters meters) {
        placesMax = atOnce + queueMax;
        successes = meters.counter(Meter.BACKGROUND_ENDED, Tags.of(MeterNames.OUTCOME, "success"));
        failures = meters.counter(Meter.BACKGROUND_ENDED, Tags.of(MeterNames.OUTCOME, "failure"));
        meters.gauge(Meter.BACKGROUND_TASKS, Tags.of(MeterNames.STATE, "running"), running, AtomicInteger::doubleValue);
        meters.gauge(
                Meter.BACKGROUND_TASKS,
                Tags.of(MeterNames.STATE, "waiting"),
                this,
                background -> Math.max(0, background.pending.size() - background.running.get()));
        Sinks.Empty<Void> end = Sinks.empty();
        allEnded = end.asMono();
        subscription = tasks.asFlux()
                .flatMap(this::carriedOut, atOnce)
                .subscribe(none -> {}, failure -> LOG.error("the background has failed", failure), end::tryEmitEmpty);
    }

    /**
     * Takes a place; {@link Place#run} or {@link Place#giveBack} must follow.
     *
     * @throws ProblemException 503 where there is none
     */
    Place reserve() {
        if (places.incrementAndGet() > placesMax) {
            places.decrementAndGet();
            throw new ProblemException(Problem.backgroundFull(placesMax));
        }
        return new Place();
    }

    private void hand(Task task) {
        pending.add(task.user);
        Sinks.EmitResult result;
        synchronized (tasks) { // a sink takes one caller at a time
            result = tasks.tryEmitNext(task);
        }
        if (result.isFailure()) {
            LOG.error("user {} was not notified: the background has ended", task.user);
            ended(task, failures);
        }
    }

    private void ended(Task task, Counter outcome) {
        outcome.increment();
        pending.remove(task.user);
        places.decrementAndGet();
    }

    private Mono<Void> carriedOut(Task task) {
        return task.work
                .doOnSubscribe(begun -> running.incrementAndGet())
                .doOnTerminate(running::decrementAndGet)
                .doOnSuccess(done -> ended(task, successes))
                .onErrorResume(failure -> {
                    LOG.warn("user {} was not notified: {}", task.user, failure.toString());
                    ended(task, failures);
                    return Mono.empty();
                });
    }

    /**
     * Carries out what was taken on, for so long at most, and tells of the rest. Called once, when no more requests come.
     */
    void drain(Duration max) {
        synchronized (tasks) {
            tasks.tryEmitComplete();
        }
        try {
            allEnded.block(max);
        } catch (IllegalStateException e) {
            subscription.dispose();
            LOG.error(
                    "{} background tasks were cut off at shutdown; users not notified: {}",
                    pending.size(),
                    pending.stream().sorted().map(String::valueOf).collect(Collectors.joining(", ")));
        }
    }

    /** For {@link claimbench.contract.ServerLimits#BACKGROUND_TASKS} at once. */
    static Background of(int queueMax, ServerMeters meters) {
        return new Background(ServerLimits.BACKGROUND_TASKS, queueMax, meters);
    }
}

package claimbench.harness.run;

import claimbench.contract.Meter;
import claimbench.contract.MeterNames;
import claimbench.contract.Route;
import claimbench.harness.result.Condition;
import claimbench.harness.result.Trial.BackgroundTasks;
import claimbench.harness.result.Trial.RequestCount;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What became of the tasks that a target accepted for its background, by its own counter: over a whole trial, and until the last of them has had
 * its time, since an answer that comes before its task says nothing of it.
 */
final class BackgroundCount {
    /** Of the scenario, and of its request whose task is left to the background. */
    private static final String NAME = "background";

    /** How long a task takes, in milliseconds. */
    private static final String TASK_MILLIS = "mail-ms";

    private static final String SUCCESS = "success";
    private static final long PAUSE_MILLIS = 20;

    private final HttpProbe target;
    private final Seen before;
    private final Duration idleBound;

    private BackgroundCount(HttpProbe target, Seen before, Duration idleBound) {
        this.target = target;
        this.before = before;
        this.idleBound = idleBound;
    }

    /**
     * What a target says of its background.
     *
     * @param left tasks that run, or wait for their turn
     * @param succeeded since it was started
     * @param failed since it was started
     */
    record Seen(long left, long succeeded, long failed) {
        private static final String LEFT = Meter.BACKGROUND_TASKS.sample();
        private static final String ENDED = Meter.BACKGROUND_ENDED.sample();

        /** Empty where the text has no such counters, or those of one process of several. */
        static Optional<Seen> parse(String metrics) {
            List<MetricsLine> ended = MetricsLine.named(ENDED, metrics);
            if (ended.isEmpty()
                    || ended.stream().anyMatch(sample -> sample.labels().containsKey(MeterNames.WORKER))) {
                return Optional.empty();
            }
            Predicate<MetricsLine> good =
                    sample -> SUCCESS.equals(sample.labels().get(MeterNames.OUTCOME));
            return Optional.of(new Seen(
                    sum(MetricsLine.named(LEFT, metrics), sample -> true),
                    sum(ended, good),
                    sum(ended, good.negate())));
        }

        private static long sum(List<MetricsLine> samples, Predicate<MetricsLine> of) {
            return samples.stream()
                    .filter(of)
                    .mapToLong(sample -> Math.round(sample.amount()))
                    .sum();
        }

        private long ended() {
            return succeeded + failed;
        }
    }

    /**
     * Counts from here on.
     *
     * @param idleBound for what a target may still have to do that was asked before, and to write down what it has done
     * @return empty where the load leaves nothing to the background, or the target does not count it
     */
    static Optional<BackgroundCount> from(HttpProbe target, Condition condition, Duration idleBound)
            throws InterruptedException {
        return condition.scenario().equals(NAME)
                ? seen(target, idleBound, now -> now.left() == 0)
                        .filter(now -> now.left() == 0)
                        .map(before -> new BackgroundCount(target, before, idleBound))
                : Optional.empty();
    }

    /**
     * Waits for them, when the load has ended, for as long as one takes: users who wait for every second answer never leave so many that tasks wait
     * for their turn.
     *
     * @param sent by request name, warm-up included
     * @return empty where the target did not say
     */
    Optional<BackgroundTasks> ended(Condition condition, Map<String, RequestCount> sent) throws InterruptedException {
        long accepted = sent.getOrDefault(NAME, new RequestCount(0, 0)).answered();
        long taskMillis = Long.parseLong(condition.parameters().getOrDefault(TASK_MILLIS, "0"));
        return seen(target, idleBound.plusMillis(taskMillis), now -> now.ended() - before.ended() >= accepted)
                .map(now -> new BackgroundTasks(
                        accepted, now.succeeded() - before.succeeded(), now.failed() - before.failed()));
    }

    /** Asks until this is so, or the bound has passed; what it saw last. */
    private static Optional<Seen> seen(HttpProbe target, Duration bound, Predicate<Seen> until)
            throws InterruptedException {
        long deadline = System.nanoTime() + bound.toNanos();
        while (true) {
            Optional<Seen> now;
            try {
                now = Seen.parse(target.get(Route.METRICS.path()));
            } catch (TrialFailure e) {
                return Optional.empty();
            }
            if (now.isEmpty() || until.test(now.get()) || System.nanoTime() - deadline >= 0) {
                return now;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }
}

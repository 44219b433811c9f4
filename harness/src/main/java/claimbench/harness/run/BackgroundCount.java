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
 * What became of the tasks that a target accepted for its background, by its own counter: over a whole trial, and until nothing is left there, since an
 * answer that comes before its task says nothing of it.
 */
final class BackgroundCount {
    /** How long a task takes, in milliseconds. */
    private static final String TASK_MILLIS = "mail-ms";

    private static final String SUCCESS = "success";
    private static final long PAUSE_MILLIS = 20;

    private final HttpProbe target;
    private final Seen before;
    private final Duration bound;

    private BackgroundCount(HttpProbe target, Seen before, Duration bound) {
        this.target = target;
        this.before = before;
        this.bound = bound;
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

        /** Empty where the text has no such meters, or those of one process of several. */
        static Optional<Seen> parse(String metrics) {
            List<MetricsLine> left = MetricsLine.ofTheOnlyProcess(LEFT, metrics);
            List<MetricsLine> ended = MetricsLine.ofTheOnlyProcess(ENDED, metrics);
            if (left.isEmpty() || ended.isEmpty()) {
                return Optional.empty();
            }
            Predicate<MetricsLine> good =
                    sample -> SUCCESS.equals(sample.labels().get(MeterNames.OUTCOME));
            return Optional.of(new Seen(sum(left, _ -> true), sum(ended, good), sum(ended, good.negate())));
        }

        private static long sum(List<MetricsLine> samples, Predicate<MetricsLine> of) {
            return samples.stream().filter(of).mapToLong(MetricsLine::count).sum();
        }
    }

    /**
     * Counts from here on, when nothing is left of what was asked before.
     *
     * @param bound for a target to have nothing left to do, beside the time that a task takes
     * @return empty where the scenario is another, the target has no such meters, or its background is still busy
     */
    static Optional<BackgroundCount> from(HttpProbe target, Condition condition, Duration bound)
            throws InterruptedException {
        if (!condition.scenario().equals(BackgroundTasks.SCENARIO)) {
            return Optional.empty();
        }
        long taskMillis = Long.parseLong(condition.parameters().getOrDefault(TASK_MILLIS, "0"));
        Duration whole = bound.plusMillis(taskMillis);
        return idle(target, whole).map(before -> new BackgroundCount(target, before, whole));
    }

    /**
     * Waits until nothing is left, when the load has ended.
     *
     * @param sent by request name, warm-up included
     * @return empty where the target did not say, or is still busy: what waits for its turn is not lost
     */
    Optional<BackgroundTasks> ended(Map<String, RequestCount> sent) throws InterruptedException {
        long accepted = sent.getOrDefault(BackgroundTasks.SCENARIO, new RequestCount(0, 0))
                .answered();
        return idle(target, bound)
                .map(now -> new BackgroundTasks(
                        accepted, now.succeeded() - before.succeeded(), now.failed() - before.failed()));
    }

    /**
     * Asks until nothing is left, twice in a row: a task that begins while the meters are read may be missing from both those that wait and those that
     * run.
     */
    private static Optional<Seen> idle(HttpProbe target, Duration bound) throws InterruptedException {
        long deadline = System.nanoTime() + bound.toNanos();
        Optional<Seen> last = Optional.empty();
        while (true) {
            Optional<Seen> now = Optional.empty();
            try {
                now = Seen.parse(target.get(Route.METRICS.path()));
                if (now.isEmpty()) {
                    return now;
                }
            } catch (TrialFailure e) {
                // Perhaps the next time.
            }
            if (now.isPresent() && now.get().left() == 0 && now.equals(last)) {
                return now;
            }
            if (System.nanoTime() - deadline >= 0) {
                return Optional.empty();
            }
            last = now;
            Thread.sleep(PAUSE_MILLIS);
        }
    }
}

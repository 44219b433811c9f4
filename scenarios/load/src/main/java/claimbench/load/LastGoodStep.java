package claimbench.load;

import claimbench.load.Turns.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What a load whose rate rises in steps says of the capacity: the highest rate that the server kept up with. Every request
 * of a step is waited for, so that all of them may be answered in the end although the server was too slow. So a step is
 * good if no request of it failed, and if at least 95 of 100 were answered before the step was over, but for the time that
 * an answer takes anyway: the median of the quickest step.
 *
 * <pre>
 * requests  |------ step ------|
 * answers     |------ step ------|            good: each as late as the first
 * answers     |----------- step -----------|  the server fell behind: the last came when the step was over
 *                              |-| median
 * </pre>
 */
final class LastGoodStep {
    private static final double ANSWERED_IN_TIME_MIN = 0.95;
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    /** A second's requests were due at any time of it. */
    private static final long HALF_A_SECOND_NANOS = NANOS_PER_SECOND / 2;

    private LastGoodStep() {}

    /**
     * How a step went.
     *
     * @param requestsPerSecond arrivals
     * @param inTime share of its requests that were answered rightly and in time
     * @param failed requests
     */
    record Step(int requestsPerSecond, double inTime, long failed) {
        boolean good() {
            return failed == 0 && inTime >= ANSWERED_IN_TIME_MIN;
        }

        private String inWords() {
            return String.format(
                    Locale.ROOT, "%,d a second (%.0f %% in time, %,d failed)", requestsPerSecond, 100 * inTime, failed);
        }
    }

    /** For a person; empty where the rate does not rise from step to step. */
    static Optional<String> inWords(Turns turns, int windowMillis, Recording.Totals totals) {
        if (!(turns instanceof Turns.Staged(List<Stage> stages)) || !rises(stages)) {
            return Optional.empty();
        }
        return Optional.of(inWords(steps(stages, windowMillis, totals)));
    }

    private static boolean rises(List<Stage> stages) {
        for (int stage = 1; stage < stages.size(); stage++) {
            if (stages.get(stage).requestsPerSecond() <= stages.get(stage - 1).requestsPerSecond()) {
                return false;
            }
        }
        return stages.size() > 1;
    }

    static String inWords(List<Step> steps) {
        int last = steps.size() - 1;
        while (last >= 0 && !steps.get(last).good()) {
            last--;
        }
        if (last < 0) {
            return "no step was good: the capacity is less than "
                    + steps.getFirst().inWords();
        }
        String good = "last good step: " + steps.get(last).inWords();
        return last == steps.size() - 1
                ? good + "; no step was too much, so that is only a lower bound of the capacity: let it rise higher"
                : good + "; too much: " + steps.get(last + 1).inWords();
    }

    /** Each step has an arm of its own. */
    private static List<Step> steps(List<Stage> stages, int windowMillis, Recording.Totals totals) {
        long anywayNanos = totals.answered().stream()
                .filter(answered -> answered.count() > 0)
                .mapToLong(answered -> answered.total().getValueAtPercentile(50))
                .min()
                .orElse(0);
        List<Step> steps = new ArrayList<>();
        for (int step = 0; step < stages.size(); step++) {
            Seconds.Merged answered = totals.answered().get(step);
            long failed = totals.failed(step);
            long all = answered.count() + failed;
            long endSecond = Math.round(stages.get(step).endsAt() * windowMillis / 1_000.0);
            long inTime = answered.count() - late(answered, endSecond, anywayNanos);
            steps.add(new Step(stages.get(step).requestsPerSecond(), all == 0 ? 0 : (double) inTime / all, failed));
        }
        return steps;
    }

    /** Answers that came when the step was over, and not only because its last requests were due just before. */
    private static long late(Seconds.Merged answered, long endSecond, long anywayNanos) {
        long late = 0;
        for (int second : answered.seconds()) {
            long inTimeNanos = (endSecond - second) * NANOS_PER_SECOND - HALF_A_SECOND_NANOS + anywayNanos;
            Histogram taken = answered.of(second);
            late += taken.getTotalCount() - taken.getCountBetweenValues(0, Math.max(0, inTimeNanos));
        }
        return late;
    }
}

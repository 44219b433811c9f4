package claimbench.load;

import claimbench.load.Turns.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * When arrivals of an open load are due, and which stage of the window a moment belongs to. Time runs from the beginning of
 * the warm-up, which belongs to the first stage:
 *
 * <pre>
 * 0         warm-up                                     warm-up + window
 * |------------|---- stage 0 ----|---- stage 1 ----|---- stage 2 ----|
 *     rate 0         rate 0             rate 1            rate 2
 * </pre>
 *
 * Immutable.
 */
final class Schedule {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * A time of one rate.
     *
     * @param fromNanos its start
     * @param seconds its length; the last one's is rounded up
     * @param firstArrival how many arrivals are due before it
     */
    record Stretch(long fromNanos, int seconds, long firstArrival, int requestsPerSecond) {}

    private final long[] stageEndNanos;
    private final List<Stretch> stretches;

    private Schedule(long[] stageEndNanos, List<Stretch> stretches) {
        this.stageEndNanos = stageEndNanos;
        this.stretches = List.copyOf(stretches);
    }

    /** One rate, and one stage. */
    static Schedule constant(int requestsPerSecond, int warmUpMillis, int windowMillis) {
        return new Schedule(
                new long[] {Long.MAX_VALUE}, List.of(constantStretch(requestsPerSecond, warmUpMillis, windowMillis)));
    }

    /**
     * The schedule of a load.
     *
     * @param scenario its name, for messages
     * @param requestsPerSecond where the stages have no rate of their own
     * @throws SettingsException where the times do not suit stages with rates of their own
     */
    static Schedule of(String scenario, Turns turns, int requestsPerSecond, int warmUpMillis, int windowMillis) {
        if (!(turns instanceof Turns.Staged(List<Stage> stages))) {
            return constant(requestsPerSecond, warmUpMillis, windowMillis);
        }
        if (turns.isShaped()) {
            checkWholeSeconds(scenario, "warmUpMillis", warmUpMillis);
            checkWholeSeconds(scenario, "windowMillis", windowMillis);
        }
        // Gatling injects at one rate for whole seconds; where the rate stays the same, stages may end at any time.
        long grainMillis = turns.isShaped() ? TimeUnit.SECONDS.toMillis(1) : 1;
        long[] ends = new long[stages.size()];
        long endMillis = 0;
        for (int stage = 0; stage < ends.length; stage++) {
            long next = Math.round(stages.get(stage).endsAt() * windowMillis / grainMillis) * grainMillis;
            if (next == endMillis) {
                throw new SettingsException(Settings.PREFIX + "windowMillis is too short for the " + ends.length
                        + " stages of scenario " + scenario + ": each needs " + grainMillis + " ms");
            }
            endMillis = next;
            ends[stage] = (warmUpMillis + endMillis) * NANOS_PER_MILLI;
        }
        return new Schedule(
                ends,
                turns.isShaped()
                        ? stretches(stages, ends)
                        : List.of(constantStretch(requestsPerSecond, warmUpMillis, windowMillis)));
    }

    /** When an arrival, counted from 0, is due. */
    long dueNanos(long arrival) {
        Stretch stretch = stretches.getFirst();
        for (Stretch next : stretches) {
            if (next.firstArrival > arrival) {
                break;
            }
            stretch = next;
        }
        double seconds = (double) (arrival - stretch.firstArrival) / stretch.requestsPerSecond;
        return stretch.fromNanos + Math.round(seconds * NANOS_PER_SECOND);
    }

    /** The stage that a moment belongs to, counted from 0; after the end, the last. */
    int stageAt(long nanos) {
        int stage = 0;
        while (stage < stageEndNanos.length - 1 && nanos >= stageEndNanos[stage]) {
            stage++;
        }
        return stage;
    }

    /** The times of one rate, in order. */
    List<Stretch> stretches() {
        return stretches;
    }

    /** Arrivals a second of the warm-up. */
    int firstRate() {
        return stretches.getFirst().requestsPerSecond();
    }

    /** Arrivals a second, on average over all of it. */
    double requestsPerSecond() {
        long arrivals = stretches.stream()
                .mapToLong(stretch -> (long) stretch.seconds * stretch.requestsPerSecond)
                .sum();
        return (double) arrivals / stretches.stream().mapToInt(Stretch::seconds).sum();
    }

    private static Stretch constantStretch(int requestsPerSecond, int warmUpMillis, int windowMillis) {
        return new Stretch(0, Math.ceilDiv(warmUpMillis + windowMillis, 1_000), 0, requestsPerSecond);
    }

    private static List<Stretch> stretches(List<Stage> stages, long[] endNanos) {
        List<Stretch> stretches = new ArrayList<>();
        long fromNanos = 0;
        long arrivals = 0;
        for (int stage = 0; stage < endNanos.length; stage++) {
            int seconds = Math.toIntExact(TimeUnit.NANOSECONDS.toSeconds(endNanos[stage] - fromNanos));
            int rate = stages.get(stage).requestsPerSecond();
            stretches.add(new Stretch(fromNanos, seconds, arrivals, rate));
            arrivals += (long) seconds * rate;
            fromNanos = endNanos[stage];
        }
        return stretches;
    }

    private static void checkWholeSeconds(String scenario, String name, int millis) {
        if (millis % 1_000 != 0) {
            throw new SettingsException(Settings.PREFIX + name + " must be whole seconds for scenario " + scenario
                    + ", whose rate changes with the seconds, not " + millis);
        }
    }
}

package claimbench.load;

import claimbench.load.Turns.Stage;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * When arrivals of an open load are due, and which stage of the window a moment belongs to. Time runs from the beginning of
 * the warm-up, which belongs to the first stage. Over its first half, at most some seconds, the rate rises from nothing, so that connections are opened
 * one after another and not in one burst:
 *
 * <pre>
 * 0         warm-up             warm-up                    warm-up + window
 * |------------|----- stage 0 -----|---- stage 1 ----|---- stage 2 ----|
 *   0 to rate 0       rate 0             rate 1            rate 2
 * </pre>
 *
 * Immutable.
 */
final class Schedule {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final long[] stageEndNanos;
    private final Arrivals arrivals;
    private final DueTimes dueTimes;
    private final double meanPerSecond;

    private Schedule(long[] stageEndNanos, RateCurve curve, int warmUpMillis, Arrivals arrivals, long seed) {
        this.stageEndNanos = stageEndNanos;
        this.arrivals = arrivals;
        this.dueTimes = DueTimes.of(curve, arrivals.spacing(), seed);
        this.meanPerSecond = curve.meanFrom(warmUpMillis * NANOS_PER_MILLI);
    }

    /** One stage. */
    static Schedule of(Arrivals arrivals, long seed, int warmUpMillis, int windowMillis) {
        return new Schedule(
                new long[] {Long.MAX_VALUE},
                curve(arrivals.rate(), warmUpMillis, windowMillis),
                warmUpMillis,
                arrivals,
                seed);
    }

    /**
     * The schedule of a load.
     *
     * @param scenario its name, for messages
     * @param arrivals what is asked for; where the stages have rates of their own, only the spacing is used
     * @param seed of arrivals that come at random
     * @throws SettingsException where the times do not suit stages with rates of their own
     */
    static Schedule of(String scenario, Turns turns, Arrivals arrivals, long seed, int warmUpMillis, int windowMillis) {
        if (!(turns instanceof Turns.Staged(List<Stage> stages))) {
            return of(arrivals, seed, warmUpMillis, windowMillis);
        }
        if (turns.isShaped()) {
            checkWholeSeconds(scenario, "warmUpMillis", warmUpMillis);
            checkWholeSeconds(scenario, "windowMillis", windowMillis);
        }
        // A second that is recorded belongs to one rate; where the rate stays the same, stages may end at any time.
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
        if (!turns.isShaped()) {
            return new Schedule(ends, curve(arrivals.rate(), warmUpMillis, windowMillis), warmUpMillis, arrivals, seed);
        }
        var rate = new Rate(
                Rate.Shape.STEPS, stages.stream().map(Stage::requestsPerSecond).toList());
        RateCurve curve = warmUp(rate.first(), warmUpMillis);
        for (int stage = 0; stage < ends.length; stage++) {
            int perSecond = stages.get(stage).requestsPerSecond();
            curve.to(ends[stage], perSecond, perSecond);
        }
        return new Schedule(ends, curve, warmUpMillis, new Arrivals(rate, arrivals.spacing()), seed);
    }

    /** How many arrivals there are, warm-up included. */
    long count() {
        return dueTimes.count();
    }

    /** When an arrival, counted from 0, is due. */
    long dueNanos(long arrival) {
        return dueTimes.dueNanos(arrival);
    }

    /** The stage that a moment belongs to, counted from 0; after the end, the last. */
    int stageAt(long nanos) {
        int stage = 0;
        while (stage < stageEndNanos.length - 1 && nanos >= stageEndNanos[stage]) {
            stage++;
        }
        return stage;
    }

    /** What it was made from; where the scenario has rates of its own, those. */
    Arrivals arrivals() {
        return arrivals;
    }

    /** Arrivals a second that are expected in the window, on average. */
    double requestsPerSecond() {
        return meanPerSecond;
    }

    private static RateCurve curve(Rate rate, int warmUpMillis, int windowMillis) {
        RateCurve curve = warmUp(rate.first(), warmUpMillis);
        long startNanos = warmUpMillis * NANOS_PER_MILLI;
        long windowNanos = windowMillis * NANOS_PER_MILLI;
        List<Integer> perSecond = rate.perSecond();
        if (rate.shape() == Rate.Shape.RAMP) {
            return curve.to(startNanos + windowNanos, rate.first(), perSecond.getLast());
        }
        for (int step = 0; step < perSecond.size(); step++) {
            long end = startNanos + windowNanos * (step + 1) / perSecond.size();
            curve.to(end, perSecond.get(step), perSecond.get(step));
        }
        return curve;
    }

    private static RateCurve warmUp(int perSecond, int warmUpMillis) {
        long endNanos = warmUpMillis * NANOS_PER_MILLI;
        long grownNanos = Injection.rampMillis(warmUpMillis) * NANOS_PER_MILLI;
        return new RateCurve().to(grownNanos, 0, perSecond).to(endNanos, perSecond, perSecond);
    }

    private static void checkWholeSeconds(String scenario, String name, int millis) {
        if (millis % 1_000 != 0) {
            throw new SettingsException(Settings.PREFIX + name + " must be whole seconds for scenario " + scenario
                    + ", whose rate changes with the seconds, not " + millis);
        }
    }
}

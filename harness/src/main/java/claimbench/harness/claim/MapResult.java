package claimbench.harness.claim;

import claimbench.harness.experiment.Fitting;
import claimbench.harness.experiment.Sweep;
import claimbench.harness.stats.Scalability;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a claim is true: what a run measured over a sweep, and what it makes of it.
 *
 * @param spec what was asked
 * @param sweep over what
 * @param points in order of series, target and place; with those of targets that the claim does not speak of
 * @param regions one for each series on each target that it speaks of, in the same order
 * @param ruling what the map says of the claim
 * @param sentence the same in words, with the run's figures, target by target
 * @param inShort the same of all targets together
 * @param ending what follows for the claim, where the map leaves it open; null elsewhere
 * @param holds where it is true, and nothing else
 * @param besideIt what targets do that the claim does not speak of, target by target; null where none was measured
 * @param level of confidence of each point's interval, by itself
 * @param firstAnswer whether one trial of each point was planned, and answers at some of them; a point that failed stays undecided
 * @param open what could not be decided, and why
 * @param beside how far theory is from it
 */
public record MapResult(
        MapSpec spec,
        Sweep sweep,
        List<Point> points,
        List<Region> regions,
        Verdict.Ruling ruling,
        Text sentence,
        Text inShort,
        @Nullable Text ending,
        Text holds,
        @Nullable Text besideIt,
        double level,
        boolean firstAnswer,
        List<OpenPoint> open,
        Beside beside) {

    /**
     * What was measured beside what theory says.
     *
     * @param words all of it in a few sentences; null where nothing was promised and no law is fitted
     * @param flagged the same of what is not as theory says, for the conditions of a verdict; null where all is
     * @param departures points that are further from theory than was promised
     * @param fits of laws
     */
    public record Beside(@Nullable Text words, @Nullable Text flagged, List<Departure> departures, List<Fit> fits) {}

    /**
     * A point that is further from theory than was promised.
     *
     * @param deviation of the figure from theory, as a share of theory
     * @param bar what was promised
     * @param cause as far as the run knows it
     * @param open whether it does not
     */
    public record Departure(
            String series, String target, double x, double deviation, double bar, Text cause, boolean open) {}

    /**
     * A law that was fitted to a line.
     *
     * @param law which
     * @param places what it was fitted to, one for each trial of each point
     * @param fit its parameters; null where there are too few places on the axis
     * @param cause why it explains less than was promised, has a cost below 0, or was not fitted; null where it explains enough
     */
    public record Fit(
            String series,
            String target,
            Fitting law,
            List<Place> places,
            Scalability.@Nullable Fit fit,
            @Nullable Text cause) {}

    /**
     * What a law was fitted to.
     *
     * @param n cores or users
     * @param figure measured there
     */
    public record Place(double n, double figure) {}

    /**
     * A point on one target.
     *
     * @param series by its id
     * @param x where on the axis
     * @param theory predicted
     * @param state whether the claim holds there
     * @param row the figure; null where none could be computed
     * @param doubts why nothing can be said of it; empty where something can
     */
    public record Point(
            String series,
            String target,
            double x,
            double theory,
            State state,
            @Nullable Row row,
            List<Text> doubts) {}

    /** What a point, or a stretch of points, says. */
    public enum State {
        HOLDS,
        FAILS,
        /** The interval straddles the edge of the range, or a check failed. */
        UNDECIDED
    }

    /**
     * What neighbouring points of a line say alike.
     *
     * @param from the first of them
     * @param to the last
     * @param valueMin the smallest figure among them; not a number where none could be computed
     * @param valueMax the largest
     * @param first whether no point lies before
     * @param last whether no point lies behind
     */
    public record Stretch(
            State state, double from, double to, double valueMin, double valueMax, boolean first, boolean last) {}

    /** The stretches of a line on one target, in order. */
    public record Region(String series, String target, List<Stretch> stretches) {}

    /** How many different places on the axis have points. */
    long places() {
        return points.stream().mapToDouble(Point::x).distinct().count();
    }

    /** Whether the claim speaks of a target; others are shown for contrast. */
    public boolean judged(String target) {
        return regions.stream().anyMatch(region -> region.target().equals(target));
    }

    /** The figures of all points. */
    List<Row> rows() {
        return points.stream().map(Point::row).filter(Objects::nonNull).toList();
    }
}

package claimbench.harness.claim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import org.hipparchus.analysis.solvers.BisectionSolver;

/**
 * Where a line of a map passes a figure from below for the first time.
 *
 * <p>What was measured is known at its points alone, so between two of them it is taken for straight. Theory is known everywhere: its law
 * is solved between the two points that have the figure between them.
 *
 * @param how it passes, if it does
 * @param x where; the first point where it is above from the start, the last where it stays below
 */
record Crossing(String series, String target, How how, double x) {
    /** How a line meets a figure. */
    enum How {
        /** From below, somewhere between its first point and its last. */
        PASSES,
        /** It does so before the first point, if anywhere. */
        ABOVE_FROM_THE_FIRST,
        STAYS_BELOW
    }

    /** Steps are halved: so many leave nothing of any axis. */
    private static final int HALVINGS_MAX = 200;

    /** Far below what is printed, in units of the axis. */
    private static final double ACCURACY = 1e-9;

    /** As it was measured, of each line that has points. */
    static List<Crossing> measured(double figure, List<MapPoint> points) {
        return of(
                figure,
                points.stream().filter(point -> point.row().isPresent()).toList(),
                Crossing::value,
                (before, behind) -> before.x()
                        + (figure - value(before)) / (value(behind) - value(before)) * (behind.x() - before.x()));
    }

    /** As theory has it, of each line. */
    static List<Crossing> byTheory(double figure, List<MapPoint> points) {
        return of(
                figure,
                points,
                MapPoint::theory,
                (before, behind) -> new BisectionSolver(ACCURACY)
                        .solve(HALVINGS_MAX, x -> behind.law().applyAsDouble(x) - figure, before.x(), behind.x()));
    }

    private static double value(MapPoint point) {
        return point.row().orElseThrow().evidence().value();
    }

    private static List<Crossing> of(
            double figure,
            List<MapPoint> points,
            ToDoubleFunction<MapPoint> value,
            ToDoubleBiFunction<MapPoint, MapPoint> between) {
        var lines = new LinkedHashMap<List<String>, List<MapPoint>>();
        points.forEach(
                point -> lines.computeIfAbsent(List.of(point.series(), point.target()), line -> new ArrayList<>())
                        .add(point));
        return lines.values().stream()
                .map(line -> ofLine(figure, line, value, between))
                .toList();
    }

    private static Crossing ofLine(
            double figure,
            List<MapPoint> line,
            ToDoubleFunction<MapPoint> value,
            ToDoubleBiFunction<MapPoint, MapPoint> between) {
        MapPoint first = line.getFirst();
        for (int i = 1; i < line.size(); i++) {
            MapPoint before = line.get(i - 1);
            MapPoint behind = line.get(i);
            if (value.applyAsDouble(before) < figure && figure <= value.applyAsDouble(behind)) {
                return at(How.PASSES, first, between.applyAsDouble(before, behind));
            }
        }
        double start = value.applyAsDouble(first);
        if (start == figure) {
            return at(How.PASSES, first, first.x());
        }
        return start > figure
                ? at(How.ABOVE_FROM_THE_FIRST, first, first.x())
                : at(How.STAYS_BELOW, first, line.getLast().x());
    }

    private static Crossing at(How how, MapPoint of, double x) {
        return new Crossing(of.series(), of.target(), how, x);
    }
}

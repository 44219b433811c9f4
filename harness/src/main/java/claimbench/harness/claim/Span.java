package claimbench.harness.claim;

import claimbench.harness.claim.MapResult.Point;
import claimbench.harness.claim.MapResult.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Neighbouring places of a line of which its targets together say the same.
 *
 * @param said what they do
 * @param from the first of them
 * @param to the last
 * @param first whether no place lies before
 * @param last whether no place lies behind
 * @param points there, of all targets
 */
record Span(Said said, double from, double to, boolean first, boolean last, List<Point> points) {

    /** What the targets say of a place together. Those that cannot tell have no voice. */
    enum Said {
        HOLDS,
        /** On some it holds, on others it does not. */
        DEPENDS,
        FAILS,
        /** None of them can tell. */
        UNDECIDED
    }

    /**
     * The spans of a line, in the order of places.
     *
     * @param line the points of one series, on all targets
     */
    static List<Span> of(Collection<Point> line) {
        var byPlace = new TreeMap<Double, List<Point>>();
        line.forEach(point ->
                byPlace.computeIfAbsent(point.x(), x -> new ArrayList<>()).add(point));
        List<List<Point>> places = List.copyOf(byPlace.values());
        var spans = new ArrayList<Span>();
        int from = 0;
        for (int next = 1; next <= places.size(); next++) {
            if (next == places.size() || said(places.get(next)) != said(places.get(from))) {
                List<Point> alike = places.subList(from, next).stream()
                        .flatMap(List::stream)
                        .toList();
                spans.add(new Span(
                        said(places.get(from)),
                        alike.getFirst().x(),
                        alike.getLast().x(),
                        from == 0,
                        next == places.size(),
                        alike));
                from = next;
            }
        }
        return List.copyOf(spans);
    }

    private static Said said(List<Point> place) {
        boolean holds = place.stream().anyMatch(point -> point.state() == State.HOLDS);
        boolean fails = place.stream().anyMatch(point -> point.state() == State.FAILS);
        if (holds && fails) {
            return Said.DEPENDS;
        }
        return holds ? Said.HOLDS : fails ? Said.FAILS : Said.UNDECIDED;
    }

    /** The figures of the points that tell; where none does, of all, but for those in doubt. */
    double[] values() {
        if (said == Said.UNDECIDED
                && points.stream().anyMatch(point -> !point.doubts().isEmpty())) {
            return new double[0];
        }
        return points.stream()
                .filter(point -> said == Said.UNDECIDED || point.state() != State.UNDECIDED)
                .flatMap(point -> Stream.ofNullable(point.row()))
                .mapToDouble(row -> row.evidence().value())
                .toArray();
    }
}

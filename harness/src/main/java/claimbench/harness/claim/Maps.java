package claimbench.harness.claim;

import claimbench.harness.claim.MapResult.Point;
import claimbench.harness.claim.MapResult.Region;
import claimbench.harness.claim.MapResult.State;
import claimbench.harness.claim.MapResult.Stretch;
import claimbench.harness.claim.Verdict.Ruling;
import claimbench.harness.experiment.SweepPoint;
import claimbench.harness.result.Condition;
import claimbench.harness.result.PlannedTrial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the map of a claim: a figure with its interval at every point of a sweep, and where the claim is true.
 *
 * <p>The idea: every point on every target is judged as a case is, against what is expected at its place. Neighbouring points that say the
 * same are a stretch; a line of stretches is the region in which the claim holds. Then
 *
 * <pre>
 *   some points hold and some fail, and every line has a point that tells   QUALIFIED: the region is the condition
 *   all hold                                                                SUPPORTED
 *   all fail                                                                CONTRADICTED
 *   else                                                                    INCONCLUSIVE
 * </pre>
 *
 * <p>Between a stretch that holds and one that fails, a point whose interval reaches across the edge is what one must expect: an edge runs
 * there. So it does not make the map inconclusive, and is named. Each point is judged at the run's level, whatever number of them there is:
 * a map describes a curve, and one point in twenty that is misplaced moves an edge by a point.
 */
final class Maps {
    private Maps() {}

    /**
     * Judges.
     *
     * @param targets of the claim, in the order of tables
     * @param beside targets that are shown and not judged
     */
    static MapResult judge(Observations run, Claim claim, MapSpec spec, List<String> targets, List<String> beside) {
        List<MapPoint> all = points(
                run,
                claim,
                spec,
                Stream.concat(targets.stream(), beside.stream()).toList());
        List<MapPoint> found =
                all.stream().filter(point -> targets.contains(point.target())).toList();
        // What was planned decides: a point that failed takes the answer from itself alone.
        boolean first = found.stream().allMatch(MapPoint::once)
                && found.stream().anyMatch(point -> point.cell().firstAnswer());
        List<Point> drawn = all.stream().map(point -> point(point, first)).toList();
        List<Point> points =
                drawn.stream().filter(point -> targets.contains(point.target())).toList();
        List<Point> shown = drawn.stream()
                .filter(point -> !targets.contains(point.target()))
                .toList();
        List<Region> regions = regions(points);
        Ruling ruling = first ? Ruling.INCONCLUSIVE : ruling(regions);
        var wording = new MapWording(spec, first);
        List<MapWording.Passing> crossings = crossings(spec, found);
        return new MapResult(
                spec,
                spec.found(),
                drawn,
                regions,
                ruling,
                wording.sentence(regions, points, crossings).and(wording.ending(points, ruling)),
                wording.inShort(points, crossings),
                wording.ending(points, ruling),
                wording.holds(points),
                shown.isEmpty() ? null : wording.sentence(regions(shown), shown, List.of()),
                run.level(),
                first,
                OpenPoint.of(found.stream()
                        .map(MapPoint::cell)
                        .filter(cell -> cell.state() == Cell.State.UNDECIDED)
                        .toList()),
                BesideTheory.of(run, spec, all));
    }

    private static List<MapWording.Passing> crossings(MapSpec spec, List<MapPoint> found) {
        return spec.crossings().stream()
                .map(figure -> new MapWording.Passing(
                        figure, Crossing.measured(figure, found), Crossing.byTheory(figure, found)))
                .toList();
    }

    private static List<MapPoint> points(Observations run, Claim claim, MapSpec spec, List<String> targets) {
        List<Condition> conditions =
                run.plan().stream().map(PlannedTrial::condition).distinct().toList();
        List<String> spokenOf = spec.targets().isEmpty() ? targets : spec.targets();
        var seriesOrder = List.copyOf(spec.found().series().keySet());
        var points = new ArrayList<MapPoint>();
        for (SweepPoint point : spec.found().points(conditions)) {
            String target = point.condition().target();
            Optional<Band> band = spec.band(point.x());
            if (spec.speaksOf(point.series())
                    && targets.contains(target)
                    && spokenOf.contains(target)
                    && band.isPresent()) {
                List<Measure> measures = measures(spec, point, band.get());
                String experiment = point.condition().experiment();
                points.add(new MapPoint(
                        point.series(),
                        target,
                        point.x(),
                        point.theory(),
                        point.law(),
                        experiment,
                        Judge.cell(run, claim, experiment, label(spec, point), measures, target),
                        measures.stream()
                                .anyMatch(measure ->
                                        Judge.trialsPlanned(run, experiment, target, measure) < Judge.TRIALS_MIN)));
            }
        }
        points.sort(Comparator.comparingInt((MapPoint point) -> seriesOrder.indexOf(point.series()))
                .thenComparingInt(point -> targets.indexOf(point.target()))
                .thenComparingDouble(MapPoint::x));
        return points;
    }

    private static Text label(MapSpec spec, SweepPoint point) {
        return new MapWording(spec, false).place(point.series(), point.x());
    }

    private static List<Measure> measures(MapSpec spec, SweepPoint point, Band band) {
        double unit = spec.timesTheory() ? point.theory() : 1;
        var measures = new ArrayList<Measure>();
        SweepPoint.Against against = point.against();
        measures.add(new Measure(
                spec.quantity(),
                point.baseline(),
                point.treatment(),
                point.request(),
                against == null ? null : new Against(against.experiment(), against.target(), null),
                null,
                Map.of(),
                Scale.ONE,
                1,
                new Expectation(times(band.low(), unit), times(band.high(), unit), band.reason()),
                new Theory(point.theory(), Text.same(spec.sweep()), spec.source(), null)));
        if (spec.noFailures()) {
            measures.add(new Measure(
                    Quantity.FAILURES,
                    null,
                    null,
                    null,
                    null,
                    null,
                    Map.of(),
                    Scale.ONE,
                    1,
                    new Expectation(0.0, 0.0, new Text("A request that fails was not served.", "失败的请求没有得到服务。")),
                    new Theory(
                            0.0,
                            new Text("no request is refused", "没有请求被拒绝"),
                            new Text("the contract of the targets", "目标服务器的契约"),
                            null)));
        }
        return measures;
    }

    private static @Nullable Double times(@Nullable Double bound, double unit) {
        return bound == null ? null : (Double) (bound * unit);
    }

    private static Point point(MapPoint point, boolean first) {
        Cell.State state = first ? point.atFirstSight() : point.cell().state();
        return new Point(
                point.series(),
                point.target(),
                point.x(),
                point.theory(),
                switch (state) {
                    case HOLDS -> State.HOLDS;
                    case FAILS -> State.FAILS;
                    case UNDECIDED -> State.UNDECIDED;
                },
                point.row().orElse(null),
                point.cell().doubts().stream().map(Doubt::counted).toList());
    }

    private static List<Region> regions(List<Point> points) {
        var lines = new LinkedHashMap<List<String>, List<Point>>();
        points.forEach(
                point -> lines.computeIfAbsent(List.of(point.series(), point.target()), line -> new ArrayList<>())
                        .add(point));
        var regions = new ArrayList<Region>();
        lines.forEach((line, its) -> regions.add(new Region(line.getFirst(), line.getLast(), stretches(its))));
        return List.copyOf(regions);
    }

    private static List<Stretch> stretches(List<Point> line) {
        var stretches = new ArrayList<Stretch>();
        int from = 0;
        for (int next = 1; next <= line.size(); next++) {
            if (next == line.size() || line.get(next).state() != line.get(from).state()) {
                List<Point> alike = line.subList(from, next);
                double[] values = alike.stream()
                        .map(Point::row)
                        .filter(Objects::nonNull)
                        .mapToDouble(row -> row.evidence().value())
                        .toArray();
                stretches.add(new Stretch(
                        alike.getFirst().state(),
                        alike.getFirst().x(),
                        alike.getLast().x(),
                        Arrays.stream(values).min().orElse(Double.NaN),
                        Arrays.stream(values).max().orElse(Double.NaN),
                        from == 0,
                        next == line.size()));
                from = next;
            }
        }
        return List.copyOf(stretches);
    }

    /** What several maps of a claim say together. */
    static Ruling ruling(Collection<MapResult> maps) {
        return maps.stream().anyMatch(MapResult::firstAnswer)
                ? Ruling.INCONCLUSIVE
                : ruling(maps.stream().flatMap(map -> map.regions().stream()).toList());
    }

    /**
     * What several maps of a claim say, each of them in short.
     *
     * @param ruling of all together
     */
    static Text inShort(Collection<MapResult> maps, Ruling ruling) {
        List<MapResult> drawn = maps.stream()
                .filter(map -> !map.points().isEmpty() || maps.size() == 1)
                .toList();
        List<Text> sentences = drawn.stream()
                .map(map -> {
                    Text said = drawn.size() == 1 ? map.inShort() : over(map);
                    // Another map may have decided.
                    return ruling == Ruling.INCONCLUSIVE ? said.and(map.ending()) : said;
                })
                .distinct()
                .toList();
        return new Text(
                sentences.stream().map(Text::en).collect(Collectors.joining(" ")),
                sentences.stream().map(Text::zh).collect(Collectors.joining()));
    }

    /** With what was swept, so that a first answer of one map is not read as one of the others. */
    private static Text over(MapResult map) {
        return new Text(
                "Over " + map.sweep().axis().en() + ": " + map.inShort().en(),
                "按" + map.sweep().axis().zh() + "扫描：" + map.inShort().zh());
    }

    private static Ruling ruling(List<Region> regions) {
        boolean holds = any(regions, State.HOLDS);
        boolean fails = any(regions, State.FAILS);
        boolean undecided = any(regions, State.UNDECIDED);
        boolean everyLineTells = regions.stream()
                .allMatch(
                        region -> region.stretches().stream().anyMatch(stretch -> stretch.state() != State.UNDECIDED));
        if (holds && fails && everyLineTells) {
            return Ruling.QUALIFIED;
        }
        if (undecided || regions.isEmpty()) {
            return Ruling.INCONCLUSIVE;
        }
        return holds ? Ruling.SUPPORTED : Ruling.CONTRADICTED;
    }

    private static boolean any(List<Region> regions, State state) {
        return regions.stream()
                .flatMap(region -> region.stretches().stream())
                .anyMatch(stretch -> stretch.state() == state);
    }
}

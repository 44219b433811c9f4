package claimbench.harness.claim;

import claimbench.harness.claim.Crossing.How;
import claimbench.harness.claim.MapResult.Point;
import claimbench.harness.claim.MapResult.Region;
import claimbench.harness.claim.MapResult.State;
import claimbench.harness.claim.MapResult.Stretch;
import claimbench.harness.claim.Verdict.Ruling;
import claimbench.harness.experiment.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Says where a claim is true, in English and in Chinese, with the run's own figures: what decides is the map, and nothing here is
 * written by hand.
 */
final class MapWording {
    private static final int CAUSES_MAX = 3;

    private final MapSpec spec;
    private final boolean first;

    /**
     * For one map.
     *
     * @param first whether one trial of each point was planned, and answers at some of them
     */
    MapWording(MapSpec spec, boolean first) {
        this.spec = spec;
        this.first = first;
    }

    /** A place on a line of the map. */
    Text place(String series, double x) {
        Words line = words(series);
        return new Text(line.en() + ", " + at(x).en(), line.zh() + "，" + at(x).zh());
    }

    /**
     * Where a figure is passed.
     *
     * @param measured of each line
     * @param theory of each line
     */
    record Passing(double figure, List<Crossing> measured, List<Crossing> theory) {}

    /** The whole map, target by target. */
    Text sentence(List<Region> regions, List<Point> points, List<Passing> passings) {
        return words(points, passings, series -> {
            List<Region> its = regions.stream()
                    .filter(region -> region.series().equals(series))
                    .toList();
            return byTargets(its, regions, points);
        });
    }

    /** The whole map, its targets together: what a reader wants to know first. */
    Text inShort(List<Point> points, List<Passing> passings) {
        List<String> targets = points.stream().map(Point::target).distinct().toList();
        return words(
                points,
                passings,
                series -> together(
                        points.stream()
                                .filter(point -> point.series().equals(series))
                                .toList(),
                        // Of one alone nobody would know which.
                        targets.size() == 1 ? targets : List.of()));
    }

    /**
     * All lines, one after the other.
     *
     * @param clauses of a line, by the id of its series; none where nothing of it was measured
     */
    private Text words(List<Point> points, List<Passing> passings, Function<String, List<Text>> clauses) {
        if (points.isEmpty()) {
            return new Text("No point of the sweep was measured.", "这一扫描没有测到任何点。");
        }
        if (!first && points.stream().allMatch(point -> point.state() == State.UNDECIDED)) {
            return new Text(
                    "It cannot be told at any of " + points.size() + (points.size() == 1 ? " point." : " points.")
                            + doubts(points, false),
                    "所测的 " + points.size() + " 个点都无法判定。" + doubts(points, true));
        }
        var en = new ArrayList<String>();
        var zh = new ArrayList<String>();
        for (String series : spec.found().series().keySet()) {
            List<Text> lines = clauses.apply(series);
            if (!lines.isEmpty()) {
                String colonEn =
                        spec.found().series().size() > 1 ? words(series).en() + ": " : "";
                String colonZh =
                        spec.found().series().size() > 1 ? words(series).zh() + "：" : "";
                en.add(colonEn + lines.stream().map(Text::en).collect(Collectors.joining("; ")));
                zh.add(colonZh + lines.stream().map(Text::zh).collect(Collectors.joining("；")));
            }
        }
        for (Passing passing : passings) {
            Text passes = passes(passing);
            en.add(passes.en());
            zh.add(passes.zh());
        }
        String startEn = first ? "First answer, from one trial of each point: " : "";
        String startZh = first ? "初步答案（每个点只有一次试验）：" : "";
        // Behind the colon of a first answer its first sentence goes on.
        List<String> sentences = IntStream.range(0, en.size())
                .mapToObj(i -> first && i == 0 ? en.get(i) : capital(en.get(i)))
                .toList();
        return new Text(
                startEn + String.join(". ", sentences) + "." + doubts(points, false),
                startZh + String.join("。", zh) + "。" + doubts(points, true));
    }

    /** Why nothing can be said of some points, whatever their figures: a reader must not take these for an answer. */
    private String doubts(List<Point> points, boolean zh) {
        var pointsByCause = new LinkedHashMap<Text, Integer>();
        points.stream()
                .flatMap(point -> point.doubts().stream())
                // A first answer says so in its own words.
                .filter(doubt -> !(first && doubt.equals(Doubt.ONE_TRIAL)))
                .forEach(doubt -> pointsByCause.merge(doubt, 1, Integer::sum));
        if (pointsByCause.isEmpty()) {
            return "";
        }
        var causes = new ArrayList<String>();
        pointsByCause.forEach((cause, count) -> causes.add(
                zh
                        ? cause.zh() + "（" + count + " 个点）"
                        : cause.en() + " (" + count + (count == 1 ? " point)" : " points)")));
        int more = causes.size() - CAUSES_MAX;
        List<String> named = causes.subList(0, Math.min(causes.size(), CAUSES_MAX));
        return zh
                ? "存疑：" + String.join("；", named) + (more > 0 ? "；另有 " + more + " 个原因，在报告中这条论断之下列出" : "") + "。"
                : " In doubt: " + String.join("; ", named)
                        + (more > 0 ? "; and " + more + " more, listed below the claim in the report" : "") + ".";
    }

    /**
     * What follows for the claim: behind the words of a map that leaves it open.
     *
     * @param ruling of the map
     */
    @Nullable
    Text ending(List<Point> points, Ruling ruling) {
        if (first) {
            return new Text(
                    " One trial speaks for one JVM: ask for this claim by --claims, or for more by --trials or a longer profile (standard, full).",
                    "一次试验只代表一个 JVM：可以用 --claims 单独测这一条，或用 --trials 或更长的档位（standard、full）测得更多。");
        }
        if (ruling != Ruling.INCONCLUSIVE || points.isEmpty()) {
            return null;
        }
        if (open(points) == points.size()) {
            return new Text(" That is not enough to decide.", "这还不足以下结论。");
        }
        List<String> silent = silent(points, false);
        return silent.isEmpty()
                ? new Text(
                        " It stays open at " + open(points) + " of " + points.size()
                                + " points, which is not enough to decide.",
                        points.size() + " 个点中有 " + open(points) + " 个未定，所以还不足以下结论。")
                : new Text(
                        " Nothing can be told on " + Wording.list(silent) + ", which is not enough to decide.",
                        "在 " + Wording.listZh(silent(points, true)) + " 上完全无法判定，所以还不足以下结论。");
    }

    private static long open(List<Point> points) {
        return points.stream().filter(point -> point.state() == State.UNDECIDED).count();
    }

    /** Where no point tells, by itself enough to leave a map open: targets, and the line where it is not all of them. */
    private List<String> silent(List<Point> points, boolean zh) {
        Map<String, Map<String, Boolean>> tellsBySeriesByTarget = points.stream()
                .collect(Collectors.groupingBy(
                        Point::target,
                        LinkedHashMap::new,
                        Collectors.toMap(
                                Point::series,
                                point -> point.state() != State.UNDECIDED,
                                Boolean::logicalOr,
                                LinkedHashMap::new)));
        var silent = new ArrayList<String>();
        tellsBySeriesByTarget.forEach((target, tells) -> {
            if (!tells.containsValue(true)) {
                silent.add(target);
            } else {
                tells.forEach((series, tell) -> {
                    if (!tell) {
                        silent.add(
                                zh
                                        ? target + "（" + words(series).zh() + "）"
                                        : target + " (" + words(series).en() + ")");
                    }
                });
            }
        });
        return silent;
    }

    /** The lines of one series; targets of which the same is true share a sentence. */
    private List<Text> byTargets(List<Region> its, List<Region> all, List<Point> points) {
        var alike = new LinkedHashMap<List<Object>, List<Region>>();
        for (Region region : its) {
            List<Object> shape = region.stretches().stream()
                    .map(stretch -> (Object) List.of(stretch.state(), stretch.from(), stretch.to()))
                    .toList();
            alike.computeIfAbsent(shape, key -> new ArrayList<>()).add(region);
        }
        long targets = all.stream().map(Region::target).distinct().count();
        var texts = new ArrayList<Text>();
        for (List<Region> same : alike.values()) {
            List<String> names = same.stream().map(Region::target).toList();
            boolean nameThem = alike.size() > 1 || names.size() < targets || targets == 1;
            texts.add(line(same, nameThem ? names : List.of(), points));
        }
        return texts;
    }

    /** What the targets of a line say together, in one clause. */
    private List<Text> together(List<Point> line, List<String> named) {
        List<Span> spans = Span.of(line);
        var en = new ArrayList<String>();
        var zh = new ArrayList<String>();
        for (Span.Said said : Span.Said.values()) {
            List<Span> alike =
                    spans.stream().filter(span -> span.said() == said).toList();
            if (!alike.isEmpty()) {
                var wheres = alike.stream()
                        .map(span -> with(
                                where(span, said != Span.Said.HOLDS && said != Span.Said.DEPENDS),
                                range(span.values())))
                        .toList();
                en.add(verb(said).en() + " "
                        + Wording.list(wheres.stream().map(Text::en).toList()));
                zh.add(verb(said).zh() + "："
                        + Wording.listZh(wheres.stream().map(Text::zh).toList()));
            }
        }
        return en.isEmpty()
                ? List.of()
                : List.of(new Text(onEn(named) + String.join(", ", en), onZh(named) + String.join("；", zh)));
    }

    /** Where it is true on all targets that tell, or on some: what there is room for on a sheet. */
    Text holds(List<Point> points) {
        var en = new ArrayList<String>();
        var zh = new ArrayList<String>();
        boolean severalSeries = spec.found().series().size() > 1;
        for (String series : spec.found().series().keySet()) {
            List<Text> places =
                    Span.of(points.stream()
                                    .filter(point -> point.series().equals(series))
                                    .toList())
                            .stream()
                            .filter(span -> span.said() == Span.Said.HOLDS || span.said() == Span.Said.DEPENDS)
                            .map(this::held)
                            .toList();
            if (!places.isEmpty()) {
                String label = severalSeries ? words(series).en() + ", " : "";
                String labelZh = severalSeries ? words(series).zh() + "：" : "";
                en.add(label + Wording.list(places.stream().map(Text::en).toList()));
                zh.add(labelZh + Wording.listZh(places.stream().map(Text::zh).toList()));
            }
        }
        return en.isEmpty()
                ? new Text("Holds nowhere that can be told.", "在能判定之处都不成立。")
                : new Text("Holds: " + String.join("; ", en) + ".", "成立之处：" + String.join("；", zh) + "。");
    }

    private Text held(Span span) {
        Text where = where(span, false);
        return span.said() == Span.Said.HOLDS
                ? where
                : new Text(where.en() + " on some targets", where.zh() + "（部分目标）");
    }

    private static Text with(Text where, String figures) {
        return figures.isEmpty()
                ? where
                : new Text(where.en() + " (" + figures + ")", where.zh() + "（" + figures + "）");
    }

    private Text verb(Span.Said said) {
        return switch (said) {
            case HOLDS -> verb(State.HOLDS);
            case DEPENDS ->
                first ? new Text("would depend on the target", "可能因目标而异") : new Text("depends on the target", "因目标而异");
            case FAILS -> verb(State.FAILS);
            case UNDECIDED -> verb(State.UNDECIDED);
        };
    }

    private Text line(List<Region> same, List<String> targets, List<Point> points) {
        List<Stretch> shape = same.getFirst().stretches();
        var en = new ArrayList<String>();
        var zh = new ArrayList<String>();
        // What holds first: that is what the reader asks.
        for (State state : State.values()) {
            var wheresEn = new ArrayList<String>();
            var wheresZh = new ArrayList<String>();
            for (int i = 0; i < shape.size(); i++) {
                Stretch stretch = shape.get(i);
                if (stretch.state() == state) {
                    // What is in doubt is no answer, so its figures stand in the table alone.
                    Text where = with(
                            where(stretch.from(), stretch.to(), stretch.first(), stretch.last(), state != State.HOLDS),
                            state == State.UNDECIDED && inDoubt(same, stretch, points) ? "" : figures(same, i));
                    wheresEn.add(where.en());
                    wheresZh.add(where.zh());
                }
            }
            if (!wheresEn.isEmpty()) {
                en.add(verb(state).en() + " " + Wording.list(wheresEn));
                zh.add(verb(state).zh() + "：" + String.join("、", wheresZh));
            }
        }
        return new Text(onEn(targets) + String.join(", ", en), onZh(targets) + String.join("，", zh));
    }

    private static String onEn(List<String> targets) {
        return targets.isEmpty() ? "" : "on " + Wording.list(targets) + " it ";
    }

    private static String onZh(List<String> targets) {
        return targets.isEmpty() ? "" : "在 " + Wording.listZh(targets) + " 上，";
    }

    /** Whether something is doubtful of a stretch's points, rather than their intervals being too wide. */
    private static boolean inDoubt(List<Region> same, Stretch stretch, List<Point> points) {
        return same.stream()
                .anyMatch(region -> points.stream()
                        .filter(point -> point.series().equals(region.series())
                                && point.target().equals(region.target())
                                && stretch.from() <= point.x()
                                && point.x() <= stretch.to())
                        .anyMatch(point -> !point.doubts().isEmpty()));
    }

    private Text verb(State state) {
        return switch (state) {
            case HOLDS -> first ? new Text("would hold", "大致成立") : new Text("holds", "成立");
            case FAILS -> first ? new Text("would not hold", "大致不成立") : new Text("does not hold", "不成立");
            case UNDECIDED -> new Text("cannot be told", "无法判定");
        };
    }

    private Text where(Span span, boolean negated) {
        return where(span.from(), span.to(), span.first(), span.last(), negated);
    }

    /**
     * Some neighbouring places.
     *
     * @param first whether none lies before
     * @param last whether none lies behind
     * @param negated whether it is said of them that something is not so
     */
    private Text where(double fromX, double toX, boolean first, boolean last, boolean negated) {
        Text from = at(fromX);
        Text to = at(toX);
        if (fromX == toX) {
            return new Text("at " + from.en(), from.zh());
        }
        if (first && last) {
            return new Text(
                    (negated ? "anywhere from " : "throughout, from ") + from.en() + " to " + to.en(),
                    "全程（" + Chinese.range(from.zh(), to.zh()) + "）");
        }
        if (first) {
            return new Text("up to " + to.en(), Chinese.joined(to.zh(), "及以下"));
        }
        if (last) {
            return new Text("from " + from.en() + " on", Chinese.joined(from.zh(), "起"));
        }
        return new Text("from " + from.en() + " to " + to.en(), Chinese.range(from.zh(), to.zh()));
    }

    /** What was measured in a stretch, on all of these targets. */
    private String figures(List<Region> same, int stretch) {
        return range(same.stream()
                .map(region -> region.stretches().get(stretch))
                .flatMapToDouble(one -> DoubleStream.of(one.valueMin(), one.valueMax()))
                .filter(Double::isFinite)
                .toArray());
    }

    /** From the smallest figure to the largest; empty where there is none. */
    private String range(double[] values) {
        if (values.length == 0) {
            return "";
        }
        var all = Arrays.stream(values).summaryStatistics();
        return Figures.range(spec.quantity(), all.getMin(), all.getMax()).en().replace(" to ", "–");
    }

    /** Where the measured curves pass a figure, and where theory does. */
    private Text passes(Passing passing) {
        String figure = Figures.exact(passing.figure());
        Map<How, List<Crossing>> measured = byHow(passing.measured());
        Map<How, List<Crossing>> theory = byHow(passing.theory());
        var en = new ArrayList<String>();
        var zh = new ArrayList<String>();
        measured.forEach((how, lines) -> {
            Text range = range(lines);
            String on = measured.size() == 1 ? "" : " on " + Wording.list(names(lines, false));
            String onZh = measured.size() == 1 ? "" : Wording.listZh(names(lines, true)) + " ";
            switch (how) {
                case PASSES -> {
                    en.add("passes " + figure + " at " + range.en() + on);
                    zh.add(onZh + Chinese.joined(Chinese.joined("在", range.zh()), "处越过 ") + figure);
                }
                case ABOVE_FROM_THE_FIRST -> {
                    en.add("is already above " + figure + " at the first point, " + range.en() + on);
                    zh.add(onZh + "在第一个点（" + range.zh() + "）就已高于 " + figure);
                }
                case STAYS_BELOW -> {
                    en.add("nowhere passes " + figure + on);
                    zh.add(onZh + "没有越过 " + figure);
                }
            }
        });
        if (en.isEmpty()) {
            en.add("has no figure to compare with " + figure);
            zh.add("没有可与 " + figure + " 比较的数值");
        }
        var theoryEn = new ArrayList<String>();
        var theoryZh = new ArrayList<String>();
        theory.forEach((how, lines) -> {
            Text range = range(lines);
            theoryEn.add(
                    switch (how) {
                        case PASSES -> range.en();
                        case ABOVE_FROM_THE_FIRST -> "already above at the first point";
                        case STAYS_BELOW -> "nowhere";
                    });
            theoryZh.add(
                    switch (how) {
                        case PASSES -> range.zh();
                        case ABOVE_FROM_THE_FIRST -> "在第一个点就已高于";
                        case STAYS_BELOW -> "没有越过";
                    });
        });
        return new Text(
                "it " + Wording.list(en) + " (theory: " + String.join("; ", theoryEn) + ")",
                "测得的曲线" + (zh.size() > 1 ? "：" : "") + String.join("，", zh) + "（理论：" + String.join("；", theoryZh)
                        + "）");
    }

    private static Map<How, List<Crossing>> byHow(List<Crossing> lines) {
        return lines.stream()
                .collect(Collectors.groupingBy(
                        Crossing::how, () -> new EnumMap<How, List<Crossing>>(How.class), Collectors.toList()));
    }

    private Text range(List<Crossing> lines) {
        var range = lines.stream().mapToDouble(Crossing::x).summaryStatistics();
        Text from = at(rounded(range.getMin()));
        Text to = at(rounded(range.getMax()));
        return from.equals(to) ? from : new Text(from.en() + " to " + to.en(), Chinese.range(from.zh(), to.zh()));
    }

    private List<String> names(List<Crossing> lines, boolean zh) {
        boolean oneSeries = spec.found().series().size() == 1;
        return lines.stream()
                .map(line -> {
                    Words series = words(line.series());
                    return line.target() + (oneSeries ? "" : zh ? "（" + series.zh() + "）" : " (" + series.en() + ")");
                })
                .toList();
    }

    /** A place between points is known to two digits at best. */
    private static double rounded(double x) {
        return x >= 10 ? Math.rint(x) : Math.rint(x * 10) / 10;
    }

    private Text at(double x) {
        Words at = spec.found().at().apply(Figures.exact(x));
        return new Text(at.en(), at.zh());
    }

    private Words words(String series) {
        return Objects.requireNonNull(spec.found().series().get(series));
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}

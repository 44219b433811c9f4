package claimbench.harness.report;

import claimbench.harness.claim.Band;
import claimbench.harness.claim.Figures;
import claimbench.harness.claim.MapResult;
import claimbench.harness.claim.MapResult.Point;
import claimbench.harness.claim.Quantity;
import claimbench.harness.claim.Row;
import claimbench.harness.claim.Verdict;
import claimbench.harness.report.document.Anchors;
import claimbench.harness.report.document.Block;
import claimbench.harness.report.document.Inline;
import claimbench.harness.report.document.ListBlock;
import claimbench.harness.report.document.Mark;
import claimbench.harness.report.document.Mark.Tone;
import claimbench.harness.report.document.Paragraph;
import claimbench.harness.report.document.Plain;
import claimbench.harness.report.document.Prose;
import claimbench.harness.report.document.Strong;
import claimbench.harness.report.document.TableBlock;
import claimbench.harness.report.document.TableBlock.Cell;
import claimbench.harness.report.document.TableBlock.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where a claim is true: in words, as a table of points for those who cannot see the figure, and what was expected where. */
final class MapSection {
    private MapSection() {}

    /** Lines of the table of verdicts, one for each series, in place of one for each of its many points. */
    static List<TraceSection.Line> lines(Verdict verdict, Say say) {
        var lines = new ArrayList<TraceSection.Line>();
        for (MapResult map : verdict.maps()) {
            for (var series : map.sweep().series().entrySet()) {
                List<Point> points = map.points().stream()
                        .filter(point -> point.series().equals(series.getKey()))
                        .filter(point -> map.judged(point.target()))
                        .filter(point -> point.row() != null)
                        .toList();
                if (!points.isEmpty()) {
                    String label = say.label(map.spec().quantity());
                    String axis = say.of(map.sweep().axis());
                    lines.add(new TraceSection.Line(
                            say.of(series.getValue())
                                    + say.pick(": " + label + " over " + axis, "：" + label + "（随" + axis + "变化）"),
                            map.spec().bands().stream()
                                    .map(band -> say.of(map.spec().expected(band)))
                                    .distinct()
                                    .collect(Collectors.joining(say.semicolon())),
                            measured(points, say)));
                }
            }
        }
        return lines;
    }

    /** Of the points that can be trusted; of all, where none can. */
    private static String measured(List<Point> points, Say say) {
        List<Row> trusted = rows(points.stream().filter(point -> point.doubts().isEmpty()));
        if (trusted.isEmpty()) {
            return FirstScreen.measured(rows(points.stream()), say)
                    + say.bracketed(say.pick("no point can be trusted", "没有可信的点"));
        }
        int doubtful = points.size() - trusted.size();
        return FirstScreen.measured(trusted, say)
                + (doubtful == 0
                        ? ""
                        : say.bracketed(say.pick(
                                doubtful + " of " + points.size() + " points left out: doubtful",
                                points.size() + " 个点中有 " + doubtful + " 个存疑，未计入")));
    }

    private static List<Row> rows(Stream<Point> points) {
        return points.map(Point::row).filter(Objects::nonNull).toList();
    }

    /** Every map of a verdict that has points. */
    static List<Block> of(PageData data, Verdict verdict, Say say) {
        var blocks = new ArrayList<Block>();
        for (MapResult map : verdict.maps()) {
            if (!map.points().isEmpty()) {
                blocks.addAll(of(data, verdict, map, say));
            }
        }
        return blocks;
    }

    private static List<Block> of(PageData data, Verdict verdict, MapResult map, Say say) {
        var blocks = new ArrayList<Block>();
        String id = Report.mapFigure(verdict.claim().id(), map.sweep().id());
        List<ReportDrawing> drawings = data.drawings(verdict.claim()).stream()
                .filter(drawing -> drawing.id().equals(id))
                .toList();
        var sentence = new ArrayList<Inline>();
        sentence.add(new Strong(say.pick("Where is it true?", "在哪里成立？")));
        sentence.add(new Plain(say.pick(" ", "")));
        sentence.addAll(Prose.of(say.of(map.sentence())));
        // A figure has the sentence below it.
        if (drawings.isEmpty()) {
            blocks.add(new Paragraph(sentence));
        }
        drawings.forEach(drawing -> blocks.add(drawing.block(say)));
        map.points().stream()
                .map(Point::series)
                .distinct()
                .forEach(series -> blocks.add(table(verdict, map, series, say)));
        blocks.add(notes(map, say));
        return blocks;
    }

    private static Block table(Verdict verdict, MapResult map, String series, Say say) {
        List<Point> points = map.points().stream()
                .filter(point -> point.series().equals(series))
                .toList();
        List<String> targets = points.stream().map(Point::target).distinct().toList();
        var columns = new ArrayList<Column>();
        columns.add(Column.number(say.of(map.sweep().axis())));
        // Theory differs where targets do, as one with a smaller pool.
        Map<List<Map.Entry<Double, Double>>, List<String>> targetsByTheory = targets.stream()
                .collect(Collectors.groupingBy(
                        target -> theory(points, target), LinkedHashMap::new, Collectors.toList()));
        List<List<String>> curves = curves(targetsByTheory);
        boolean alike = curves.size() == 1;
        for (List<String> its : curves) {
            columns.add(Column.number(
                    alike
                            ? say.pick("theory", "理论值")
                            : say.pick("theory for " + say.list(its), say.list(its) + " 的理论值")));
        }
        targets.forEach(target -> columns.add(
                Column.number(map.judged(target) ? target : target + say.bracketed(say.pick("not judged", "不参与判定")))));
        var rows = new ArrayList<List<Cell>>();
        for (double x :
                points.stream().mapToDouble(Point::x).distinct().sorted().toArray()) {
            List<Point> there = points.stream().filter(point -> point.x() == x).toList();
            var row = new ArrayList<Cell>();
            row.add(Cell.of(Figures.exact(x)));
            for (List<String> its : curves) {
                row.add(there.stream()
                        .filter(point -> its.contains(point.target()))
                        .findFirst()
                        .map(point -> Cell.of(Figures.measured(point.theory())))
                        .orElse(Cell.of("")));
            }
            for (String target : targets) {
                Optional<Point> point = there.stream()
                        .filter(one -> one.target().equals(target))
                        .findFirst();
                row.add(point.map(found -> cell(map, found, say)).orElse(Cell.of("")));
            }
            rows.add(row);
        }
        return new TableBlock(
                Anchors.of(verdict.claim().id() + "-" + map.sweep().id() + "-" + series),
                verdict.claim().id()
                        + say.colon()
                        + say.of(Objects.requireNonNull(map.sweep().series().get(series)))
                        + say.colon()
                        + say.label(map.spec().quantity()),
                columns,
                rows);
    }

    /** What theory says of a target, by place. */
    private static List<Map.Entry<Double, Double>> theory(List<Point> points, String target) {
        return points.stream()
                .filter(point -> point.target().equals(target))
                .map(point -> Map.entry(point.x(), point.theory()))
                .toList();
    }

    /** Targets of which theory says the same wherever two of them were measured. */
    private static List<List<String>> curves(Map<List<Map.Entry<Double, Double>>, List<String>> targetsByTheory) {
        var together = new ArrayList<Map.Entry<Map<Double, Double>, List<String>>>();
        targetsByTheory.forEach((places, targets) -> {
            for (var curve : together) {
                if (places.stream()
                        .allMatch(place -> curve.getKey().getOrDefault(place.getKey(), place.getValue())
                                == (double) place.getValue())) {
                    places.forEach(place -> curve.getKey().put(place.getKey(), place.getValue()));
                    curve.getValue().addAll(targets);
                    return;
                }
            }
            var curve = new LinkedHashMap<Double, Double>();
            places.forEach(place -> curve.put(place.getKey(), place.getValue()));
            together.add(Map.entry(curve, new ArrayList<>(targets)));
        });
        return together.stream().map(curve -> List.copyOf(curve.getValue())).toList();
    }

    /** The figure, its interval, and whether the claim holds there, by a sign and a colour. */
    private static Cell cell(MapResult map, Point point, Say say) {
        Row row = point.row();
        if (row == null) {
            return Cell.of(Say.NONE);
        }
        Double low = row.evidence().low();
        Double high = row.evidence().high();
        String value = Figures.measured(map.spec().quantity(), row.evidence().value());
        String text = low == null || high == null
                ? value + say.bracketed(say.pick("one trial", "一次试验"))
                : value + say.bracketed(say.range(map.spec().quantity(), low, high));
        if (!map.judged(point.target())) {
            return Cell.of(text);
        }
        return switch (point.state()) {
            case HOLDS -> Cell.of(new Mark(text, Tone.GOOD));
            case FAILS -> Cell.of(text);
            case UNDECIDED -> Cell.of(say.pick(text + " ?", text + "？"));
        };
    }

    /** Of crowds that wait, a throughput ratio is no ratio of answers a second: readers must know before they read the figures. */
    private static Optional<String> waitsUnderWay(MapResult map, Say say) {
        if (map.spec().quantity() != Quantity.THROUGHPUT_RATIO) {
            return Optional.empty();
        }
        List<String> waits = map.points().stream()
                .map(Point::row)
                .filter(Objects::nonNull)
                .map(row -> row.evidence().parameters().get("ms"))
                .filter(Long.class::isInstance)
                .map(Long.class::cast)
                .distinct()
                .sorted()
                .map(ms -> Figures.exact(ms) + " ms")
                .toList();
        return waits.isEmpty()
                ? Optional.empty()
                : Optional.of(say.pick(
                        "Throughput ratio: of waits under way at once, that is, answers a second times the wait asked for (Little's law),"
                                + " so that crowds who wait for different lengths can be compared. These points asked for "
                                + say.list(waits) + "; what they are compared with may have asked for another.",
                        "吞吐量之比：所比的是同时进行的等待数，即每秒应答数乘以所求的等待时间（利特尔法则），这样等待长短不同的人群也能相比。" + "这些点所求的等待为 " + say.list(waits)
                                + "；与之对比的一方所求的等待可能不同。"));
    }

    private static Block notes(MapResult map, Say say) {
        var items = new ArrayList<List<Inline>>();
        boolean intervals = map.points().stream()
                .map(Point::row)
                .filter(Objects::nonNull)
                .anyMatch(row -> row.evidence().low() != null);
        items.add(Prose.of(
                map.firstAnswer()
                        ? say.pick(
                                "A first answer: one trial of each point, so there are no intervals. Bold: the figure itself lies in the"
                                        + " range. With a question mark: something failed, so it cannot be told.",
                                "初步答案：每个点只有一次试验，所以没有区间。粗体：数值本身落在范围内。带问号：有检查或试验未通过，无法判断。")
                        : say.pick(
                                        "Bold: the claim holds there. With a question mark: cannot be told.",
                                        "粗体：论断在此处成立。带问号：无法判断。")
                                + (intervals
                                        ? say.space()
                                                + say.pick(
                                                        "In brackets the interval, at " + Figures.percent(map.level())
                                                                + " for each point by itself.",
                                                        "括号内是区间，每个点各自的置信水平为 " + Figures.percent(map.level()) + "。")
                                        : "")));
        waitsUnderWay(map, say).ifPresent(words -> items.add(Prose.of(words)));
        for (Band band : map.spec().bands()) {
            items.add(Prose.of(say.pick("Expected: ", "预期：")
                    + say.sentence(say.of(map.spec().expected(band)))
                    + say.space()
                    + say.sentence(say.of(band.reason()))
                    + say.space()
                    + say.pick("Theory: ", "理论：")
                    + say.sentence(say.of(map.spec().source()))));
        }
        if (map.beside().words() != null) {
            items.add(Prose.of(say.pick("Beside theory: ", "与理论相比：")
                    + say.sentence(say.of(map.beside().words()))));
        }
        return new ListBlock(items);
    }
}

package claimbench.harness.report;

import claimbench.harness.claim.Figures;
import claimbench.harness.claim.MapResult;
import claimbench.harness.claim.Row;
import claimbench.harness.claim.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Maps as text: lines of the table of verdicts, and a table of points for those who cannot see the figure. */
public final class MapText {
    private MapText() {}

    /** A line for each series, in place of one for each of its many points. */
    static List<Markdown.Line> lines(Verdict verdict) {
        var lines = new ArrayList<Markdown.Line>();
        for (MapResult map : verdict.maps()) {
            for (var series : map.sweep().series().entrySet()) {
                List<Row> rows = map.points().stream()
                        .filter(point -> point.series().equals(series.getKey()))
                        .map(MapResult.Point::row)
                        .filter(Objects::nonNull)
                        .toList();
                if (!rows.isEmpty()) {
                    var values = rows.stream()
                            .mapToDouble(row -> row.evidence().value())
                            .summaryStatistics();
                    lines.add(new Markdown.Line(
                            Markdown.line(series.getValue().en() + ": "
                                    + map.spec().quantity().label() + " over "
                                    + map.sweep().axis().en()),
                            Figures.range(map.spec().quantity(), values.getMin(), values.getMax()),
                            expected(map)));
                }
            }
        }
        return lines;
    }

    /** What is expected along the axis. */
    private static String expected(MapResult map) {
        return map.spec().bands().stream()
                .map(band -> Figures.expected(band.low(), band.high())
                        + (map.spec().timesTheory() ? " times theory" : "")
                        + (band.to() == null ? "" : " up to " + Figures.exact(band.to()))
                        + (band.from() == null ? "" : " from " + Figures.exact(band.from())))
                .distinct()
                .collect(Collectors.joining("; "));
    }

    /** The maps of a verdict that have points. */
    public static List<MapResult> drawn(Verdict verdict) {
        return verdict.maps().stream().filter(map -> !map.points().isEmpty()).toList();
    }

    /** The places of a map, in order. */
    public static List<Double> places(MapResult map, String series) {
        return map.points().stream()
                .filter(point -> point.series().equals(series))
                .map(MapResult.Point::x)
                .distinct()
                .sorted()
                .toList();
    }

    /** The head of the table of a series. */
    public static String header(MapResult map, String series) {
        return row(map.sweep().axis().en(), "theory", targets(map, series));
    }

    /** The line below the head. */
    public static String ruler(MapResult map, String series) {
        return "|---:|---:|"
                + targets(map, series).stream().map(target -> "---:|").collect(Collectors.joining());
    }

    /** The line of a place. */
    public static String row(MapResult map, String series, double x) {
        return row(
                Figures.exact(x),
                theory(map, series, x),
                targets(map, series).stream()
                        .map(target -> cell(map, series, target, x))
                        .toList());
    }

    private static String row(String first, String second, List<String> others) {
        return "| " + first + " | " + second + " | "
                + others.stream().map(Markdown::line).collect(Collectors.joining(" | ")) + " |";
    }

    /** The targets of a series, in order. */
    private static List<String> targets(MapResult map, String series) {
        return map.points().stream()
                .filter(point -> point.series().equals(series))
                .map(MapResult.Point::target)
                .distinct()
                .toList();
    }

    /** The series that have points, in order. */
    public static List<String> series(MapResult map) {
        return map.points().stream().map(MapResult.Point::series).distinct().toList();
    }

    /** How a series is called. */
    public static String words(MapResult map, String series) {
        return Objects.requireNonNull(map.sweep().series().get(series)).en();
    }

    /** A cell of the table: the figure, its interval, and whether the claim holds there. */
    private static String cell(MapResult map, String series, String target, double x) {
        return map.points().stream()
                .filter(point -> point.series().equals(series) && point.target().equals(target) && point.x() == x)
                .findFirst()
                .map(point -> mark(point, figure(map, point.row())))
                .orElse("");
    }

    /** What theory predicts at a place. */
    private static String theory(MapResult map, String series, double x) {
        return map.points().stream()
                .filter(point -> point.series().equals(series) && point.x() == x)
                .findFirst()
                .map(point -> Figures.measured(point.theory()))
                .orElse("");
    }

    private static String figure(MapResult map, @Nullable Row row) {
        if (row == null) {
            return "–";
        }
        Double low = row.evidence().low();
        Double high = row.evidence().high();
        String value = Figures.measured(map.spec().quantity(), row.evidence().value());
        return low == null || high == null
                ? value
                : value + " (" + Figures.range(map.spec().quantity(), low, high) + ")";
    }

    private static String mark(MapResult.Point point, String figure) {
        return switch (point.state()) {
            case HOLDS -> "**" + figure + "**";
            case FAILS -> figure;
            case UNDECIDED -> "*" + figure + "*";
        };
    }
}

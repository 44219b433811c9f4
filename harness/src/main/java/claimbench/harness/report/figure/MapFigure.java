package claimbench.harness.report.figure;

import claimbench.harness.claim.Evidence;
import claimbench.harness.claim.MapResult;
import claimbench.harness.claim.MapResult.Point;
import claimbench.harness.claim.Row;
import claimbench.harness.claim.Text;
import claimbench.harness.claim.Verdict;
import claimbench.harness.experiment.Words;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Paint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * A map: below each other a plot for each series, in it what was measured on each target with intervals, the curve of theory
 * (dashed), and what was expected as a band. A point is filled where the claim holds.
 */
final class MapFigure implements Figure {
    private static final int PLOT_HEIGHT = 250;

    private static final Text HOW = new Text(
            "points: measured, filled where the claim holds · whiskers: interval over trials; none: one trial · grey: expected range · dashed: theory",
            "点：实测值，实心表示在该处成立 · 误差线：各次试验得出的区间，没有则只有一次试验 · 灰色：预期范围 · 虚线：理论值");

    /** State of what is shown for contrast, in the figure's data. */
    private static final String NOT_JUDGED = "NOT_JUDGED";

    private final String claim;
    private final MapResult map;

    MapFigure(Verdict verdict, MapResult map) {
        this.claim = verdict.claim().id();
        this.map = map;
    }

    /** What the figure of a map is called. */
    static String id(String claim, MapResult map) {
        return "map-" + claim + "-" + map.sweep().id();
    }

    @Override
    public String id() {
        return id(claim, map);
    }

    @Override
    public List<String> claims() {
        return List.of(claim);
    }

    @Override
    public Text title() {
        Words axis = map.sweep().axis();
        return new Text(
                claim + ": where is it true? " + map.spec().quantity().label() + " over " + axis.en(),
                claim + "：在什么条件下成立？" + map.spec().quantity().labelZh() + "随" + axis.zh() + "的变化");
    }

    @Override
    public Text caption() {
        // The verdict above takes the targets together.
        return new Text(
                title().en() + ". " + map.sentence().en(),
                title().zh() + "。" + map.sentence().zh());
    }

    @Override
    public FigureData data() {
        var data = new ArrayList<List<String>>();
        for (Point point : map.points()) {
            Row row = point.row();
            Evidence evidence = row == null ? null : row.evidence();
            data.add(FigureData.line(
                    point.series(),
                    point.target(),
                    point.x(),
                    evidence == null ? null : evidence.value(),
                    evidence == null ? null : evidence.low(),
                    evidence == null ? null : evidence.high(),
                    evidence == null ? null : evidence.expectedLow(),
                    evidence == null ? null : evidence.expectedHigh(),
                    point.theory(),
                    map.judged(point.target()) ? point.state() : NOT_JUDGED));
        }
        return new FigureData(
                List.of(
                        "series",
                        "target",
                        "x",
                        "value",
                        "low",
                        "high",
                        "expectedLow",
                        "expectedHigh",
                        "theory",
                        "state"),
                data);
    }

    @Override
    public Drawing draw(boolean chinese) throws FigureException {
        var style = new Style(chinese);
        Words words = map.sweep().axis();
        ValueAxis places = style.lettered(Axes.places(
                style.say(words.en(), words.zh()),
                map.points().stream().mapToDouble(Point::x).toArray()));
        var plot = new CombinedDomainXYPlot(places);
        plot.setGap(14);
        List<String> series =
                map.points().stream().map(Point::series).distinct().toList();
        for (String one : series) {
            XYPlot subplot = subplot(style, one, places);
            if (!one.equals(series.getFirst())) {
                // The legend of the first stands for all.
                subplot.setFixedLegendItems(new LegendItemCollection());
            }
            plot.add(subplot);
        }
        return style.drawing(this, HOW, plot, PLOT_HEIGHT * series.size());
    }

    private XYPlot subplot(Style style, String series, ValueAxis places) {
        List<Point> points = map.points().stream()
                .filter(point -> point.series().equals(series))
                .toList();
        List<String> targets = points.stream().map(Point::target).distinct().toList();
        ValueAxis figures = style.lettered(Axes.rounded(
                style.say(map.spec().quantity().label(), map.spec().quantity().labelZh()),
                shown(points).min().orElse(0),
                shown(points).max().orElse(1)));
        var plot = new XYPlot(measured(style, points, targets), null, figures, new StateRenderer(map, points, targets));
        style.grid(plot);
        List<List<Point>> lines =
                targets.stream().map(target -> of(points, target)).toList();
        XYSeriesCollection theories = theories(style, lines);
        plot.setDataset(1, theories);
        plot.setRenderer(1, theoryRenderer(theories.getSeriesCount()));
        band(plot, lines.stream().max(Comparator.comparingInt(List::size)).orElseThrow(), figures, places);
        Words words = Objects.requireNonNull(map.sweep().series().get(series));
        plot.addAnnotation(Style.words(
                "  " + style.say(words.en(), words.zh()),
                style.boldFont(),
                Style.INK,
                places.getLowerBound(),
                figures.getUpperBound(),
                TextAnchor.TOP_LEFT));
        return plot;
    }

    private static List<Point> of(List<Point> points, String target) {
        return points.stream().filter(point -> point.target().equals(target)).toList();
    }

    /** Each point draws its own piece, half-way to its neighbours. */
    private static void band(XYPlot plot, List<Point> points, ValueAxis figures, ValueAxis places) {
        for (int i = 0; i < points.size(); i++) {
            Row row = points.get(i).row();
            if (row == null) {
                continue;
            }
            double x = points.get(i).x();
            double from =
                    i == 0 ? places.getLowerBound() : between(points.get(i - 1).x(), x);
            double to = i == points.size() - 1
                    ? places.getUpperBound()
                    : between(x, points.get(i + 1).x());
            Double low = row.evidence().expectedLow();
            Double high = row.evidence().expectedHigh();
            if (low == null && high == null) {
                continue;
            }
            double bottom = Math.max(figures.getLowerBound(), low == null ? figures.getLowerBound() : low);
            double top = Math.min(figures.getUpperBound(), high == null ? figures.getUpperBound() : high);
            if (bottom < top) {
                plot.getRenderer().addAnnotation(Style.box(from, bottom, to, top, Style.BAND), Layer.BACKGROUND);
            }
        }
    }

    private static double between(double a, double b) {
        return a > 0 ? Math.sqrt(a * b) : (a + b) / 2;
    }

    private XYIntervalSeriesCollection measured(Style style, List<Point> points, List<String> targets) {
        var all = new XYIntervalSeriesCollection();
        for (String target : targets) {
            String name = map.judged(target) ? target : target + style.say(" (not judged)", "（不参与判定）");
            var one = new XYIntervalSeries(name, false, true);
            for (Point point : measuredOn(points, target)) {
                Evidence evidence = Objects.requireNonNull(point.row()).evidence();
                one.add(
                        point.x(),
                        point.x(),
                        point.x(),
                        evidence.value(),
                        Objects.requireNonNullElse(evidence.low(), IntervalRenderer.NONE),
                        Objects.requireNonNullElse(evidence.high(), IntervalRenderer.NONE));
            }
            all.addSeries(one);
        }
        return all;
    }

    private static List<Point> measuredOn(List<Point> points, String target) {
        return of(points, target).stream().filter(point -> point.row() != null).toList();
    }

    /** A curve for each that differs: a target with a smaller pool has a lower one. */
    private static XYSeriesCollection theories(Style style, List<List<Point>> lines) {
        var all = new XYSeriesCollection();
        lines.stream()
                .map(line -> line.stream()
                        .map(point -> List.of(point.x(), point.theory()))
                        .toList())
                .distinct()
                .forEach(curve -> {
                    int number = all.getSeriesCount();
                    String name = style.say("theory", "理论");
                    var theory = new XYSeries(number == 0 ? name : name + " " + number, false, true);
                    curve.forEach(place -> theory.add(place.getFirst(), place.getLast()));
                    all.addSeries(theory);
                });
        return all;
    }

    private static XYLineAndShapeRenderer theoryRenderer(int curves) {
        var renderer = new XYLineAndShapeRenderer(true, false);
        // In one piece, so that dashes go on over points that are close together.
        renderer.setDrawSeriesLineAsPath(true);
        for (int curve = 0; curve < curves; curve++) {
            renderer.setSeriesPaint(curve, Style.INK);
            renderer.setSeriesStroke(curve, Style.dashes(1.6f));
            renderer.setSeriesVisibleInLegend(curve, curve == 0);
        }
        return renderer;
    }

    /** Whatever must be seen; an interval that is longer runs out of the figure. */
    private static DoubleStream shown(List<Point> points) {
        return points.stream()
                .flatMap(point -> {
                    Row row = point.row();
                    return row == null
                            ? Stream.of(point.theory())
                            : Stream.of(point.theory(), row.evidence().value());
                })
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite);
    }

    /** Fills the points where the claim holds. */
    private static final class StateRenderer extends IntervalRenderer {
        private static final long serialVersionUID = 1L;

        private final transient List<List<Boolean>> holdsByTarget;

        StateRenderer(MapResult map, List<Point> points, List<String> targets) {
            Map<String, Look> looks = Look.of(targets);
            super(looks, false);
            var all = new ArrayList<List<Boolean>>();
            setDefaultLinesVisible(true);
            setCapLength(5);
            for (String target : targets) {
                int series = all.size();
                all.add(measuredOn(points, target).stream()
                        .map(point -> map.judged(target) && point.state() == MapResult.State.HOLDS)
                        .toList());
                setSeriesStroke(series, new BasicStroke(1.6f));
            }
            holdsByTarget = List.copyOf(all);
        }

        @Override
        public Paint getItemFillPaint(int series, int item) {
            return holdsByTarget.get(series).get(item) ? getSeriesFillPaint(series) : Color.WHITE;
        }
    }
}

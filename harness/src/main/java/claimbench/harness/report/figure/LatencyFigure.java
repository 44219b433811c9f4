package claimbench.harness.report.figure;

import claimbench.harness.claim.Text;
import claimbench.harness.report.figure.Axes.Tick;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.Trial;
import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * Response times by percentile, on the scale of HdrHistogram's plots: each step to the right is a tenth of the requests that were left,
 * so that the slowest hundredth takes as much room as the others. A plot for each kind of request, a line for each target.
 */
final class LatencyFigure implements Figure {
    private static final int PLOT_HEIGHT = 150;
    private static final int REQUESTS_MAX = 6;

    /** Points of a line between one percentile and the next that is half as far from 100. */
    private static final int POINTS_PER_HALF = 8;

    private static final Text HOW = new Text(
            "response time that so many of the requests stayed within; all trials of a target together",
            "横轴所示比例的请求，响应时间都不超过纵轴的值；同一目标的各次试验合并计算");

    private final String experiment;
    private final List<String> claims;
    private final List<String> targets;

    /** Lines by kind of request and target: shares of the requests, and milliseconds that so many stayed within. */
    private final Map<String, Map<String, List<double[]>>> lines;

    private LatencyFigure(
            String experiment,
            List<String> claims,
            List<String> targets,
            Map<String, Map<String, List<double[]>>> lines) {
        this.experiment = experiment;
        this.claims = claims;
        this.targets = targets;
        this.lines = lines;
    }

    /** Of an experiment; empty where nothing was answered. */
    static Optional<Figure> of(StoredRun run, Measured measured) {
        var lines = new LinkedHashMap<String, Map<String, List<double[]>>>();
        measured.requests().stream().limit(REQUESTS_MAX).forEach(request -> {
            var byTarget = new LinkedHashMap<String, List<double[]>>();
            for (String target : measured.targets()) {
                var sum = new Histogram(3);
                sum.setAutoResize(true);
                for (Trial trial : measured.on(target)) {
                    sum.add(run.responses(trial, request));
                }
                if (sum.getTotalCount() > 0) {
                    byTarget.put(target, line(sum));
                }
            }
            if (!byTarget.isEmpty()) {
                lines.put(request, byTarget);
            }
        });
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(new LatencyFigure(measured.experiment(), measured.claims(), measured.targets(), lines));
    }

    /** Up to where there is one request that took longer. */
    private static List<double[]> line(Histogram histogram) {
        double end = 1 - 1.0 / histogram.getTotalCount();
        var line = new ArrayList<double[]>();
        line.add(new double[] {0, histogram.getMinValue() / 1e6});
        for (HistogramIterationValue value : histogram.percentiles(POINTS_PER_HALF)) {
            double share = value.getPercentileLevelIteratedTo() / 100;
            if (share < end) {
                line.add(new double[] {share, value.getValueIteratedTo() / 1e6});
            }
        }
        line.add(new double[] {end, histogram.getMaxValue() / 1e6});
        return line;
    }

    /** HdrHistogram's: 0 at none of the requests, 1 at nine tenths, 2 at 99 of 100. */
    private static double scale(double share) {
        return Math.log10(1 / (1 - share));
    }

    @Override
    public String id() {
        return "latency-" + experiment;
    }

    @Override
    public List<String> claims() {
        return claims;
    }

    @Override
    public Text title() {
        return new Text("Response times by percentile: " + experiment, "响应时间的百分位分布：" + experiment);
    }

    @Override
    public Text caption() {
        return new Text(
                title().en()
                        + ". The scale is that of HdrHistogram's plots: each step to the right is a tenth of the requests that"
                        + " were left. A line ends where one request took longer.",
                title().zh() + "。横轴采用 HdrHistogram 的刻度：每向右一格，余下的请求只有前一格的十分之一。曲线止于最慢的一个请求。");
    }

    @Override
    public FigureData data() {
        var data = new ArrayList<List<String>>();
        lines.forEach((request, byTarget) -> byTarget.forEach((target, line) ->
                line.forEach(point -> data.add(FigureData.line(request, target, 100 * point[0], point[1])))));
        return new FigureData(List.of("request", "target", "percentile", "responseMillis"), data);
    }

    @Override
    public Drawing draw(boolean chinese) throws FigureException {
        var style = new Style(chinese);
        double end = all().mapToDouble(point -> scale(point[0])).max().orElse(1);
        ValueAxis shares = style.lettered(Axes.linear(
                style.say("share of the requests", "请求的比例"), 0, Math.max(1, end) + 0.05, shares(Math.max(1, end))));
        var plot = new CombinedDomainXYPlot(shares);
        plot.setGap(10);
        // The same scale for all, so that kinds of request can be compared at a glance.
        double min = all().mapToDouble(point -> point[1]).min().orElse(0);
        double max = all().mapToDouble(point -> point[1]).max().orElse(1);
        boolean first = true;
        for (var request : lines.entrySet()) {
            String label = style.say("response time, ms", "响应时间（毫秒）");
            ValueAxis millis = style.lettered(
                    Axes.isLogarithmic(min, max) ? Axes.rounded(label, min, max) : Axes.fromZero(label, max));
            XYPlot subplot = new XYPlot(dataset(request.getValue()), null, millis, renderer(request.getValue()));
            style.grid(subplot);
            if (!first) {
                subplot.setFixedLegendItems(new LegendItemCollection());
            }
            first = false;
            subplot.addAnnotation(Style.words(
                    "  " + request.getKey(),
                    style.boldFont(),
                    Style.INK,
                    0,
                    millis.getUpperBound(),
                    TextAnchor.TOP_LEFT));
            plot.add(subplot);
        }
        return style.drawing(this, HOW, plot, PLOT_HEIGHT * lines.size());
    }

    private Stream<double[]> all() {
        return lines.values().stream()
                .flatMap(byTarget -> byTarget.values().stream())
                .flatMap(List::stream);
    }

    private static List<Tick> shares(double end) {
        var ticks = new ArrayList<Tick>();
        ticks.add(new Tick(0, "0 %"));
        DoubleStream.of(0.5, 0.75).forEach(share -> ticks.add(new Tick(scale(share), Math.round(100 * share) + " %")));
        String nines = "90";
        for (int place = 1; place <= end; place++) {
            ticks.add(new Tick(place, nines + " %"));
            nines = place == 1 ? "99" : place == 2 ? "99.9" : nines + "9";
        }
        return ticks;
    }

    private XYSeriesCollection dataset(Map<String, List<double[]>> byTarget) {
        var all = new XYSeriesCollection();
        for (String target : targets) {
            var series = new XYSeries(target, false, true);
            byTarget.getOrDefault(target, List.of()).forEach(point -> series.add(scale(point[0]), point[1]));
            all.addSeries(series);
        }
        return all;
    }

    /** Marks along each line, and at its end, for those who cannot tell lines apart by their colours. */
    private XYLineAndShapeRenderer renderer(Map<String, List<double[]>> byTarget) {
        Map<String, Look> looks = Look.of(targets);
        var lengths = targets.stream()
                .map(target -> byTarget.getOrDefault(target, List.of()).size())
                .toList();
        var renderer = new MarkingRenderer(lengths);
        renderer.setDrawSeriesLineAsPath(true);
        for (int series = 0; series < targets.size(); series++) {
            Look look = Objects.requireNonNull(looks.get(targets.get(series)));
            renderer.setSeriesPaint(series, look.colour());
            renderer.setSeriesShape(series, look.shape());
            renderer.setSeriesStroke(series, new BasicStroke(2));
        }
        return renderer;
    }

    private static final class MarkingRenderer extends XYLineAndShapeRenderer {
        private static final long serialVersionUID = 1L;

        private final transient List<Integer> lengths;

        MarkingRenderer(List<Integer> lengths) {
            super(true, true);
            this.lengths = List.copyOf(lengths);
        }

        @Override
        public boolean getItemShapeVisible(int series, int item) {
            return item % POINTS_PER_HALF == 0 || item == lengths.get(series) - 1;
        }
    }
}

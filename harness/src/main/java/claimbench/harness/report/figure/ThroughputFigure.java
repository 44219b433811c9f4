package claimbench.harness.report.figure;

import claimbench.harness.claim.Text;
import claimbench.harness.result.HistogramLog;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.StoredRunException;
import claimbench.harness.result.Trial;
import java.awt.BasicStroke;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * Good answers a second over time, from the warm-up to the end of the window, a line for each trial:
 *
 * <pre>
 *   |      warm-up     |▒▒▒▒▒▒ measured window ▒▒▒▒▒▒|
 *  -8 s                0                            15 s      a request counts in the second in which it was to start
 * </pre>
 */
final class ThroughputFigure implements Figure {
    private static final int PLOT_HEIGHT = 300;

    /** A piece of a second that is shorter holds too few answers to be made a rate. */
    private static final double SECONDS_MIN = 0.25;

    /** Of one line. */
    private static final int MARKS_MAX = 12;

    private static final Text HOW = new Text(
            "good answers a second, by the second in which they were asked for; a line for each trial · grey: measured window",
            "每秒的正确应答数，按请求开始的那一秒计；每次试验一条线 · 灰色：测量窗口");

    /** One trial: seconds since the window's start, and answers a second. */
    private record Line(String trial, String target, List<double[]> rates) {}

    private final String experiment;
    private final List<String> claims;
    private final List<String> targets;
    private final List<Line> lines;
    private final double windowSeconds;

    private ThroughputFigure(Measured measured, List<Line> lines, double windowSeconds) {
        this.experiment = measured.experiment();
        this.claims = measured.claims();
        this.targets = measured.targets();
        this.lines = List.copyOf(lines);
        this.windowSeconds = windowSeconds;
    }

    /**
     * Of an experiment; empty where no trial has two points.
     *
     * @throws StoredRunException where a record is damaged
     */
    static Optional<Figure> of(StoredRun run, Measured measured) throws StoredRunException {
        var lines = new ArrayList<Line>();
        double seconds = 0;
        for (Trial trial : measured.targets().stream()
                .flatMap(target -> measured.on(target).stream())
                .toList()) {
            Trial.Window window = trial.window();
            if (window == null) {
                continue;
            }
            List<double[]> rates = rates(run, trial, window);
            if (rates.size() > 1) {
                lines.add(new Line(trial.id(), trial.condition().target(), rates));
                seconds = Math.max(seconds, window.seconds());
            }
        }
        return lines.isEmpty() ? Optional.empty() : Optional.of(new ThroughputFigure(measured, lines, seconds));
    }

    private static List<double[]> rates(StoredRun run, Trial trial, Trial.Window window) throws StoredRunException {
        var countsBySecond = new TreeMap<Long, Long>();
        for (String name : List.of(RunFiles.WARM_UP, RunFiles.RESPONSES)) {
            Path file = run.trialDir(trial).resolve(name);
            if (Files.exists(file)) {
                HistogramLog.forEach(
                        file,
                        histogram -> countsBySecond.merge(
                                Math.floorDiv(histogram.getStartTimeStamp() - window.startEpochMillis(), 1_000L),
                                histogram.getTotalCount(),
                                Long::sum));
            }
        }
        if (countsBySecond.isEmpty()) {
            return List.of();
        }
        double warmUpSeconds = trial.condition().workload().warmUpMillis() / 1_000.0;
        var rates = new ArrayList<double[]>();
        // A second without an answer has no line in the log, and is a zero here.
        for (long second = Math.min(0, countsBySecond.firstKey()); (double) second < window.seconds(); second++) {
            double from = Math.max((double) second, -warmUpSeconds);
            double to = Math.min(second + 1.0, window.seconds());
            if (to - from >= SECONDS_MIN) {
                rates.add(new double[] {(from + to) / 2, countsBySecond.getOrDefault(second, 0L) / (to - from)});
            }
        }
        return rates;
    }

    @Override
    public String id() {
        return "throughput-" + experiment;
    }

    @Override
    public List<String> claims() {
        return claims;
    }

    @Override
    public Text title() {
        return new Text("Throughput over time: " + experiment, "吞吐量随时间的变化：" + experiment);
    }

    @Override
    public Text caption() {
        return new Text(
                title().en()
                        + ". Good answers a second in each trial, by the second in which they were to start; before 0 is the"
                        + " warm-up, which no figure of the report is made from.",
                title().zh() + "。每次试验每秒的正确应答数，按请求应开始的那一秒计；0 之前是预热，报告中的数字都不来自预热。");
    }

    @Override
    public FigureData data() {
        var data = new ArrayList<List<String>>();
        for (Line line : lines) {
            line.rates().forEach(rate -> data.add(FigureData.line(line.trial(), line.target(), rate[0], rate[1])));
        }
        return new FigureData(List.of("trial", "target", "secondsSinceWindow", "answersPerSecond"), data);
    }

    @Override
    public Drawing draw(boolean chinese) throws FigureException {
        var style = new Style(chinese);
        double first = lines.stream()
                .mapToDouble(line -> line.rates().getFirst()[0])
                .min()
                .orElse(0);
        double most = lines.stream()
                .flatMap(line -> line.rates().stream())
                .mapToDouble(rate -> rate[1])
                .max()
                .orElse(1);
        double from = Math.floor(first);
        double to = windowSeconds + 0.02 * (windowSeconds - from);
        ValueAxis seconds = style.lettered(Axes.linear(
                style.say("seconds since the start of the window", "距窗口开始的秒数"), from, to, Axes.steps(from, to)));
        ValueAxis rates = style.lettered(Axes.fromZero(style.say("answers a second", "每秒应答数"), most));
        var plot = new XYPlot(dataset(), seconds, rates, renderer());
        style.grid(plot);
        plot.getRenderer()
                .addAnnotation(
                        Style.edgedBox(0, 0, windowSeconds, rates.getUpperBound(), Style.BAND_EDGE, Style.BAND),
                        Layer.BACKGROUND);
        plot.addAnnotation(Style.words(
                "  " + style.say("measured window", "测量窗口"),
                style.smallFont(),
                Style.QUIET,
                0,
                rates.getUpperBound(),
                TextAnchor.TOP_LEFT));
        return style.drawing(this, HOW, plot, PLOT_HEIGHT);
    }

    private XYSeriesCollection dataset() {
        var all = new XYSeriesCollection();
        var named = new HashSet<String>();
        for (Line line : lines) {
            // The first line of a target has its name, which the legend shows.
            boolean first = named.add(line.target());
            var series = new XYSeries(first ? line.target() : line.target() + " " + all.getSeriesCount(), false, true);
            line.rates().forEach(rate -> series.add(rate[0], rate[1]));
            all.addSeries(series);
        }
        return all;
    }

    private XYLineAndShapeRenderer renderer() {
        Map<String, Look> looks = Look.of(targets);
        int longest = lines.stream().mapToInt(line -> line.rates().size()).max().orElse(1);
        var renderer = new MarkingRenderer(Math.ceilDiv(longest, MARKS_MAX));
        renderer.setDrawSeriesLineAsPath(true);
        var named = new HashSet<String>();
        for (int series = 0; series < lines.size(); series++) {
            String target = lines.get(series).target();
            Look look = Objects.requireNonNull(looks.get(target));
            renderer.setSeriesPaint(series, look.colour());
            renderer.setSeriesShape(series, look.shape());
            renderer.setSeriesStroke(series, new BasicStroke(1.4f));
            renderer.setSeriesVisibleInLegend(series, named.add(target));
        }
        return renderer;
    }

    /** Marks as many points of a line as tell it from others, and not each second of a long one. */
    private static final class MarkingRenderer extends XYLineAndShapeRenderer {
        private static final long serialVersionUID = 1L;

        private final int every;

        MarkingRenderer(int every) {
            super(true, true);
            this.every = every;
        }

        @Override
        public boolean getItemShapeVisible(int series, int item) {
            return item % every == 0;
        }
    }
}

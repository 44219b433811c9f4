package claimbench.harness.report.figure;

import static claimbench.harness.report.figure.Style.words;

import claimbench.harness.claim.Evidence;
import claimbench.harness.claim.Figures;
import claimbench.harness.claim.Quantity;
import claimbench.harness.claim.Row;
import claimbench.harness.claim.Text;
import claimbench.harness.claim.Verdict;
import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jfree.chart.annotations.XYAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/**
 * Measured ratios as bars from 1, which is no difference:
 *
 * <pre>
 * Q01  three calls at once (speed-up)
 *   event-loop          |━━━━━━━━━━━━━━━━━━▲  2.97     bar and point: the ratio; whiskers: its interval
 *   reactive            |━━━━━━━━━━━━━━━━━━◆  2.96     behind: the expected range; black tick: theory
 *                       1
 * </pre>
 */
final class RatioFigure implements Figure {
    /** Those of which 1 means that there is no difference. */
    private static final Set<Quantity> RATIOS = EnumSet.of(
            Quantity.SPEEDUP,
            Quantity.COST_RATIO,
            Quantity.MEAN_SPEEDUP,
            Quantity.FIRST_TOKEN_SPEEDUP,
            Quantity.THROUGHPUT_RATIO,
            Quantity.RESPONSE_SPEEDUP,
            Quantity.RESPONSE_RATIO,
            Quantity.P99_RATIO);

    /** As many as fit on a page. */
    private static final int LINES_MAX = 12;

    // The vertical axis counts pixels.
    private static final int LABEL_HEIGHT = 24;
    private static final int BAR_STEP = 18;
    private static final int BAR_HALF = 4;
    private static final int GAP = 10;

    private static final Text HOW = new Text(
            "bar and point: measured, open where there is one trial · whiskers: interval over trials, → where it goes on · grey: expected range · black tick: theory · 1: no difference",
            "条与点：实测值，空心表示只有一次试验 · 误差线：各次试验得出的区间，→ 表示超出图外 · 灰色：预期范围 · 黑色短线：理论值 · 1：没有差别");

    private static final Text CAPTION = new Text(
            "Measured ratios. Each bar goes from 1, which is no difference, to the estimate over all trials; whiskers are its interval, and an open point has none, since there is one trial."
                    + " The grey range is what the claim leads one to expect, fixed before the run; the black tick is what theory"
                    + " predicts. A claim holds where the whole interval lies in the grey range. Speed-up: times as fast; cost or time"
                    + " ratio: times as long.",
            "实测的比值。每一条从 1（没有差别）画到全部试验的估计值，误差线是它的区间；空心点只有一次试验，没有区间。灰色是测量之前就定下的预期范围，黑色短线是理论值。"
                    + "整个区间都落在灰色范围内，论断才成立。加速比是快到几倍，耗时比和响应时间之比是慢到几倍。");

    /** One case of a claim. */
    private record Line(Text label, List<Row> rows) {
        int height() {
            return LABEL_HEIGHT + BAR_STEP * rows.size() + GAP;
        }
    }

    /** In a claim's own section, below the whole run's figure. */
    private static final Text CAPTION_IN_SHORT = new Text(
            "Each bar goes from 1, which is no difference, to what was measured; the claim holds where the whole interval lies in the"
                    + " grey range.",
            "每一条从 1（没有差别）画到实测值；整个区间都落在灰色范围内，论断才成立。");

    private final String id;
    private final List<String> claims;
    private final Text title;
    private final List<Line> lines;

    private RatioFigure(String id, List<String> claims, Text title, List<Line> lines) {
        this.id = id;
        this.claims = List.copyOf(claims);
        this.title = title;
        this.lines = List.copyOf(lines);
    }

    /** Every ratio of a run, in as many figures as it takes; none where none was measured. */
    static List<Figure> ofRun(String run, List<Verdict> verdicts) {
        var lines = new ArrayList<Line>();
        for (Verdict verdict : verdicts) {
            lines.addAll(lines(verdict, true));
        }
        var figures = new ArrayList<Figure>();
        int parts = (lines.size() + LINES_MAX - 1) / LINES_MAX;
        // Parts of about the same length look better than a last one of a single line.
        for (int part = 0; part < parts; part++) {
            List<Line> its = lines.subList(part * lines.size() / parts, (part + 1) * lines.size() / parts);
            String number = part == 0 ? "" : "-" + (part + 1);
            Text title = new Text(
                    "Measured ratios of run " + run + (parts > 1 ? ", part " + (part + 1) + " of " + parts : ""),
                    "本次测量（" + run + "）的各项比值" + (parts > 1 ? "，第 " + (part + 1) + " 部分，共 " + parts + " 部分" : ""));
            figures.add(new RatioFigure("speedups" + number, List.of(), title, its));
        }
        return figures;
    }

    /** The ratios of one claim, in as many figures as it takes; none where none was measured. */
    static List<Figure> ofClaim(Verdict verdict) {
        List<Line> lines = lines(verdict, false);
        var figures = new ArrayList<Figure>();
        String claim = verdict.claim().id();
        Text name = verdict.claim().title();
        for (int from = 0; from < lines.size(); from += LINES_MAX) {
            String number = from == 0 ? "" : "-" + (from / LINES_MAX + 1);
            figures.add(new RatioFigure(
                    "ratios-" + claim + number,
                    List.of(claim),
                    new Text(claim + ": " + name.en(), claim + "：" + name.zh()),
                    lines.subList(from, Math.min(from + LINES_MAX, lines.size()))));
        }
        return figures;
    }

    /** Of the cases: what only maps speak of is in their figures. */
    private static List<Line> lines(Verdict verdict, boolean named) {
        if (verdict.claim().cases().isEmpty()) {
            return List.of();
        }
        var rowsByLabel = new LinkedHashMap<Text, List<Row>>();
        for (Row row : verdict.shownRows()) {
            if (RATIOS.contains(row.measure().quantity())) {
                Text label = label(verdict, row, named);
                rowsByLabel
                        .computeIfAbsent(
                                verdict.beside().contains(row) ? notJudged(label) : label, its -> new ArrayList<>())
                        .add(row);
            }
        }
        return rowsByLabel.entrySet().stream()
                .map(entry -> new Line(entry.getKey(), List.copyOf(entry.getValue())))
                .toList();
    }

    /** Of targets that the claim does not speak of: on a line of their own. */
    private static Text notJudged(Text label) {
        return new Text(label.en() + ", not judged", label.zh() + "，不参与判定");
    }

    private static Text label(Verdict verdict, Row row, boolean named) {
        Text what = verdict.claim().cases().size() > 1
                ? row.label()
                : verdict.claim().title();
        String id = named ? verdict.claim().id() + "  " : "";
        Quantity quantity = row.measure().quantity();
        return new Text(
                id + what.en() + " (" + quantity.label() + ")", id + what.zh() + "（" + quantity.labelZh() + "）");
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public List<String> claims() {
        return claims;
    }

    @Override
    public Text title() {
        return title;
    }

    @Override
    public Text caption() {
        return claims.size() == 1 && id.endsWith(claims.getFirst())
                ? new Text(title.en() + ". " + CAPTION_IN_SHORT.en(), title.zh() + "。" + CAPTION_IN_SHORT.zh())
                : CAPTION;
    }

    @Override
    public FigureData data() {
        var data = new ArrayList<List<String>>();
        for (Line line : lines) {
            for (Row row : line.rows()) {
                Evidence evidence = row.evidence();
                data.add(FigureData.line(
                        line.label().en(),
                        evidence.quantity(),
                        evidence.target(),
                        evidence.value(),
                        evidence.low(),
                        evidence.high(),
                        evidence.expectedLow(),
                        evidence.expectedHigh(),
                        evidence.theory()));
            }
        }
        return new FigureData(
                List.of(
                        "figure",
                        "quantity",
                        "target",
                        "value",
                        "low",
                        "high",
                        "expectedLow",
                        "expectedHigh",
                        "theory"),
                data);
    }

    @Override
    public Drawing draw(boolean chinese) throws FigureException {
        var style = new Style(chinese);
        Map<String, Look> looks = Look.of(targets());
        ValueAxis ratios =
                style.lettered(ratioAxis(style.say("ratio of what was measured; 1 is no difference", "实测之比；1 表示没有差别")));
        int height = lines.stream().mapToInt(Line::height).sum();
        var plot = new XYPlot(points(), ratios, pixels(height), renderer(looks));
        style.grid(plot);
        plot.setRangeGridlinesVisible(false);
        plot.addDomainMarker(new ValueMarker(1, Style.QUIET, new BasicStroke(1.2f)), Layer.BACKGROUND);
        int top = 0;
        for (Line line : lines) {
            annotate(plot, style, ratios, looks, line, top);
            top += line.height();
        }
        return style.drawing(this, HOW, plot, height);
    }

    private static NumberAxis pixels(int height) {
        var axis = new NumberAxis("");
        axis.setInverted(true);
        axis.setRange(0, height);
        axis.setVisible(false);
        return axis;
    }

    private void annotate(XYPlot plot, Style style, ValueAxis ratios, Map<String, Look> looks, Line line, int top) {
        double left = ratios.getLowerBound();
        double right = ratios.getUpperBound();
        int first = top + LABEL_HEIGHT;
        int end = first + BAR_STEP * line.rows().size();
        Evidence expected = line.rows().getFirst().evidence();
        double low = Math.max(left, Objects.requireNonNullElse(expected.expectedLow(), left));
        double high = Math.min(right, Objects.requireNonNullElse(expected.expectedHigh(), right));
        if (low < high) {
            behind(plot, Style.edgedBox(low, end, high, first, Style.BAND_EDGE, Style.BAND));
        }
        int bar = first + BAR_STEP / 2;
        for (Row row : line.rows()) {
            Evidence evidence = row.evidence();
            Look look = Objects.requireNonNull(looks.get(evidence.target()));
            double from = Math.max(left, Math.min(1, evidence.value()));
            double to = Math.min(right, Math.max(1, evidence.value()));
            behind(plot, Style.box(from, bar + BAR_HALF, to, bar - BAR_HALF, look.colour()));
            plot.addAnnotation(Style.clear(words(
                    Figures.measured(evidence.value()) + (runsOut(evidence, left, right) ? " → " : "  "),
                    style.smallFont(),
                    Style.INK,
                    right,
                    bar,
                    TextAnchor.CENTER_RIGHT)));
            bar += BAR_STEP;
        }
        behind(plot, Style.line(expected.theory(), end, expected.theory(), first, 2, Style.INK));
        plot.addAnnotation(Style.clear(words(
                style.say(line.label()), style.textFont(), Style.INK, left, first - 2.0, TextAnchor.BOTTOM_LEFT)));
    }

    /** Whether an interval does not end within the figure. */
    private static boolean runsOut(Evidence evidence, double left, double right) {
        return (evidence.low() != null && evidence.low() < left)
                || (evidence.high() != null && evidence.high() > right);
    }

    private static void behind(XYPlot plot, XYAnnotation annotation) {
        plot.getRenderer().addAnnotation(annotation, Layer.BACKGROUND);
    }

    /** Points and whiskers. */
    private XYIntervalSeriesCollection points() {
        var points = new XYIntervalSeriesCollection();
        for (String target : targets()) {
            var series = new XYIntervalSeries(target, false, true);
            int top = 0;
            for (Line line : lines) {
                double y = top + LABEL_HEIGHT + BAR_STEP / 2.0;
                for (Row row : line.rows()) {
                    Evidence evidence = row.evidence();
                    if (evidence.target().equals(target)) {
                        series.add(evidence.value(), low(evidence), high(evidence), y, y, y);
                    }
                    y += BAR_STEP;
                }
                top += line.height();
            }
            points.addSeries(series);
        }
        return points;
    }

    private static IntervalRenderer renderer(Map<String, Look> looks) {
        var renderer = new IntervalRenderer(looks, true);
        renderer.setCapLength(6);
        renderer.setErrorPaint(Style.INK);
        renderer.setUseOutlinePaint(true);
        renderer.setDrawOutlines(true);
        for (int series = 0; series < looks.size(); series++) {
            renderer.setSeriesOutlinePaint(series, Style.INK);
        }
        return renderer;
    }

    /** Room for every point, range and theory, and for the figures beside them; a whisker that is longer runs out of the figure. */
    private ValueAxis ratioAxis(String label) {
        double max = Math.max(1, shown().max().orElse(1));
        double min = Math.min(1, shown().filter(one -> one > 0).min().orElse(1));
        if (Axes.isLogarithmic(min, max)) {
            return Axes.logarithmic(label, min * 0.8, max * 2.2, Axes.powers(min * 0.8, max * 2.2));
        }
        double end = 1.2 * max;
        return Axes.linear(label, 0, end, Axes.steps(0, end));
    }

    private DoubleStream shown() {
        return lines.stream()
                .flatMap(line -> line.rows().stream())
                .map(Row::evidence)
                .flatMap(evidence -> Stream.of(evidence.value(), evidence.theory(), evidence.expectedHigh()))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite);
    }

    private List<String> targets() {
        return lines.stream()
                .flatMap(line -> line.rows().stream())
                .map(row -> row.evidence().target())
                .distinct()
                .sorted(Look.ORDER)
                .toList();
    }

    private static double low(Evidence evidence) {
        return Objects.requireNonNullElse(evidence.low(), IntervalRenderer.NONE);
    }

    private static double high(Evidence evidence) {
        return Objects.requireNonNullElse(evidence.high(), IntervalRenderer.NONE);
    }
}

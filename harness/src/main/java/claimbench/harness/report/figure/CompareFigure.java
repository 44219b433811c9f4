package claimbench.harness.report.figure;

import claimbench.harness.claim.Figures;
import claimbench.harness.claim.RunComparison;
import claimbench.harness.claim.RunComparison.ClaimChange;
import claimbench.harness.claim.RunComparison.FigureChange;
import claimbench.harness.claim.Text;
import claimbench.harness.stats.Change;
import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/**
 * What became of figures from one run to another, below each other: the ratio with its interval, before the band of the runs' own noise.
 *
 * <pre>
 * speed-up                      ▒▒▒|▒▒▒          point: B/A; whiskers: its interval
 *   event-loop                  ▒━━▲━▒▒  0.994    grey: what a condition differs by from itself
 *                                  1
 * </pre>
 */
public final class CompareFigure implements Figure {
    private static final String CHANGES = "compared-changes";

    /** As many as fit on a page; the data has all. */
    private static final int LINES_MAX = 36;

    // The vertical axis counts pixels.
    private static final int STEP = 18;

    private static final int NAME_HEIGHT = 24;

    private static final Text HOW = new Text(
            "point: B/A, open where there is no interval · whiskers: interval · grey: noise, what a condition differs by from itself",
            "点：B 与 A 之比，空心表示没有区间 · 误差线：区间 · 灰色：噪声，即同一条件自身的差别");

    /**
     * A figure of both runs.
     *
     * @param what claim or experiment
     */
    private record Line(String what, FigureChange figure) {
        double ratio() {
            return Objects.requireNonNull(figure.ratio());
        }

        boolean hasRatio() {
            return figure.ratio() != null && figure.ratio() > 0;
        }

        /** Targets of the same stand below one name. */
        String name() {
            return what + "  " + figure.name();
        }
    }

    private final String id;
    private final Text title;
    private final List<Line> lines;
    private final int more;
    private final Function<FigureChange, String> inChinese;

    private CompareFigure(String id, Text title, List<Line> lines, int more, Function<FigureChange, String> inChinese) {
        this.id = id;
        this.title = title;
        this.lines = List.copyOf(lines);
        this.more = more;
        this.inChinese = inChinese;
    }

    /**
     * Of a comparison: what changed, whatever it belongs to; then each claim by itself; and where no claim has a figure, the conditions. What has
     * no ratio is not drawn.
     *
     * @param titles of claims
     * @param inChinese what a figure is called in Chinese
     */
    public static List<CompareFigure> of(
            RunComparison comparison, Function<ClaimChange, Text> titles, Function<FigureChange, String> inChinese) {
        List<Line> ofClaims = comparison.claims().stream()
                .flatMap(claim -> lines(claim.claim(), claim.figures()).stream())
                .toList();
        List<Line> ofConditions = comparison.conditions().stream()
                .flatMap(condition -> lines(condition.experiment(), condition.figures()).stream())
                .toList();
        var figures = new ArrayList<CompareFigure>();
        some(
                        CHANGES,
                        new Text("Figures of run B that changed from run A", "运行 B 与运行 A 相比发生变化的指标"),
                        Stream.concat(ofClaims.stream(), ofConditions.stream())
                                .filter(line -> line.figure().change().different())
                                .toList(),
                        inChinese)
                .ifPresent(figures::add);
        for (ClaimChange claim : comparison.claims()) {
            Text title = titles.apply(claim);
            some(
                            "compared-" + claim.claim(),
                            new Text(
                                    claim.claim() + " " + title.en() + ": run B against run A",
                                    claim.claim() + " " + title.zh() + "：运行 B 与运行 A 之比"),
                            lines(claim.claim(), claim.figures()),
                            inChinese)
                    .ifPresent(figures::add);
        }
        if (ofClaims.isEmpty()) {
            some(
                            "compared",
                            new Text("Figures of run B against those of run A", "运行 B 的各项指标与运行 A 之比"),
                            ofConditions,
                            inChinese)
                    .ifPresent(figures::add);
        }
        return List.copyOf(figures);
    }

    /** Those that have a ratio. */
    private static List<Line> lines(String what, List<FigureChange> figures) {
        return figures.stream()
                .map(figure -> new Line(what, figure))
                .filter(Line::hasRatio)
                .toList();
    }

    /** As many of them as fit; empty where there is none. */
    private static Optional<CompareFigure> some(
            String id, Text title, List<Line> all, Function<FigureChange, String> inChinese) {
        List<List<Line>> groups = List.copyOf(all.stream()
                .collect(Collectors.groupingBy(Line::name, LinkedHashMap::new, Collectors.toUnmodifiableList()))
                .values());
        if (groups.isEmpty()) {
            return Optional.empty();
        }
        List<Line> drawn =
                spread(groups).stream().flatMap(List::stream).limit(LINES_MAX).toList();
        return Optional.of(new CompareFigure(id, title, drawn, all.size() - drawn.size(), inChinese));
    }

    /** All of them where they fit, or else as many as do, evenly spread from the first to the last: so both ends of a map are there. */
    private static List<List<Line>> spread(List<List<Line>> groups) {
        int longest = groups.stream().mapToInt(List::size).max().orElse(1);
        int fit = Math.max(1, LINES_MAX / longest);
        int all = groups.stream().mapToInt(List::size).sum();
        if (all <= LINES_MAX) {
            return groups;
        }
        return IntStream.range(0, fit)
                .mapToObj(i -> groups.get(fit == 1 ? 0 : Math.round((float) i * (groups.size() - 1) / (fit - 1))))
                .toList();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public List<String> claims() {
        return List.of();
    }

    @Override
    public Text title() {
        return title;
    }

    @Override
    public Text caption() {
        String moreEn = more == 0
                ? ""
                : " " + more + " more " + (more == 1 ? "figure is" : "figures are") + " in comparison.json.";
        String moreZh = more == 0 ? "" : "另有 " + more + " 项在 comparison.json 中。";
        return new Text(
                "Figures of B divided by those of A. A figure has changed where its whole interval leaves out 1 and the point lies beyond the"
                        + " grey band; bold: those that have." + moreEn,
                "B 的指标除以 A 的同一指标。区间不含 1、且点落在灰色带之外，才算发生变化；粗体为发生变化的指标。" + moreZh);
    }

    @Override
    public FigureData data() {
        return new FigureData(
                List.of("what", "case", "quantity", "target", "a", "b", "ratio", "low", "high", "noise", "change"),
                lines.stream()
                        .map(line -> FigureData.line(
                                line.what(),
                                line.figure().ofCase() == null
                                        ? null
                                        : line.figure().ofCase().en(),
                                line.figure().quantity(),
                                line.figure().target(),
                                line.figure().a(),
                                line.figure().b(),
                                line.figure().ratio(),
                                line.figure().low(),
                                line.figure().high(),
                                line.figure().noise(),
                                line.figure().change()))
                        .toList());
    }

    @Override
    public Drawing draw(boolean chinese) throws FigureException {
        var style = new Style(chinese);
        List<String> targets = lines.stream()
                .map(line -> line.figure().target())
                .distinct()
                .sorted(Look.ORDER)
                .toList();
        Map<String, Look> looks = Look.of(targets);
        ValueAxis ratios = style.lettered(axis(style.say("B/A; 1 is no difference", "B 与 A 之比；1 表示没有差别")));
        double[] places = places();
        int height = (int) places[lines.size() - 1] + STEP;
        var pixels = new NumberAxis("");
        pixels.setInverted(true);
        pixels.setRange(0, height);
        pixels.setVisible(false);
        var renderer = new IntervalRenderer(looks, true);
        renderer.setCapLength(6);
        renderer.setErrorPaint(Style.INK);
        renderer.setUseOutlinePaint(true);
        renderer.setDrawOutlines(true);
        for (int series = 0; series < looks.size(); series++) {
            renderer.setSeriesOutlinePaint(series, Style.INK);
        }
        var plot = new XYPlot(points(targets, places), ratios, pixels, renderer);
        style.grid(plot);
        plot.setRangeGridlinesVisible(false);
        plot.addDomainMarker(new ValueMarker(1, Style.QUIET, new BasicStroke(1.2f)), Layer.BACKGROUND);
        for (int i = 0; i < lines.size(); i++) {
            annotate(plot, style, ratios, lines.get(i), places[i], startsGroup(i));
        }
        return style.drawing(this, HOW, plot, height);
    }

    /** Then its title says which. */
    private boolean ofOneClaim() {
        return !id.equals(CHANGES)
                && lines.stream().allMatch(line -> line.figure().ofCase() != null);
    }

    /** The middle of each line; the first of those that are called the same has its name above it. */
    private double[] places() {
        var places = new double[lines.size()];
        double y = 0;
        for (int i = 0; i < places.length; i++) {
            y += startsGroup(i) ? NAME_HEIGHT : 0;
            places[i] = y + STEP / 2.0;
            y += STEP;
        }
        return places;
    }

    private boolean startsGroup(int line) {
        return line == 0 || !lines.get(line).name().equals(lines.get(line - 1).name());
    }

    private void annotate(XYPlot plot, Style style, ValueAxis ratios, Line line, double y, boolean named) {
        double left = ratios.getLowerBound();
        double right = ratios.getUpperBound();
        Double noise = line.figure().noise();
        if (noise != null) {
            renderer(plot)
                    .addAnnotation(
                            Style.box(
                                    Math.max(1 / noise, left),
                                    y + STEP / 2.0 - 1,
                                    Math.min(noise, right),
                                    y - STEP / 2.0 + 1,
                                    Style.BAND),
                            Layer.BACKGROUND);
        }
        FigureChange figure = line.figure();
        if (named) {
            String name = (ofOneClaim() ? "" : line.what() + "  ") + style.say(figure.name(), inChinese.apply(figure));
            plot.addAnnotation(Style.clear(Style.words(
                    name,
                    figure.change().different() ? style.boldFont() : style.textFont(),
                    Style.INK,
                    left,
                    y - STEP / 2.0 - 2,
                    TextAnchor.BOTTOM_LEFT)));
        }
        // A whisker that is too long for the axis ends before the figure, without a cap.
        plot.addAnnotation(Style.clear(Style.words(
                " " + Figures.measured(line.ratio()) + change(style, figure.change()) + " ",
                style.smallFont(),
                Style.INK,
                right,
                y,
                TextAnchor.CENTER_RIGHT)));
    }

    private static String change(Style style, Change change) {
        return switch (change) {
            case IMPROVED -> style.say("  improved", "  变好");
            case REGRESSED -> style.say("  regressed", "  变差");
            case WITHIN_NOISE, INCONCLUSIVE -> "";
        };
    }

    private static IntervalRenderer renderer(XYPlot plot) {
        return (IntervalRenderer) plot.getRenderer();
    }

    private XYIntervalSeriesCollection points(List<String> targets, double[] places) {
        var points = new XYIntervalSeriesCollection();
        for (String target : targets) {
            var series = new XYIntervalSeries(target, false, true);
            for (int i = 0; i < lines.size(); i++) {
                FigureChange figure = lines.get(i).figure();
                if (figure.target().equals(target)) {
                    double low = Objects.requireNonNullElse(figure.low(), IntervalRenderer.NONE);
                    double high = Objects.requireNonNullElse(figure.high(), IntervalRenderer.NONE);
                    series.add(lines.get(i).ratio(), low, high, places[i], places[i], places[i]);
                }
            }
            points.addSeries(series);
        }
        return points;
    }

    /** Logarithmic, so that half and twice are as far from 1; figures have room at its right. */
    private ValueAxis axis(String label) {
        double most = lines.stream()
                .flatMapToDouble(line -> {
                    Double noise = line.figure().noise();
                    return DoubleStream.of(line.ratio(), 1 / line.ratio(), noise == null ? 1 : Math.min(noise, 2));
                })
                .max()
                .orElse(1);
        double span = Math.log(Math.max(1.1, most * 1.1));
        return Axes.logarithmic(label, Math.exp(-span), Math.exp(span * 1.5), ticks(Math.exp(-span), Math.exp(span)));
    }

    private static List<Axes.Tick> ticks(double low, double high) {
        return DoubleStream.of(0.1, 0.2, 0.5, 0.8, 0.9, 0.95, 1, 1.05, 1.1, 1.25, 2, 5, 10)
                .filter(at -> low <= at && at <= high)
                .mapToObj(at -> new Axes.Tick(at, Figures.exact(at)))
                .toList();
    }
}

package claimbench.harness.report.figure;

import claimbench.harness.claim.Figures;
import claimbench.harness.claim.MapResult;
import claimbench.harness.claim.MapResult.Fit;
import claimbench.harness.claim.MapResult.Place;
import claimbench.harness.claim.Text;
import claimbench.harness.claim.Verdict;
import claimbench.harness.experiment.Fitting;
import claimbench.harness.experiment.Words;
import claimbench.harness.stats.Interval;
import claimbench.harness.stats.Scalability;
import java.awt.BasicStroke;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jfree.chart.annotations.XYLineAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * What more of them bring: what was measured at each number of cores, calls or users, a point for each trial, and the law that was fitted
 * to it; dashed, what they would bring if none ever waited for another.
 */
final class ScalingFigure implements Figure {
    private static final int PLOT_HEIGHT = 340;
    private static final int CURVE_POINTS = 160;

    private static final Text HOW = new Text(
            "points: measured, one for each trial · curve: fitted law · dashed: in proportion, λN",
            "点：实测值，每次试验一个 · 曲线：拟合的定律 · 虚线：与 N 成正比，即 λN");

    private final String claim;
    private final MapResult map;
    private final String series;
    private final List<Fit> fits;

    private ScalingFigure(String claim, MapResult map, String series, List<Fit> fits) {
        this.claim = claim;
        this.map = map;
        this.series = series;
        this.fits = List.copyOf(fits);
    }

    /** Of a line of a map; empty where no law was fitted to it. */
    static Optional<Figure> of(Verdict verdict, MapResult map, String series) {
        List<Fit> fits = map.beside().fits().stream()
                .filter(fit -> fit.series().equals(series) && fit.fit() != null)
                .toList();
        return fits.isEmpty()
                ? Optional.empty()
                : Optional.of(new ScalingFigure(verdict.claim().id(), map, series, fits));
    }

    @Override
    public String id() {
        return "scaling-" + claim + "-" + map.sweep().id() + "-" + series;
    }

    @Override
    public List<String> claims() {
        return List.of(claim);
    }

    @Override
    public Text title() {
        Words words = Objects.requireNonNull(map.sweep().series().get(series));
        return new Text(claim + ": " + law().en() + ", " + words.en(), claim + "：" + law().zh() + "，" + words.zh());
    }

    @Override
    public Text caption() {
        return new Text(
                title().en() + ": X(N) = λN / (1 + σ(N − 1)" + (amdahl() ? "" : " + κN(N − 1)")
                        + "), fitted by least squares. λ is X of one, σ the share that only one at a time can do"
                        + (amdahl() ? "." : ", κ what keeping all in agreement costs each pair of them.")
                        + " Intervals are in the table.",
                title().zh() + "：X(N) = λN / (1 + σ(N − 1)" + (amdahl() ? "" : " + κN(N − 1)")
                        + ")，用最小二乘法拟合。λ 是 N = 1 时的 X，σ 是只能逐个完成的份额"
                        + (amdahl() ? "。" : "，κ 是两两之间保持一致的代价。") + "区间见表格。");
    }

    private boolean amdahl() {
        return fits.getFirst().law() == Fitting.AMDAHL;
    }

    private Text law() {
        return amdahl() ? new Text("Amdahl's law", "阿姆达尔定律") : new Text("the Universal Scalability Law", "通用可伸缩性定律");
    }

    /** What is over what. */
    private Text figure() {
        return fits.getFirst().law() == Fitting.USL_OF_ANSWERS
                ? new Text("requests served at once", "同时得到服务的请求数")
                : new Text(map.spec().quantity().label(), map.spec().quantity().labelZh());
    }

    @Override
    public FigureData data() {
        var data = new ArrayList<List<String>>();
        for (Fit fit : fits) {
            Scalability.Fit found = Objects.requireNonNull(fit.fit());
            Interval kappa = found.kappa();
            double lambda = found.lambda().value();
            for (Place place : fit.places()) {
                data.add(FigureData.line(
                        fit.target(),
                        place.n(),
                        place.figure(),
                        found.at(place.n()),
                        lambda * place.n(),
                        lambda,
                        found.sigma().value(),
                        kappa == null ? null : kappa.value()));
            }
        }
        return new FigureData(
                List.of("target", "n", "measured", "fitted", "inProportion", "lambda", "sigma", "kappa"), data);
    }

    @Override
    public Drawing draw(boolean chinese) throws FigureException {
        var style = new Style(chinese);
        double widest = fits.stream()
                .flatMap(fit -> fit.places().stream())
                .mapToDouble(Place::n)
                .max()
                .orElse(1);
        double most = fits.stream()
                .flatMap(fit -> fit.places().stream())
                .mapToDouble(Place::figure)
                .max()
                .orElse(1);
        Words axis = map.sweep().axis();
        ValueAxis numbers = style.lettered(
                Axes.linear("N: " + style.say(axis.en(), axis.zh()), 0, 1.08 * widest, Axes.steps(0, 1.08 * widest)));
        ValueAxis figures = style.lettered(Axes.fromZero("X: " + style.say(figure()), 1.1 * most));
        var plot = new XYPlot(points(), numbers, figures, pointRenderer());
        style.grid(plot);
        plot.setDataset(1, curves());
        plot.setRenderer(1, curveRenderer());
        double line = 0;
        for (Fit fit : fits) {
            Scalability.Fit found = Objects.requireNonNull(fit.fit());
            Look look = Objects.requireNonNull(looks().get(fit.target()));
            double end = Math.min(1.08 * widest, 1.21 * most / found.lambda().value());
            plot.getRenderer()
                    .addAnnotation(
                            new XYLineAnnotation(
                                    0, 0, end, end * found.lambda().value(), Style.dashes(1.1f), look.colour()),
                            Layer.BACKGROUND);
            plot.addAnnotation(Style.words(
                    parameters(fit.target(), found),
                    style.smallFont(),
                    Style.INK,
                    1.06 * widest,
                    (0.05 + 0.06 * line) * figures.getUpperBound(),
                    TextAnchor.BOTTOM_RIGHT));
            line++;
        }
        return style.drawing(this, HOW, plot, PLOT_HEIGHT);
    }

    private static String parameters(String target, Scalability.Fit fit) {
        Interval kappa = fit.kappa();
        return target + ": λ = " + Figures.measured(fit.lambda().value()) + ", σ = "
                + small(fit.sigma().value())
                + (kappa == null ? "" : ", κ = " + small(kappa.value()))
                + String.format(Locale.ROOT, ", R² = %.3f", fit.rSquared())
                + (Double.isFinite(fit.peak()) ? ", N* = " + Figures.measured(fit.peak()) : "");
    }

    /** Two digits, and a power of ten where there would be many zeros. */
    static String small(double value) {
        String sign = value < 0 ? "−" : "";
        double size = Math.abs(value);
        if (size == 0 || size >= 0.001) {
            return sign
                    + Figures.exact(
                            BigDecimal.valueOf(size).round(new MathContext(2)).doubleValue());
        }
        String[] parts = String.format(Locale.ROOT, "%.1e", size).split("e-", 2);
        // Not with raised digits: the Chinese font has but three of them.
        return sign + parts[0] + "×10^−" + Integer.parseInt(parts[1]);
    }

    private XYSeriesCollection points() {
        var all = new XYSeriesCollection();
        for (Fit fit : fits) {
            var one = new XYSeries(fit.target(), false, true);
            fit.places().forEach(place -> one.add(place.n(), place.figure()));
            all.addSeries(one);
        }
        return all;
    }

    private XYSeriesCollection curves() {
        var all = new XYSeriesCollection();
        for (Fit fit : fits) {
            Scalability.Fit found = Objects.requireNonNull(fit.fit());
            var one = new XYSeries(fit.target(), false, true);
            double widest = fit.places().stream().mapToDouble(Place::n).max().orElse(1);
            for (int i = 0; i <= CURVE_POINTS; i++) {
                double n = 1 + i * (1.06 * widest - 1) / CURVE_POINTS;
                one.add(n, found.at(n));
            }
            all.addSeries(one);
        }
        return all;
    }

    private Map<String, Look> looks() {
        return Look.of(fits.stream().map(Fit::target).distinct().toList());
    }

    private XYLineAndShapeRenderer pointRenderer() {
        var renderer = new XYLineAndShapeRenderer(false, true);
        Map<String, Look> looks = looks();
        for (int i = 0; i < fits.size(); i++) {
            Look look = Objects.requireNonNull(looks.get(fits.get(i).target()));
            renderer.setSeriesPaint(i, look.colour());
            renderer.setSeriesShape(i, look.shape());
        }
        return renderer;
    }

    private XYLineAndShapeRenderer curveRenderer() {
        var renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setDrawSeriesLineAsPath(true);
        Map<String, Look> looks = looks();
        for (int i = 0; i < fits.size(); i++) {
            renderer.setSeriesPaint(
                    i, Objects.requireNonNull(looks.get(fits.get(i).target())).colour());
            renderer.setSeriesStroke(i, new BasicStroke(1.8f));
            renderer.setSeriesVisibleInLegend(i, false);
        }
        return renderer;
    }
}

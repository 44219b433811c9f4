package claimbench.harness.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.annotations.XYBoxAnnotation;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.svg.SVGGraphics2D;
import org.jfree.svg.SVGHints;
import org.jfree.svg.util.DoubleConverter;

/**
 * A map as a figure: below each other a plot for each series, in it what was measured on each target with intervals, the curve of theory
 * (dashed), and what was expected as a band. The same run gives the same bytes.
 */
final class MapChart {
    private static final int WIDTH = 900;
    private static final int PLOT_HEIGHT = 260;
    private static final int HEIGHT_AROUND = 130;

    /** Beyond so many times as far from end to end, an axis is logarithmic. */
    private static final double LOGARITHMIC_FROM = 15;

    private static final Color BAND = new Color(0xE4, 0xE9, 0xEE);
    private static final Color INK = new Color(0x22, 0x22, 0x22);
    private static final Color GRID = new Color(0xDD, 0xDD, 0xDD);

    private final MapsFile.Entry map;

    private MapChart(MapsFile.Entry map) {
        this.map = map;
    }

    /** An SVG document. */
    static String svg(MapsFile.Entry map) {
        return new MapChart(map).draw();
    }

    private String draw() {
        System.setProperty("java.awt.headless", "true");
        List<String> series =
                map.lines().stream().map(MapsFile.Line::series).distinct().toList();
        int height = HEIGHT_AROUND + PLOT_HEIGHT * series.size();
        var graphics = new SVGGraphics2D(WIDTH, height);
        // The library would name what it defines after the time of day.
        graphics.setDefsKeyPrefix("claimbench-");
        graphics.setGeomDoubleConverter(new DoubleConverter(2));
        graphics.setRenderingHint(SVGHints.KEY_DRAW_STRING_TYPE, SVGHints.VALUE_DRAW_STRING_TYPE_VECTOR);
        var plot = new CombinedDomainXYPlot(
                axis(map.axis().en(), xs().min().orElse(1), xs().max().orElse(1)));
        plot.setGap(14);
        for (String one : series) {
            XYPlot subplot = subplot(one);
            if (!one.equals(series.getFirst())) {
                // The legend of the first stands for all.
                subplot.setFixedLegendItems(new LegendItemCollection());
            }
            plot.add(subplot);
        }
        String title = map.claim() + ": where is it true? (" + map.quantity() + ")";
        var chart = new JFreeChart(title, new Font(Font.SANS_SERIF, Font.BOLD, 16), plot, true);
        chart.setBackgroundPaint(Color.WHITE);
        chart.draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, height));
        return graphics.getSVGDocument() + "\n";
    }

    private XYPlot subplot(String series) {
        List<MapsFile.Line> lines = map.lines().stream()
                .filter(line -> line.series().equals(series))
                .toList();
        var plot = new XYPlot(
                measured(lines),
                null,
                axis(lines.getFirst().words().en(), lowest(lines), highest(lines)),
                renderer(lines));
        plot.setBackgroundPaint(Color.WHITE);
        plot.setDomainGridlinePaint(GRID);
        plot.setRangeGridlinePaint(GRID);
        plot.setDataset(1, theory(lines.getFirst()));
        plot.setRenderer(1, theoryRenderer());
        // The axis of the combined plot is the subplots' only when they are in it; so each point draws its own piece of
        // the band.
        List<MapsFile.Point> points = lines.getFirst().points();
        for (int i = 0; i < points.size(); i++) {
            MapsFile.Point point = points.get(i);
            double from = i == 0 ? point.x() * 0.9 : between(points.get(i - 1).x(), point.x());
            double to = i == points.size() - 1
                    ? point.x() * 1.1
                    : between(point.x(), points.get(i + 1).x());
            Double low = point.expectedLow();
            Double high = point.expectedHigh();
            plot.getRenderer()
                    .addAnnotation(
                            new XYBoxAnnotation(
                                    from,
                                    low == null ? lowest(lines) / 2 : low,
                                    to,
                                    high == null ? 2 * highest(lines) : high,
                                    null,
                                    null,
                                    BAND),
                            Layer.BACKGROUND);
        }
        return plot;
    }

    private static double between(double a, double b) {
        return a > 0 ? Math.sqrt(a * b) : (a + b) / 2;
    }

    private static XYIntervalSeriesCollection measured(List<MapsFile.Line> lines) {
        var all = new XYIntervalSeriesCollection();
        for (MapsFile.Line line : lines) {
            var one = new XYIntervalSeries(line.target(), false, true);
            for (MapsFile.Point point : line.points()) {
                Double value = point.value();
                if (value != null) {
                    one.add(
                            point.x(),
                            point.x(),
                            point.x(),
                            value,
                            Objects.requireNonNullElse(point.low(), value),
                            Objects.requireNonNullElse(point.high(), value));
                }
            }
            all.addSeries(one);
        }
        return all;
    }

    private static XYSeriesCollection theory(MapsFile.Line line) {
        var theory = new XYSeries("theory", false, true);
        line.points().forEach(point -> theory.add(point.x(), point.theory()));
        return new XYSeriesCollection(theory);
    }

    private static XYErrorRenderer renderer(List<MapsFile.Line> lines) {
        var renderer = new XYErrorRenderer();
        renderer.setDrawXError(false);
        renderer.setDefaultLinesVisible(true);
        renderer.setCapLength(5);
        for (int i = 0; i < lines.size(); i++) {
            SpeedupChart.Look look = SpeedupChart.look(lines.get(i).target(), i);
            renderer.setSeriesPaint(i, look.colour());
            renderer.setSeriesShape(i, look.shape());
        }
        return renderer;
    }

    private static XYLineAndShapeRenderer theoryRenderer() {
        var renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setSeriesPaint(0, INK);
        renderer.setSeriesStroke(
                0, new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {6, 4}, 0));
        return renderer;
    }

    private static ValueAxis axis(String label, double min, double max) {
        if (min > 0 && max / min >= LOGARITHMIC_FROM) {
            var axis = new LogAxis(label);
            axis.setRange(min * 0.85, max * 1.2);
            axis.setStandardTickUnits(NumberAxis.createStandardTickUnits(Locale.ROOT));
            axis.setNumberFormatOverride(NumberFormat.getNumberInstance(Locale.ROOT));
            return axis;
        }
        var axis = new NumberAxis(label);
        double margin = max == min ? Math.max(1, 0.2 * Math.abs(max)) : 0.06 * (max - min);
        axis.setRange(min - margin, max + margin);
        axis.setStandardTickUnits(NumberAxis.createStandardTickUnits(Locale.ROOT));
        return axis;
    }

    private DoubleStream xs() {
        return map.lines().stream().flatMap(line -> line.points().stream()).mapToDouble(MapsFile.Point::x);
    }

    private static double lowest(List<MapsFile.Line> lines) {
        return figures(lines).min().orElse(0);
    }

    private static double highest(List<MapsFile.Line> lines) {
        return figures(lines).max().orElse(1);
    }

    /** Whatever must be seen; an interval that is longer runs out of the figure. */
    private static DoubleStream figures(List<MapsFile.Line> lines) {
        return lines.stream()
                .flatMap(line -> line.points().stream())
                .flatMap(point -> Stream.of(point.value(), point.theory()))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue);
    }
}

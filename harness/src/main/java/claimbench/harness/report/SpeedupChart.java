package claimbench.harness.report;

import claimbench.harness.claim.Evidence;
import claimbench.harness.claim.Quantity;
import claimbench.harness.claim.Row;
import claimbench.harness.claim.Verdict;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYBoxAnnotation;
import org.jfree.chart.annotations.XYLineAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;
import org.jfree.svg.SVGGraphics2D;
import org.jfree.svg.SVGHints;
import org.jfree.svg.util.DoubleConverter;

/**
 * Every measured ratio in one figure: a line of the figure for each case of a claim, on it a point for each target with its
 * interval as whiskers, behind them the expected range as a band and the theory as a tick. Colours are those of Okabe and
 * Ito, which colour-blind people tell apart too, and each target also has a shape of its own. Letters are drawn as
 * outlines, so that the figure looks the same wherever it is opened; the same run gives the same bytes.
 */
final class SpeedupChart {
    private static final int WIDTH = 900;
    private static final int LINE_HEIGHT = 74;
    private static final int HEIGHT_AROUND = 150;

    /** Hundredths of a pixel are finer than any screen, and keep the outlines of the letters short. */
    private static final int DECIMALS = 2;

    private static final Color BAND = new Color(0xE4, 0xE9, 0xEE);
    private static final Color BAND_EDGE = new Color(0xB4, 0xBE, 0xC8);
    private static final Color INK = new Color(0x22, 0x22, 0x22);
    private static final Color GRID = new Color(0xDD, 0xDD, 0xDD);
    /** The same as in the dashboards, where a colour stands for the same target. */
    private static final Map<String, Look> LOOKS = Map.of(
            "platform-threads", new Look(new Color(0xE6, 0x9F, 0x00), circle()),
            "virtual-threads", new Look(new Color(0x56, 0xB4, 0xE9), square()),
            "event-loop", new Look(new Color(0x00, 0x9E, 0x73), triangle()),
            "reactive", new Look(new Color(0xCC, 0x79, 0xA7), diamond()));

    /** Of servers that the user brought, in turn. */
    private static final List<Look> LOOKS_OF_OTHERS = List.of(
            new Look(new Color(0x00, 0x72, 0xB2), circle()),
            new Look(new Color(0x00, 0x00, 0x00), square()),
            new Look(new Color(0xD5, 0x5E, 0x00), triangle()));

    /** How a target's points are drawn. */
    record Look(Color colour, Shape shape) {}

    /** The look of a target; of one that the user brought, by its place. */
    static Look look(String target, int place) {
        Look look = LOOKS.get(target);
        return look == null ? LOOKS_OF_OTHERS.get(place % LOOKS_OF_OTHERS.size()) : look;
    }

    private final List<String> lines;
    private final List<String> targets;
    private final Map<String, List<Row>> rowsByLine;

    private SpeedupChart(Map<String, List<Row>> rowsByLine) {
        this.rowsByLine = rowsByLine;
        lines = List.copyOf(rowsByLine.keySet());
        targets = rowsByLine.values().stream()
                .flatMap(List::stream)
                .map(row -> row.evidence().target())
                .distinct()
                .toList();
    }

    /**
     * Draws the figure.
     *
     * @param title in one line
     * @return an SVG document; the empty text where the run measured no ratio
     */
    static String svg(String title, List<Verdict> verdicts) {
        var rowsByLine = new LinkedHashMap<String, List<Row>>();
        for (Verdict verdict : verdicts) {
            for (Row row : verdict.rows()) {
                Quantity quantity = row.measure().quantity();
                if (quantity == Quantity.SPEEDUP || quantity == Quantity.COST_RATIO) {
                    rowsByLine
                            .computeIfAbsent(label(verdict, row), label -> new ArrayList<>())
                            .add(row);
                }
            }
        }
        return rowsByLine.isEmpty() ? "" : new SpeedupChart(rowsByLine).draw(title);
    }

    private static String label(Verdict verdict, Row row) {
        String what = verdict.claim().cases().size() > 1
                ? row.caseLabel()
                : verdict.claim().title().en();
        return verdict.claim().id() + "  " + what + " ("
                + row.measure().quantity().label() + ")";
    }

    private String draw(String title) {
        System.setProperty("java.awt.headless", "true");
        int height = HEIGHT_AROUND + LINE_HEIGHT * lines.size();
        var graphics = new SVGGraphics2D(WIDTH, height);
        // The library would name what it defines after the time of day.
        graphics.setDefsKeyPrefix("claimbench-");
        graphics.setGeomDoubleConverter(new DoubleConverter(DECIMALS));
        graphics.setRenderingHint(SVGHints.KEY_DRAW_STRING_TYPE, SVGHints.VALUE_DRAW_STRING_TYPE_VECTOR);
        chart(title).draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, height));
        // Letters that are outlines cannot be read aloud; this title can.
        return graphics.getSVGDocument().replaceFirst("<svg[^>]*>", "$0<title>" + escaped(title) + "</title>") + "\n";
    }

    private static String escaped(String text) {
        return Matcher.quoteReplacement(text.replace("&", "&amp;").replace("<", "&lt;"));
    }

    private JFreeChart chart(String title) {
        var plot = new XYPlot(points(), ratioAxis(), lineAxis(), renderer());
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlineVisible(false);
        plot.setDomainGridlinePaint(GRID);
        plot.setDomainGridlineStroke(new BasicStroke(1));
        plot.setRangeGridlinesVisible(false);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        for (int line = 0; line < lines.size(); line++) {
            expectation(plot, line);
        }
        var chart = new JFreeChart(null, font(Font.PLAIN, 13), plot, true);
        chart.setBackgroundPaint(Color.WHITE);
        chart.setPadding(new RectangleInsets(10, 10, 10, 24));
        chart.addSubtitle(
                0,
                text(
                        "speed-up: times as fast · cost ratio: times as long · band: expected range · black tick: theory · "
                                + "whiskers: interval over trials",
                        Font.PLAIN,
                        12));
        chart.addSubtitle(0, text(title, Font.BOLD, 16));
        chart.getLegend().setFrame(BlockBorder.NONE);
        chart.getLegend().setItemFont(font(Font.PLAIN, 13));
        chart.getLegend().setPosition(RectangleEdge.BOTTOM);
        return chart;
    }

    private static TextTitle text(String words, int style, int size) {
        var title = new TextTitle(words, font(style, size));
        title.setHorizontalAlignment(HorizontalAlignment.LEFT);
        title.setPaint(INK);
        title.setMargin(2, 4, 4, 4);
        return title;
    }

    /** Points and whiskers; a target's place in its line is the same in all lines. */
    private XYIntervalSeriesCollection points() {
        var points = new XYIntervalSeriesCollection();
        for (String target : targets) {
            var series = new XYIntervalSeries(target, false, true);
            for (int line = 0; line < lines.size(); line++) {
                double y = line + offset(target);
                for (Row row : rows(line)) {
                    Evidence evidence = row.evidence();
                    if (evidence.target().equals(target)) {
                        double low = Objects.requireNonNullElse(evidence.low(), evidence.value());
                        double high = Objects.requireNonNullElse(evidence.high(), evidence.value());
                        series.add(evidence.value(), low, high, y, y, y);
                    }
                }
            }
            points.addSeries(series);
        }
        return points;
    }

    private double offset(String target) {
        return ((targets.indexOf(target) + 1.0) / (targets.size() + 1.0) - 0.5) * 0.8;
    }

    private void expectation(XYPlot plot, int line) {
        Evidence evidence = rows(line).getFirst().evidence();
        double low = Objects.requireNonNullElse(evidence.expectedLow(), 0.0);
        double high = Objects.requireNonNullElse(evidence.expectedHigh(), ratioMax());
        // The axis runs downwards, so the upper edge is the smaller number; the other way round nothing would be drawn.
        var band = new XYBoxAnnotation(low, line + 0.42, high, line - 0.42, new BasicStroke(1), BAND_EDGE, BAND);
        plot.getRenderer().addAnnotation(band, Layer.BACKGROUND);
        plot.getRenderer()
                .addAnnotation(
                        new XYLineAnnotation(
                                evidence.theory(),
                                line - 0.42,
                                evidence.theory(),
                                line + 0.42,
                                new BasicStroke(2),
                                INK),
                        Layer.BACKGROUND);
    }

    private XYErrorRenderer renderer() {
        var renderer = new XYErrorRenderer();
        renderer.setDrawYError(false);
        renderer.setCapLength(6);
        renderer.setErrorStroke(new BasicStroke(1.6f));
        int others = 0;
        for (int i = 0; i < targets.size(); i++) {
            Look look = LOOKS.get(targets.get(i));
            if (look == null) {
                look = LOOKS_OF_OTHERS.get(others++ % LOOKS_OF_OTHERS.size());
            }
            renderer.setSeriesPaint(i, look.colour());
            renderer.setSeriesShape(i, look.shape());
        }
        return renderer;
    }

    private NumberAxis ratioAxis() {
        var axis = new NumberAxis("ratio of median response times; 1 is no difference");
        axis.setRange(0, ratioMax());
        axis.setStandardTickUnits(NumberAxis.createStandardTickUnits(Locale.ROOT));
        axis.setLabelFont(font(Font.PLAIN, 13));
        axis.setTickLabelFont(font(Font.PLAIN, 12));
        return axis;
    }

    /** Room for every point, range and theory; a whisker that is longer runs out of the figure. */
    private double ratioMax() {
        return 1.08
                * rowsByLine.values().stream()
                        .flatMap(List::stream)
                        .map(Row::evidence)
                        .flatMap(evidence -> Stream.of(evidence.value(), evidence.theory(), evidence.expectedHigh()))
                        .filter(Objects::nonNull)
                        .mapToDouble(Double::doubleValue)
                        .max()
                        .orElse(1);
    }

    private SymbolAxis lineAxis() {
        var axis = new SymbolAxis(null, lines.toArray(String[]::new));
        axis.setInverted(true);
        axis.setRange(-0.5, lines.size() - 0.5);
        axis.setGridBandsVisible(false);
        axis.setTickMarksVisible(false);
        axis.setAxisLineVisible(false);
        axis.setTickLabelFont(font(Font.PLAIN, 13));
        return axis;
    }

    private List<Row> rows(int line) {
        return Objects.requireNonNull(rowsByLine.get(lines.get(line)));
    }

    private static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }

    private static Shape circle() {
        return new Ellipse2D.Double(-5, -5, 10, 10);
    }

    private static Shape square() {
        return new Rectangle2D.Double(-4.5, -4.5, 9, 9);
    }

    private static Shape triangle() {
        return polygon(0, -6, 5.5, 4.5, -5.5, 4.5);
    }

    private static Shape diamond() {
        return polygon(0, -6.5, 6.5, 0, 0, 6.5, -6.5, 0);
    }

    private static Shape polygon(double... coordinates) {
        var path = new Path2D.Double();
        path.moveTo(coordinates[0], coordinates[1]);
        for (int i = 2; i < coordinates.length; i += 2) {
            path.lineTo(coordinates[i], coordinates[i + 1]);
        }
        path.closePath();
        return path;
    }
}

package claimbench.harness.report.figure;

import claimbench.harness.claim.Text;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYBoxAnnotation;
import org.jfree.chart.annotations.XYLineAnnotation;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;

/** How all figures look: widths, colours, letters, and the pieces that they are put together from, for one language. */
final class Style {
    static final int WIDTH = 900;

    static final Color INK = new Color(0x22, 0x22, 0x22);
    static final Color QUIET = new Color(0x66, 0x66, 0x66);
    static final Color GRID = new Color(0xDD, 0xDD, 0xDD);
    static final Color BAND = new Color(0xE4, 0xE9, 0xEE);
    static final Color BAND_EDGE = new Color(0xB4, 0xBE, 0xC8);

    /** Room for heading, explanation, label of the axis and legend. */
    private static final int HEIGHT_AROUND = 150;

    private static final int TITLE_SIZE = 16;
    private static final int TEXT_SIZE = 13;
    private static final int SMALL_SIZE = 12;

    private final boolean chinese;
    private final Lettering lettering;

    /**
     * Of a language.
     *
     * @throws FigureException where this machine has no letters for it
     */
    Style(boolean chinese) throws FigureException {
        this.chinese = chinese;
        this.lettering = Lettering.of(chinese);
    }

    String say(Text text) {
        return text.in(chinese);
    }

    String say(String en, String zh) {
        return chinese ? zh : en;
    }

    Font textFont() {
        return lettering.plain(TEXT_SIZE);
    }

    Font smallFont() {
        return lettering.plain(SMALL_SIZE);
    }

    Font boldFont() {
        return lettering.bold(TEXT_SIZE);
    }

    /**
     * A plot with its heading and its legend.
     *
     * @param how to read it, in a line or two
     * @param plotHeight in pixels
     */
    Drawing drawing(Figure figure, Text how, Plot plot, int plotHeight) {
        String title = say(figure.title());
        var chart = new JFreeChart(null, textFont(), plot, true);
        chart.setBackgroundPaint(Color.WHITE);
        chart.setPadding(new RectangleInsets(10, 10, 10, 24));
        chart.addSubtitle(0, heading(say(how), smallFont(), QUIET));
        chart.addSubtitle(0, heading(title, lettering.bold(TITLE_SIZE), INK));
        chart.getLegend().setFrame(BlockBorder.NONE);
        chart.getLegend().setItemFont(textFont());
        chart.getLegend().setItemPaint(INK);
        chart.getLegend().setPosition(RectangleEdge.BOTTOM);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlineVisible(false);
        int height = HEIGHT_AROUND + plotHeight;
        return new Drawing(
                figure.id(),
                title,
                chinese ? "zh-CN" : "en",
                WIDTH,
                height,
                graphics -> chart.draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, height)));
    }

    private static TextTitle heading(String words, Font font, Color colour) {
        var title = new TextTitle(words, font);
        title.setHorizontalAlignment(HorizontalAlignment.LEFT);
        title.setTextAlignment(HorizontalAlignment.LEFT);
        title.setPaint(colour);
        title.setMargin(2, 4, 4, 4);
        return title;
    }

    /** A plot with a grid. */
    void grid(XYPlot plot) {
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlineVisible(false);
        plot.setDomainGridlinePaint(GRID);
        plot.setDomainGridlineStroke(new BasicStroke(1));
        plot.setRangeGridlinePaint(GRID);
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    }

    /** An axis in the letters of the figure. */
    <A extends ValueAxis> A lettered(A axis) {
        axis.setLabelFont(textFont());
        axis.setLabelPaint(INK);
        axis.setTickLabelFont(smallFont());
        axis.setTickLabelPaint(INK);
        axis.setAxisLinePaint(QUIET);
        axis.setTickMarkPaint(QUIET);
        return axis;
    }

    /** Words in a plot, whose left end, right end or middle is at a place. */
    static XYTextAnnotation words(String words, Font font, Color colour, double x, double y, TextAnchor anchor) {
        var annotation = new XYTextAnnotation(words, x, y);
        annotation.setFont(font);
        annotation.setPaint(colour);
        annotation.setTextAnchor(anchor);
        return annotation;
    }

    /** The same on white, so that no line runs through it. */
    static XYTextAnnotation clear(XYTextAnnotation words) {
        words.setBackgroundPaint(Color.WHITE);
        return words;
    }

    /** A dashed line. */
    static BasicStroke dashes(float width) {
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {6, 4}, 0);
    }

    /**
     * A box without an edge.
     *
     * @param bottom nearer to the lower edge of the figure than {@code top}, whichever way the axis runs; the other way round nothing
     *     would be drawn
     */
    static XYBoxAnnotation box(double left, double bottom, double right, double top, Color fill) {
        return new XYBoxAnnotation(left, bottom, right, top, null, null, fill);
    }

    static XYBoxAnnotation edgedBox(double left, double bottom, double right, double top, Color edge, Color fill) {
        return new XYBoxAnnotation(left, bottom, right, top, new BasicStroke(1), edge, fill);
    }

    static XYLineAnnotation line(double x1, double y1, double x2, double y2, float width, Color colour) {
        return new XYLineAnnotation(x1, y1, x2, y2, new BasicStroke(width), colour);
    }
}

package claimbench.harness.report.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.geom.Rectangle2D;
import java.util.Map;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CrosshairState;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.renderer.xy.XYItemRendererState;
import org.jfree.data.xy.DefaultXYDataset;
import org.jfree.data.xy.IntervalXYDataset;
import org.jfree.data.xy.XYDataset;

/**
 * Points with their intervals as whiskers. One that has no interval, since there is one trial only, has no whiskers either, and is not filled: an end
 * that is not a number says so. The renderer that this extends would draw an interval of no width there, as if nothing were surer.
 */
class IntervalRenderer extends XYErrorRenderer {
    private static final long serialVersionUID = 1L;

    /** Below what is no interval. */
    static final double NONE = Double.NaN;

    private final boolean across;

    /**
     * For points of these looks, in the order of the dataset's series.
     *
     * @param across whether intervals lie along the horizontal axis
     */
    IntervalRenderer(Map<String, Look> looks, boolean across) {
        this.across = across;
        setDrawXError(across);
        setDrawYError(!across);
        setErrorStroke(new BasicStroke(1.3f));
        setUseFillPaint(true);
        int series = 0;
        for (Look look : looks.values()) {
            setSeriesPaint(series, look.colour());
            setSeriesFillPaint(series, look.colour());
            setSeriesShape(series, look.shape());
            series++;
        }
    }

    @Override
    public void drawItem(
            Graphics2D graphics,
            XYItemRendererState state,
            Rectangle2D area,
            PlotRenderingInfo info,
            XYPlot plot,
            ValueAxis domain,
            ValueAxis range,
            XYDataset dataset,
            int series,
            int item,
            CrosshairState crosshair,
            int pass) {
        super.drawItem(
                graphics,
                state,
                area,
                info,
                plot,
                domain,
                range,
                hasInterval(dataset, series, item) ? dataset : plain(dataset),
                series,
                item,
                crosshair,
                pass);
    }

    @Override
    public Paint getItemFillPaint(int series, int item) {
        XYDataset dataset = getPlot().getDataset(getPlot().getIndexOf(this));
        return hasInterval(dataset, series, item) ? super.getItemFillPaint(series, item) : Color.WHITE;
    }

    /** Whether a point has an interval. */
    final boolean hasInterval(XYDataset dataset, int series, int item) {
        return !(dataset instanceof IntervalXYDataset intervals)
                || !Double.isNaN(
                        across ? intervals.getStartXValue(series, item) : intervals.getStartYValue(series, item));
    }

    /** The same points, of which the library knows no intervals; there are few, so they are copied each time. */
    private static XYDataset plain(XYDataset dataset) {
        var all = new DefaultXYDataset();
        for (int series = 0; series < dataset.getSeriesCount(); series++) {
            var places = new double[2][dataset.getItemCount(series)];
            for (int item = 0; item < places[0].length; item++) {
                places[0][item] = dataset.getXValue(series, item);
                places[1][item] = dataset.getYValue(series, item);
            }
            all.addSeries(dataset.getSeriesKey(series), places);
        }
        return all;
    }
}

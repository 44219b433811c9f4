package claimbench.harness.report.figure;

import claimbench.harness.claim.Figures;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.axis.ValueTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/**
 * Axes whose ticks are where a reader wants them: at the places that were measured, or at round numbers. Those of the library are at
 * odd places on a logarithmic axis. Of labels that would run into each other, the later is left out.
 */
final class Axes {
    /** Beyond so many times as far from end to end, an axis is logarithmic. */
    static final double LOGARITHMIC_FROM = 15;

    private static final int TICKS_MAX = 9;
    private static final int BETWEEN_LABELS_PX = 8;

    private Axes() {}

    /** A place that is marked. */
    record Tick(double at, String label) {}

    /** Round numbers from one end to the other, with some room beyond; logarithmic where they are far apart. */
    static ValueAxis rounded(String label, double min, double max) {
        if (isLogarithmic(min, max)) {
            return logarithmic(label, min * 0.8, max * 1.25, powers(min * 0.8, max * 1.25));
        }
        double margin = max == min ? Math.max(1, 0.2 * Math.abs(max)) : 0.08 * (max - min);
        double low = min >= 0 ? Math.max(0, min - margin) : min - margin;
        return linear(label, low, max + margin, steps(low, max + margin));
    }

    /** From zero, with some room beyond. */
    static ValueAxis fromZero(String label, double max) {
        double end = max > 0 ? 1.1 * max : 1;
        return linear(label, 0, end, steps(0, end));
    }

    /** The places that were measured; logarithmic where they are far apart. */
    static ValueAxis places(String label, double[] places) {
        double min = DoubleStream.of(places).min().orElse(0);
        double max = DoubleStream.of(places).max().orElse(1);
        List<Tick> ticks = DoubleStream.of(places)
                .distinct()
                .sorted()
                .mapToObj(place -> new Tick(place, Figures.exact(place)))
                .toList();
        if (isLogarithmic(min, max)) {
            return logarithmic(label, min * 0.85, max * 1.2, ticks);
        }
        double margin = max == min ? Math.max(1, 0.2 * Math.abs(max)) : 0.06 * (max - min);
        return linear(label, min - margin, max + margin, ticks);
    }

    static boolean isLogarithmic(double min, double max) {
        return min > 0 && max / min >= LOGARITHMIC_FROM;
    }

    static ValueAxis linear(String label, double low, double high, List<Tick> ticks) {
        var axis = new Linear(label, ticks);
        axis.setRange(low, high);
        return axis;
    }

    static ValueAxis logarithmic(String label, double low, double high, List<Tick> ticks) {
        var axis = new Logarithmic(label, ticks);
        axis.setRange(low, high);
        return axis;
    }

    /** Multiples of 1, 2 or 5 times a power of ten. */
    static List<Tick> steps(double low, double high) {
        double rough = (high - low) / TICKS_MAX;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = DoubleStream.of(1, 2, 5, 10)
                .map(times -> times * power)
                .filter(one -> one >= rough)
                .findFirst()
                .orElse(10 * power);
        var ticks = new ArrayList<Tick>();
        for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) {
            // By division where the step is a part of one, since tenths are not exact.
            double at = step < 1 ? i / (double) Math.round(1 / step) : i * step;
            ticks.add(new Tick(at, Figures.exact(at)));
        }
        return ticks;
    }

    /** Powers of ten, and 2 and 5 times those where there is room. */
    static List<Tick> powers(double low, double high) {
        double[] times = high / low > 5_000 ? new double[] {1} : new double[] {1, 2, 5};
        var ticks = new ArrayList<Tick>();
        for (int exponent = (int) Math.floor(Math.log10(low)); Math.pow(10, exponent) <= high; exponent++) {
            for (double one : times) {
                double at = exponent < 0 ? one / Math.pow(10, -exponent) : one * Math.pow(10, exponent);
                if (at >= low && at <= high) {
                    ticks.add(new Tick(at, Figures.exact(at)));
                }
            }
        }
        return ticks;
    }

    private static List<ValueTick> drawn(
            ValueAxis axis, List<Tick> ticks, Graphics2D graphics, Rectangle2D area, RectangleEdge edge) {
        FontMetrics metrics = graphics.getFontMetrics(axis.getTickLabelFont());
        boolean across = RectangleEdge.isTopOrBottom(edge);
        TextAnchor anchor = across ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT;
        var drawn = new ArrayList<ValueTick>();
        double taken = Double.NEGATIVE_INFINITY;
        for (Tick tick : ticks) {
            // Upwards, pixels count down.
            double at = axis.valueToJava2D(tick.at(), area, edge) * (across ? 1 : -1);
            double half = (across ? metrics.stringWidth(tick.label()) : metrics.getAscent()) / 2.0;
            boolean fits = at - half >= taken + (across ? BETWEEN_LABELS_PX : 2);
            if (fits) {
                taken = at + half;
            }
            drawn.add(new NumberTick(TickType.MAJOR, tick.at(), fits ? tick.label() : "", anchor, anchor, 0));
        }
        return drawn;
    }

    private static final class Linear extends NumberAxis {
        private static final long serialVersionUID = 1L;

        private final transient List<Tick> ticks;

        Linear(String label, List<Tick> ticks) {
            super(label);
            this.ticks = List.copyOf(ticks);
        }

        @Override
        public List<ValueTick> refreshTicks(
                Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
            return drawn(this, ticks, graphics, area, edge);
        }
    }

    private static final class Logarithmic extends LogAxis {
        private static final long serialVersionUID = 1L;

        private final transient List<Tick> ticks;

        Logarithmic(String label, List<Tick> ticks) {
            super(label);
            this.ticks = List.copyOf(ticks);
        }

        @Override
        public List<ValueTick> refreshTicks(
                Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
            return drawn(this, ticks, graphics, area, edge);
        }
    }
}

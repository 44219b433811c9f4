package claimbench.dashboards.grafana;

import java.util.List;

/** The options of a panel, one record for each type of panel. */
public sealed interface Options {

    /** Lines over time. */
    record TimeSeries(Legend legend, Tooltip tooltip) implements Options {}

    /** Single figures, one for each series. */
    record Stat(
            String colorMode,
            String graphMode,
            String justifyMode,
            String orientation,
            String percentChangeColorMode,
            boolean showPercentChange,
            String textMode,
            boolean wideLayout,
            ReduceOptions reduceOptions)
            implements Options {}

    /** Bars, one for each series. */
    record BarGauge(
            String displayMode,
            Legend legend,
            int maxVizHeight,
            int minVizHeight,
            int minVizWidth,
            String namePlacement,
            String orientation,
            boolean showUnfilled,
            String sizing,
            TextSizes text,
            String valueMode,
            ReduceOptions reduceOptions)
            implements Options {}

    /** Sizes of names and of values, in pixels. */
    record TextSizes(int titleSize, int valueSize) {}

    /** Rows and columns. */
    record Table(int frameIndex, boolean showHeader, String cellHeight) implements Options {}

    /** Words; mode is markdown. */
    record Text(String mode, String content) implements Options {}

    /** A legend as a table, with these figures for each series. */
    record Legend(String displayMode, String placement, boolean showLegend, List<String> calcs) {}

    /** What the pointer shows: all series at that time, largest first. */
    record Tooltip(String mode, String sort) {}

    /** How a series becomes one figure. */
    record ReduceOptions(List<String> calcs, String fields, boolean values) {}
}

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
            String textMode,
            ReduceOptions reduceOptions)
            implements Options {}

    /** Bars, one for each series. */
    record BarGauge(
            String displayMode, String orientation, String valueMode, String namePlacement, ReduceOptions reduceOptions)
            implements Options {}

    /** Rows and columns. */
    record Table(boolean showHeader, String cellHeight) implements Options {}

    /** Words; mode is markdown. */
    record Text(String mode, String content) implements Options {}

    /** A legend as a table, with these figures for each series. */
    record Legend(String displayMode, String placement, boolean showLegend, List<String> calcs) {}

    /** What the pointer shows: all series at that time, largest first. */
    record Tooltip(String mode, String sort) {}

    /** How a series becomes one figure. */
    record ReduceOptions(List<String> calcs, String fields, boolean values) {}
}

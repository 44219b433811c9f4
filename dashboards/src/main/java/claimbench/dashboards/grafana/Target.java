package claimbench.dashboards.grafana;

import org.jspecify.annotations.Nullable;

/**
 * One query of a panel.
 *
 * @param refId A, B, … within the panel
 * @param datasource where it is asked
 * @param expr in PromQL, with Grafana's variables
 * @param legendFormat name of a series, labels in double braces
 * @param format time_series or table
 * @param range asked over the whole period
 * @param instant asked at the period's end alone
 */
public record Target(
        String refId,
        DataSource datasource,
        String expr,
        @Nullable String legendFormat,
        String format,
        boolean range,
        boolean instant) {}

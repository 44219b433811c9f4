package claimbench.dashboards.grafana;

/**
 * Marks on all time series, from Prometheus.
 *
 * @param datasource where it is asked
 * @param name as shown above the dashboard, where it can be switched off
 * @param enable whether it is shown at first
 * @param iconColor of the mark
 * @param expr in PromQL; a mark lasts while it is above zero
 * @param titleFormat labels in double braces
 * @param textFormat labels in double braces
 * @param tagKeys labels that become tags, separated by commas
 */
public record Annotation(
        DataSource datasource,
        String name,
        boolean enable,
        String iconColor,
        String expr,
        String titleFormat,
        String textFormat,
        String tagKeys) {}

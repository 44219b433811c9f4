package claimbench.dashboards.grafana;

/**
 * Where a panel, a query or a variable gets its data.
 *
 * @param type plug-in, such as prometheus
 * @param uid of the data source, or a variable that stands for it
 */
public record DataSource(String type, String uid) {}

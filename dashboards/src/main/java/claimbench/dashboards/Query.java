package claimbench.dashboards;

/**
 * One question to Prometheus.
 *
 * @param expression in PromQL; may hold Grafana's variables
 * @param name what its series are called: a legend with labels in double braces, or the heading of a table's column
 * @param unit Grafana's id of the unit of its values
 */
public record Query(String expression, Words name, String unit) {}

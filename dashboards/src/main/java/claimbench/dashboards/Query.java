package claimbench.dashboards;

/**
 * One question to Prometheus.
 *
 * @param expression in PromQL; may hold Grafana's variables
 * @param name what its series are called: a legend with labels in double braces, or the heading of a table's column
 * @param unit Grafana's id of the unit of its values
 * @param valueShown whether a table has a column for its values; not where they are always 1, and the labels are what it says
 */
public record Query(String expression, Words name, String unit, boolean valueShown) {

    /** Whose values are shown. */
    Query(String expression, Words name, String unit) {
        this(expression, name, unit, true);
    }

    /** The same, of which a table shows the labels alone. */
    Query labelsAlone() {
        return new Query(expression, name, unit, false);
    }
}

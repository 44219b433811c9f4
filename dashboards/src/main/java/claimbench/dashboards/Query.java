package claimbench.dashboards;

/**
 * One question to Prometheus.
 *
 * @param expression in PromQL; may hold Grafana's variables
 * @param name what its series are called: a legend with labels in double braces, or the heading of a table's column
 * @param unit Grafana's id of the unit of its values
 * @param column how a table shows its values
 */
public record Query(String expression, Words name, String unit, Column column) {

    /** How a table shows the values of a query. */
    public enum Column {
        NUMBER,
        /** A number with a bar, of what was measured. All bars of a table are on one scale. */
        BAR,
        /** The same of what it is held against. */
        BAR_OF_BOUND,
        /** None: the values are always 1, and the labels are what it says. */
        ABSENT
    }

    /** Whose values are shown. */
    Query(String expression, Words name, String unit) {
        this(expression, name, unit, Column.NUMBER);
    }

    /** The same, of which a table shows the labels alone. */
    Query labelsAlone() {
        return as(Column.ABSENT);
    }

    /** The same, shown like this by a table. */
    Query as(Column shown) {
        return new Query(expression, name, unit, shown);
    }

    /** Whether its name tells several series apart. */
    boolean hasManySeries() {
        return name.en().contains("{{");
    }
}

package claimbench.dashboards.grafana;

import org.jspecify.annotations.Nullable;

/**
 * A choice at the top of the dashboard.
 *
 * @param type datasource or query
 * @param name as queries write it, after a dollar sign
 * @param label as shown
 * @param description as shown
 * @param query the plug-in's type, or where the values come from
 * @param datasource null for a choice of data source
 * @param refresh 1: when the dashboard loads, 2: when the period changes
 * @param sort 0: as they come, 1: by the alphabet
 * @param multi whether several may be chosen
 * @param includeAll whether all may be chosen at once
 * @param allValue what stands in a query for all
 * @param current the first choice; null lets Grafana take the first there is
 */
public record Variable(
        String type,
        String name,
        String label,
        String description,
        Object query,
        @Nullable DataSource datasource,
        int refresh,
        int sort,
        boolean multi,
        boolean includeAll,
        @Nullable String allValue,
        @Nullable Choice current) {

    /** A value and how it is shown; lists where several may be chosen. */
    public record Choice(Object text, Object value) {}

    /** The values of a variable as Prometheus is asked for them. */
    public record LabelValues(String query, String refId) {}
}

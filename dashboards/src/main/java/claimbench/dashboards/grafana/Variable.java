package claimbench.dashboards.grafana;

import java.util.List;
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
 * @param sort 0: as they come, 1: by the alphabet, 2: the other way round
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
    private static final DataSource PROMETHEUS = new DataSource("prometheus", "${datasource}");

    /** Which data source. */
    public static Variable dataSource(String label, String description) {
        return new Variable(
                "datasource", "datasource", label, description, "prometheus", null, 1, 0, false, false, null, null);
    }

    /** One value of these; at first the first. */
    public static Variable one(String name, String label, String description, String values, int sort) {
        return new Variable(
                "query",
                name,
                label,
                description,
                new LabelValues(values, name),
                PROMETHEUS,
                2,
                sort,
                false,
                false,
                null,
                null);
    }

    /** Any number of these; at first all. */
    public static Variable many(String name, String label, String description, String values, String all) {
        return new Variable(
                "query",
                name,
                label,
                description,
                new LabelValues(values, name),
                PROMETHEUS,
                2,
                1,
                true,
                true,
                ".*",
                new Choice(List.of(all), List.of("$__all")));
    }

    /** A value and how it is shown; lists where several may be chosen. */
    public record Choice(Object text, Object value) {}

    /** The values of a variable as Prometheus is asked for them. */
    public record LabelValues(String query, String refId) {}
}

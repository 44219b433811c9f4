package claimbench.dashboards.grafana;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A panel, words alone, or the heading of a row of panels; the last two have no data.
 *
 * @param id unique within the dashboard, from 1
 * @param type timeseries, stat, bargauge, table, text or row
 * @param title as shown
 * @param description as shown when the pointer is on the panel's corner
 * @param gridPos where it is
 * @param datasource null for a row
 * @param fieldConfig how values are shown; null for a row
 * @param options of the panel's type; null for a row
 * @param targets the queries; null for a row
 * @param transformations what is done with the answers before they are shown
 * @param collapsed for a row: whether its panels are hidden
 * @param panels for a row: the hidden panels
 */
public record Panel(
        int id,
        String type,
        String title,
        @Nullable String description,
        GridPos gridPos,
        @Nullable DataSource datasource,
        @Nullable FieldConfig fieldConfig,
        @Nullable Options options,
        @Nullable List<Target> targets,
        @Nullable List<Transformation> transformations,
        @Nullable Boolean collapsed,
        @Nullable List<Panel> panels) {

    /** The heading of a row. */
    public static Panel row(int id, String title, GridPos gridPos) {
        return new Panel(id, "row", title, null, gridPos, null, null, null, null, null, false, List.of());
    }

    /** Words alone. */
    public static Panel text(int id, String title, GridPos gridPos, Options.Text text) {
        return new Panel(id, "text", title, null, gridPos, null, null, text, null, null, null, null);
    }

    /** A place on the grid, which is 24 wide; a unit of height is 30 pixels. */
    public record GridPos(int h, int w, int x, int y) {}

    /** A step between answers and what is shown. */
    public record Transformation(String id, Object options) {}

    /** Options of the transformation merge, which has none. */
    public record Merge() {}

    /** Options of the transformation sortBy: the column by which rows are ordered, of which Grafana takes the first alone. */
    public record SortBy(Map<String, Object> fields, List<By> sort) {
        /** A column by its name, and the way round. */
        public record By(String field, boolean desc) {}

        /** The least first. */
        public static SortBy ascending(String field) {
            return new SortBy(Map.of(), List.of(new By(field, false)));
        }
    }

    /** Options of the transformation organize: columns left out, their order, columns by another name. */
    public record Organize(
            Map<String, Boolean> excludeByName, Map<String, Integer> indexByName, Map<String, String> renameByName) {}
}

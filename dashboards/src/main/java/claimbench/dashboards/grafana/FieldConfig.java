package claimbench.dashboards.grafana;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the values of a panel are shown: what holds for all, and exceptions. */
public record FieldConfig(Defaults defaults, List<FieldOverride> overrides) {

    /**
     * What holds for all values.
     *
     * @param unit Grafana's id of the unit
     * @param min least value of the axis
     * @param noValue what stands where there is nothing
     * @param color how colours are chosen
     * @param custom of the panel's type
     */
    public record Defaults(
            @Nullable String unit,
            @Nullable Double min,
            String noValue,
            Color color,
            @Nullable Object custom) {}

    /** A way to choose colours, and the colour where it is fixed. */
    public record Color(String mode, @Nullable String fixedColor) {}

    /** Columns of a table, none narrower than that many pixels. */
    public record Columns(String align, Cell cellOptions, boolean inspect, int minWidth) {}

    /** How a cell is drawn: auto, or color-text for one whose text has its value's colour. */
    public record Cell(String type) {}

    /** A cell with a bar beside its number: gauge, how the bar is filled, and which colour the number has. */
    public record BarCell(String type, String mode, String valueDisplayMode) {}

    /** What stands for values: text and colour by value. */
    public record Mapping(String type, Map<String, Shown> options) {}

    /** What a value becomes, and its place among those that are listed. */
    public record Shown(String text, @Nullable String color, int index) {}

    /** Where a click on a value leads. */
    public record DataLink(String title, String url, boolean targetBlank) {}

    /** Lines of a time series. Points stand alone where a series has a single sample. */
    public record Lines(
            String drawStyle,
            String lineInterpolation,
            int lineWidth,
            int fillOpacity,
            String showPoints,
            boolean spanNulls) {}

    /** Dashes of a line: lengths of strokes and gaps in pixels; null for a solid one. */
    public record LineStyle(String fill, @Nullable List<Integer> dash) {}

    /** Properties of the fields that a matcher finds. */
    public record FieldOverride(Matcher matcher, List<Property> properties) {}

    /** Finds fields, such as byName or byRegexp. */
    public record Matcher(String id, String options) {}

    /** A property by its id, such as unit. */
    public record Property(String id, Object value) {}
}

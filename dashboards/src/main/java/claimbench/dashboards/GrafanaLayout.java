package claimbench.dashboards;

import claimbench.contract.MeterNames;
import claimbench.dashboards.grafana.Dashboard;
import claimbench.dashboards.grafana.DataSource;
import claimbench.dashboards.grafana.FieldConfig;
import claimbench.dashboards.grafana.Options;
import claimbench.dashboards.grafana.Panel;
import claimbench.dashboards.grafana.Target;
import claimbench.dashboards.grafana.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From views to Grafana's JSON: fills the grid from left to right, gives ids in reading order, and gives each process its
 * colour and dashes in every panel. What is the same for all panels is decided here.
 */
final class GrafanaLayout {
    /** Grafana 11's; later versions bring it up to their own when they load it. */
    private static final int SCHEMA_VERSION = 39;

    private static final int GRID_WIDTH = 24;
    private static final int ROW_HEIGHT = 1;
    private static final DataSource PROMETHEUS = new DataSource("prometheus", "${datasource}");

    /** A series of every process: of a server's JVM, or of the generator, which has no meters of its JVM. */
    static final String PROCESS_MARKS = "{__name__=~\"%s|%s\"}"
            .formatted(
                    PrometheusNames.gauge("process.uptime", "seconds"),
                    PrometheusNames.gauge(MeterNames.GENERATOR_USERS, null));

    private final List<Panel> panels = new ArrayList<>();
    private int y;

    private GrafanaLayout() {}

    /** The dashboard with these sections. */
    static Dashboard dashboard(List<Section> sections) {
        var layout = new GrafanaLayout();
        sections.forEach(layout::add);
        return new Dashboard(
                Overview.UID,
                Overview.TITLE,
                Overview.DESCRIPTION,
                List.of("claimbench"),
                SCHEMA_VERSION,
                true,
                1,
                "5s",
                new Dashboard.TimeRange("now-15m", "now"),
                new Dashboard.TimePicker(List.of("5s", "10s", "30s", "1m", "5m")),
                "browser",
                new Dashboard.Listed<>(List.of(dataSourceVariable(), processVariable())),
                new Dashboard.Listed<>(List.of()),
                List.copyOf(layout.panels));
    }

    private static Variable dataSourceVariable() {
        return new Variable(
                "datasource",
                "datasource",
                "Data source",
                "The Prometheus that has the run",
                "prometheus",
                null,
                1,
                0,
                false,
                false,
                null,
                null);
    }

    private static Variable processVariable() {
        return new Variable(
                "query",
                MeterNames.PROCESS,
                "Process",
                "Servers under test, upstream, generator",
                new Variable.LabelValues(
                        "label_values(%s, %s)".formatted(PROCESS_MARKS, MeterNames.PROCESS), "process"),
                PROMETHEUS,
                2,
                1,
                true,
                true,
                ".+",
                new Variable.Choice(List.of("All"), List.of("$__all")));
    }

    private void add(Section section) {
        panels.add(Panel.row(panels.size() + 1, section.title(), new Panel.GridPos(ROW_HEIGHT, GRID_WIDTH, 0, y)));
        y += ROW_HEIGHT;
        int x = 0;
        int rowHeight = 0;
        for (View view : section.views()) {
            if (x + view.width() > GRID_WIDTH) {
                y += rowHeight;
                x = 0;
                rowHeight = 0;
            }
            int height = height(view.kind());
            panels.add(panel(view, new Panel.GridPos(height, view.width(), x, y)));
            x += view.width();
            rowHeight = Math.max(rowHeight, height);
        }
        y += rowHeight;
    }

    private Panel panel(View view, Panel.GridPos gridPos) {
        return new Panel(
                panels.size() + 1,
                type(view.kind()),
                view.title(),
                view.description(),
                gridPos,
                PROMETHEUS,
                new FieldConfig(defaults(view), overrides(view)),
                options(view.kind()),
                targets(view),
                transformations(view),
                null,
                null);
    }

    private static int height(View.Kind kind) {
        return switch (kind) {
            case STAT -> 4;
            case TIME_SERIES, BARS, TABLE -> 8;
        };
    }

    private static String type(View.Kind kind) {
        return switch (kind) {
            case TIME_SERIES -> "timeseries";
            case STAT -> "stat";
            case BARS -> "bargauge";
            case TABLE -> "table";
        };
    }

    private static Options options(View.Kind kind) {
        var latest = new Options.ReduceOptions(List.of("lastNotNull"), "", false);
        return switch (kind) {
            case TIME_SERIES ->
                new Options.TimeSeries(
                        new Options.Legend("table", "bottom", true, List.of("mean", "max")),
                        new Options.Tooltip("multi", "desc"));
            case STAT -> new Options.Stat("value", "none", "center", "auto", "value_and_name", latest);
            case BARS -> new Options.BarGauge("basic", "horizontal", "text", "left", latest);
            case TABLE -> new Options.Table(true, "sm");
        };
    }

    private static FieldConfig.Defaults defaults(View view) {
        return new FieldConfig.Defaults(
                view.queries().getFirst().unit(),
                0.0,
                "no data",
                new FieldConfig.Color("palette-classic-by-name", null),
                view.kind() == View.Kind.TIME_SERIES
                        ? new FieldConfig.Lines("line", "linear", 2, 0, "auto", false)
                        : null);
    }

    private static List<FieldConfig.FieldOverride> overrides(View view) {
        var overrides = new ArrayList<FieldConfig.FieldOverride>();
        if (view.kind() == View.Kind.TABLE) {
            for (Query query : view.queries()) {
                overrides.add(new FieldConfig.FieldOverride(
                        new FieldConfig.Matcher("byName", query.name()),
                        List.of(new FieldConfig.Property("unit", query.unit()))));
            }
            return overrides;
        }
        for (ProcessName process : ProcessName.values()) {
            var properties = new ArrayList<FieldConfig.Property>();
            properties.add(new FieldConfig.Property("color", new FieldConfig.Color("fixed", process.color())));
            if (view.kind() == View.Kind.TIME_SERIES) {
                properties.add(new FieldConfig.Property("custom.lineStyle", lineStyle(process.dashPixels())));
            }
            // The name of a series begins with its process and may go on with further labels.
            overrides.add(new FieldConfig.FieldOverride(
                    new FieldConfig.Matcher("byRegexp", "/^" + process.wireName() + "( |$)/"),
                    List.copyOf(properties)));
        }
        return overrides;
    }

    private static FieldConfig.LineStyle lineStyle(@Nullable List<Integer> dashPixels) {
        return dashPixels == null
                ? new FieldConfig.LineStyle("solid", null)
                : new FieldConfig.LineStyle("dash", dashPixels);
    }

    private static List<Target> targets(View view) {
        var targets = new ArrayList<Target>();
        for (Query query : view.queries()) {
            boolean table = view.kind() == View.Kind.TABLE;
            boolean instant = view.kind().isInstant();
            targets.add(new Target(
                    refId(targets.size()),
                    PROMETHEUS,
                    query.expression(),
                    table ? null : query.name(),
                    table ? "table" : "time_series",
                    !instant,
                    instant));
        }
        return targets;
    }

    /** A table's queries are joined by process, and its columns are called what the queries are. */
    private static @Nullable List<Panel.Transformation> transformations(View view) {
        if (view.kind() != View.Kind.TABLE) {
            return null;
        }
        var names = new LinkedHashMap<String, String>();
        for (int index = 0; index < view.queries().size(); index++) {
            names.put("Value #" + refId(index), view.queries().get(index).name());
        }
        return List.of(
                new Panel.Transformation("merge", new Panel.Merge()),
                new Panel.Transformation("organize", new Panel.Organize(Map.of("Time", true), names)));
    }

    private static String refId(int index) {
        return String.valueOf((char) ('A' + index));
    }
}

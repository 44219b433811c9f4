package claimbench.dashboards;

import claimbench.dashboards.grafana.Dashboard;
import claimbench.dashboards.grafana.DataSource;
import claimbench.dashboards.grafana.FieldConfig;
import claimbench.dashboards.grafana.Options;
import claimbench.dashboards.grafana.Panel;
import claimbench.dashboards.grafana.Target;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From views to Grafana's JSON: fills the grid from left to right, gives ids in reading order, and gives each target its
 * colour and dashes in every panel. What is the same for all panels is decided here. Ids, queries and places are the same in
 * all languages.
 */
final class GrafanaLayout {
    /** Grafana 11's; later versions bring it up to their own when they load it. */
    private static final int SCHEMA_VERSION = 39;

    private static final int GRID_WIDTH = 24;
    private static final int ROW_HEIGHT = 1;

    /** Of the queries of a panel that is about one target; also Okabe and Ito's, and none of the targets'. */
    private static final List<String> COLORS = List.of("#0072B2", "#D55E00", "#999999");

    private static final List<List<Integer>> DASHES = List.of(List.of(), List.of(12, 4), List.of(4, 4));

    /** Grafana's own are as large as a bar is high, which leaves no room for a target's name. */
    private static final Options.TextSizes BAR_TEXT = new Options.TextSizes(14, 14);

    /** As narrow as a column's head lets it be: Grafana's own 150 pixels let the last ones fall off. */
    private static final int COLUMN_WIDTH_MIN_PIXELS = 80;

    private static final Words NO_DATA = new Words("no data", "无数据");
    static final DataSource PROMETHEUS = new DataSource("prometheus", "${datasource}");

    private final Language language;
    private final List<Panel> panels = new ArrayList<>();
    private int y;

    private GrafanaLayout(Language language) {
        this.language = language;
    }

    /** This dashboard in this language. */
    static Dashboard dashboard(Board board, Language language) {
        var layout = new GrafanaLayout(language);
        board.sections().forEach(layout::add);
        return new Dashboard(
                board.uid(language),
                board.title().in(language),
                board.description().in(language),
                List.of("claimbench", language.tag()),
                SCHEMA_VERSION,
                true,
                1,
                "5s",
                new Dashboard.TimeRange("now-15m", "now"),
                new Dashboard.TimePicker(List.of("5s", "10s", "30s", "1m", "5m")),
                "browser",
                List.of(Dashboard.Link.toOthers(language.tag(), OTHERS.in(language))),
                new Dashboard.Listed<>(Choices.of(board, language)),
                new Dashboard.Listed<>(Marks.in(language)),
                List.copyOf(layout.panels));
    }

    private static final Words OTHERS = new Words("claimbench", "claimbench");

    private void add(Section section) {
        panels.add(Panel.row(
                panels.size() + 1, section.title().in(language), new Panel.GridPos(ROW_HEIGHT, GRID_WIDTH, 0, y)));
        y += ROW_HEIGHT;
        int x = 0;
        int rowHeight = 0;
        for (View view : section.views()) {
            if (x + view.width() > GRID_WIDTH) {
                y += rowHeight;
                x = 0;
                rowHeight = 0;
            }
            panels.add(panel(view, new Panel.GridPos(view.height(), view.width(), x, y)));
            x += view.width();
            rowHeight = Math.max(rowHeight, view.height());
        }
        y += rowHeight;
    }

    private Panel panel(View view, Panel.GridPos gridPos) {
        if (view.kind() == View.Kind.TEXT) {
            return Panel.text(
                    panels.size() + 1,
                    view.title().in(language),
                    gridPos,
                    new Options.Text("markdown", view.description().in(language)));
        }
        return new Panel(
                panels.size() + 1,
                type(view.kind()),
                view.title().in(language),
                view.description().in(language),
                gridPos,
                PROMETHEUS,
                new FieldConfig(defaults(view), overrides(view)),
                options(view.kind()),
                targets(view),
                transformations(view),
                null,
                null);
    }

    private static String type(View.Kind kind) {
        return switch (kind) {
            case TIME_SERIES -> "timeseries";
            case STAT -> "stat";
            case BARS -> "bargauge";
            case TABLE -> "table";
            case TEXT -> "text";
        };
    }

    private static Options options(View.Kind kind) {
        var latest = new Options.ReduceOptions(List.of("lastNotNull"), "", false);
        return switch (kind) {
            case TIME_SERIES ->
                new Options.TimeSeries(
                        new Options.Legend("table", "right", true, List.of("mean", "max")),
                        new Options.Tooltip("multi", "desc"));
            case STAT ->
                new Options.Stat("value", "none", "center", "auto", "standard", false, "value_and_name", true, latest);
            case BARS ->
                new Options.BarGauge(
                        "basic",
                        new Options.Legend("list", "bottom", false, List.of()),
                        300,
                        16,
                        8,
                        "left",
                        "horizontal",
                        true,
                        "auto",
                        BAR_TEXT,
                        "text",
                        latest);
            case TABLE -> new Options.Table(0, true, "sm");
            case TEXT -> throw new IllegalArgumentException("a text has its own");
        };
    }

    private FieldConfig.Defaults defaults(View view) {
        return new FieldConfig.Defaults(
                view.queries().getFirst().unit(),
                view.kind() == View.Kind.TABLE ? null : (Double) 0.0,
                NO_DATA.in(language),
                new FieldConfig.Color("palette-classic-by-name", null),
                switch (view.kind()) {
                    case TIME_SERIES -> new FieldConfig.Lines("line", "linear", 2, 0, "auto", false);
                    case TABLE ->
                        new FieldConfig.Columns("auto", new FieldConfig.Cell("auto"), false, COLUMN_WIDTH_MIN_PIXELS);
                    case STAT, BARS, TEXT -> null;
                });
    }

    private List<FieldConfig.FieldOverride> overrides(View view) {
        if (view.kind() == View.Kind.TABLE) {
            return new Columns(view, language).overrides();
        }
        return switch (view.coloring()) {
            case TARGET -> view.kind() == View.Kind.STAT ? Rulings.overrides(language) : byTarget(view.kind());
            case QUERY -> byQuery(view);
        };
    }

    /** The name of a series begins with its target and may go on with further labels. */
    private static List<FieldConfig.FieldOverride> byTarget(View.Kind kind) {
        var overrides = new ArrayList<FieldConfig.FieldOverride>();
        for (Model target : Model.values()) {
            var properties = new ArrayList<FieldConfig.Property>();
            properties.add(new FieldConfig.Property("color", new FieldConfig.Color("fixed", target.color())));
            if (kind == View.Kind.TIME_SERIES) {
                properties.add(new FieldConfig.Property("custom.lineStyle", lineStyle(target.dashPixels())));
            }
            overrides.add(new FieldConfig.FieldOverride(
                    new FieldConfig.Matcher("byRegexp", "/^" + target.wireName() + "( |$)/"), List.copyOf(properties)));
        }
        return List.copyOf(overrides);
    }

    /** A colour for each query; where queries have several series, one for each of these, from the reader's palette. */
    private static List<FieldConfig.FieldOverride> byQuery(View view) {
        var overrides = new ArrayList<FieldConfig.FieldOverride>();
        boolean many = view.queries().stream().anyMatch(Query::hasManySeries);
        for (int index = 0; index < view.queries().size(); index++) {
            FieldConfig.Color color = many
                    ? new FieldConfig.Color("palette-classic", null)
                    : new FieldConfig.Color("fixed", COLORS.get(index));
            overrides.add(new FieldConfig.FieldOverride(
                    new FieldConfig.Matcher("byFrameRefID", refId(index)),
                    List.of(
                            new FieldConfig.Property("color", color),
                            new FieldConfig.Property("custom.lineStyle", lineStyle(DASHES.get(index))))));
        }
        return List.copyOf(overrides);
    }

    private static FieldConfig.LineStyle lineStyle(List<Integer> dashPixels) {
        return dashPixels.isEmpty()
                ? new FieldConfig.LineStyle("solid", null)
                : new FieldConfig.LineStyle("dash", dashPixels);
    }

    private List<Target> targets(View view) {
        var targets = new ArrayList<Target>();
        for (Query query : view.queries()) {
            boolean table = view.kind() == View.Kind.TABLE;
            boolean instant = view.kind().isInstant();
            targets.add(new Target(
                    refId(targets.size()),
                    PROMETHEUS,
                    query.expression(),
                    table ? null : query.name().in(language),
                    table ? "table" : "time_series",
                    !instant,
                    instant));
        }
        return targets;
    }

    private @Nullable List<Panel.Transformation> transformations(View view) {
        return view.kind() == View.Kind.TABLE ? new Columns(view, language).transformations() : null;
    }

    /** A, B, … in the order of a panel's queries. */
    static String refId(int index) {
        return String.valueOf((char) ('A' + index));
    }
}

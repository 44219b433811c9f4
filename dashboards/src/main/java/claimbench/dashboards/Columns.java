package claimbench.dashboards;

import claimbench.contract.MeterNames;
import claimbench.dashboards.grafana.FieldConfig;
import claimbench.dashboards.grafana.Panel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The columns of a table: its queries joined by their labels, and called what labels and queries are.
 *
 * @param view the table
 */
record Columns(View view, Language language) {
    /** In the order in which they stand. */
    private static final List<Column> LABELS = List.of(
            new Column(MeterNames.CHECK, new Words("check", "检查")),
            new Column(MeterNames.STATE, new Words("state", "状态")),
            new Column(MeterNames.CLAIM, new Words("claim", "论断")),
            new Column(MeterNames.CASE, new Words("case", "情形")),
            new Column(MeterNames.QUANTITY, new Words("quantity", "指标")),
            new Column(MeterNames.TARGET, new Words("target", "目标")),
            new Column(MeterNames.VERDICT, new Words("verdict", "判定")));

    /** Where a query has nothing for a row's labels. */
    private static final String NONE = "–";

    private static final String FIGURE_COLOR = "#0072B2";
    private static final String BOUND_COLOR = "#999999";

    private static final Words TO_REPORT = new Words("The claim in the report", "报告中的这条论断");

    private record Column(String label, Words words) {}

    List<FieldConfig.FieldOverride> overrides() {
        var overrides = new ArrayList<FieldConfig.FieldOverride>();
        for (Query query : view.queries()) {
            overrides.add(column(query.name(), properties(query)));
        }
        overrides.add(column(words(MeterNames.CLAIM), new FieldConfig.Property("links", List.of(toReport()))));
        overrides.add(column(
                words(MeterNames.VERDICT),
                new FieldConfig.Property("mappings", List.of(Rulings.mapping(language))),
                new FieldConfig.Property("custom.cellOptions", new FieldConfig.Cell("color-text"))));
        return List.copyOf(overrides);
    }

    private static FieldConfig.Property[] properties(Query query) {
        var properties = new ArrayList<FieldConfig.Property>();
        properties.add(new FieldConfig.Property("unit", query.unit()));
        properties.add(new FieldConfig.Property("noValue", NONE));
        switch (query.column()) {
            case BAR -> properties.addAll(bar(FIGURE_COLOR));
            case BAR_OF_BOUND -> properties.addAll(bar(BOUND_COLOR));
            case NUMBER, ABSENT -> {}
        }
        return properties.toArray(FieldConfig.Property[]::new);
    }

    private static List<FieldConfig.Property> bar(String color) {
        return List.of(
                new FieldConfig.Property("min", 0),
                new FieldConfig.Property("color", new FieldConfig.Color("fixed", color)),
                new FieldConfig.Property("custom.cellOptions", new FieldConfig.BarCell("gauge", "basic", "text")));
    }

    /** On the host that serves this page: there, the run's report is beside it. */
    private FieldConfig.DataLink toReport() {
        return new FieldConfig.DataLink(
                TO_REPORT.in(language), "/report/report.%s.html#${__value.raw}".formatted(language.report()), true);
    }

    private FieldConfig.FieldOverride column(Words name, FieldConfig.Property... properties) {
        return new FieldConfig.FieldOverride(new FieldConfig.Matcher("byName", name.in(language)), List.of(properties));
    }

    private static Words words(String label) {
        return LABELS.stream()
                .filter(column -> column.label.equals(label))
                .findFirst()
                .orElseThrow()
                .words;
    }

    List<Panel.Transformation> transformations() {
        var names = new LinkedHashMap<String, String>();
        var places = new LinkedHashMap<String, Integer>();
        for (Column column : LABELS) {
            places.put(column.label, places.size());
            names.put(column.label, column.words.in(language));
        }
        var leftOut = new LinkedHashMap<String, Boolean>();
        leftOut.put("Time", true);
        for (int index = 0; index < view.queries().size(); index++) {
            // A table of a single query has no letter in its column's name.
            String value = view.queries().size() == 1 ? "Value" : "Value #" + GrafanaLayout.refId(index);
            places.put(value, places.size());
            if (view.queries().get(index).column() == Query.Column.ABSENT) {
                leftOut.put(value, true);
            }
            names.put(value, view.queries().get(index).name().in(language));
        }
        var steps = new ArrayList<Panel.Transformation>();
        steps.add(new Panel.Transformation("merge", new Panel.Merge()));
        if (isOfClaims()) {
            steps.add(new Panel.Transformation("sortBy", Panel.SortBy.ascending(MeterNames.CLAIM)));
        }
        steps.add(new Panel.Transformation("organize", new Panel.Organize(leftOut, places, names)));
        return List.copyOf(steps);
    }

    /** Whether each row is of a claim. */
    private boolean isOfClaims() {
        return view.queries().stream().allMatch(query -> query.expression().contains("by (" + MeterNames.CLAIM + ","));
    }
}

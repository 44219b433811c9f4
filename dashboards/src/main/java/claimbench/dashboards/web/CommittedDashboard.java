package claimbench.dashboards.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One committed dashboard, as far as its queries go; they are the same in every language. It is the list of what may be asked. Not changed
 * once made.
 */
final class CommittedDashboard {
    private static final Pattern DURATION = Pattern.compile("(\\d+)(ms|s|m|h)");
    private static final Pattern LABEL_VALUES = Pattern.compile(
            "label_values\\(\\s*(?:(?<selector>.+),\\s*)?(?<label>[A-Za-z_]\\w*)\\s*\\)", Pattern.DOTALL);
    private static final String ANY = ".*";

    /**
     * One query of a panel.
     *
     * @param expression with variables
     * @param instant asked at the period's end alone
     * @param leastStepMillis 0 where any will do
     */
    record Query(String expression, boolean instant, long leastStepMillis) {}

    /**
     * Something to choose.
     *
     * @param all a regular expression that stands for all values; null where one must be chosen
     * @param initial what is chosen when nobody has said anything; empty for all, or for none
     * @param source where the values come from
     */
    record Variable(@Nullable String all, List<String> initial, Source source) {}

    /** Where a variable's values come from. */
    sealed interface Source {
        /**
         * The values of a label.
         *
         * @param selector of the series that have it, with variables; null for all series
         */
        record Label(@Nullable String selector, String label) implements Source {}

        /** The dashboard has them itself. */
        record Listed(List<String> values) implements Source {}
    }

    private final String name;
    private final JsonNode json;
    private final Map<String, Variable> variables = new LinkedHashMap<>();

    /**
     * Reads a dashboard.
     *
     * @param name as addresses have it
     * @param json Grafana's
     */
    CommittedDashboard(String name, JsonNode json) {
        this.name = name;
        this.json = json;
        for (JsonNode variable : json.at("/templating/list")) {
            variables.put(variable.path("name").asString(""), variable(variable));
        }
    }

    Map<String, Variable> variables() {
        return Map.copyOf(variables);
    }

    Variable variable(String wanted) throws Refusal {
        Variable variable = variables.get(wanted);
        if (variable == null) {
            throw Refusal.notFound("dashboard '%s' has no variable '%s'".formatted(name, wanted));
        }
        return variable;
    }

    /** The query of a panel, wherever the panel stands. */
    Query query(int panelId, String refId) throws Refusal {
        for (JsonNode panel : panels(json)) {
            if (panel.path("id").asInt(-1) == panelId) {
                for (JsonNode target : panel.path("targets")) {
                    if (target.path("refId").asString("").equals(refId)) {
                        return query(panel, target);
                    }
                }
                throw Refusal.notFound("panel %d of dashboard '%s' has no query '%s'".formatted(panelId, name, refId));
            }
        }
        throw Refusal.notFound("dashboard '%s' has no panel %d".formatted(name, panelId));
    }

    /** All queries of all panels. */
    List<Query> queries() {
        var queries = new ArrayList<Query>();
        for (JsonNode panel : panels(json)) {
            for (JsonNode target : panel.path("targets")) {
                queries.add(query(panel, target));
            }
        }
        return queries;
    }

    /** The query of an annotation, which is always asked over the whole period. */
    Query annotation(int index) throws Refusal {
        JsonNode annotation = json.at("/annotations/list").path(index);
        String expression =
                annotation.path("expr").asString(annotation.at("/target/expr").asString(""));
        if (expression.isEmpty()) {
            throw Refusal.notFound("dashboard '%s' has no annotation %d with a query".formatted(name, index));
        }
        return new Query(expression, false, millis(annotation.path("step").asString("")));
    }

    /** Those in collapsed rows are not left out. */
    private static List<JsonNode> panels(JsonNode parent) {
        var panels = new ArrayList<JsonNode>();
        for (JsonNode panel : parent.path("panels")) {
            panels.add(panel);
            panels.addAll(panels(panel));
        }
        return panels;
    }

    private static Query query(JsonNode panel, JsonNode target) {
        String least = target.path("interval").asString(panel.path("interval").asString(""));
        return new Query(
                target.path("expr").asString(""), target.path("instant").asBoolean(false), millis(least));
    }

    private static Variable variable(JsonNode variable) {
        String all = variable.path("includeAll").asBoolean(false)
                ? variable.path("allValue").asString("")
                : null;
        var initial = new ArrayList<String>();
        JsonNode current = variable.at("/current/value");
        if (current.isString()) {
            initial.add(current.asString());
        }
        current.forEach(value -> initial.add(value.asString("")));
        initial.removeIf(value -> value.isEmpty() || value.equals(Chosen.ALL));
        return new Variable(all != null && all.isEmpty() ? ANY : all, List.copyOf(initial), source(variable, initial));
    }

    private static Source source(JsonNode variable, List<String> initial) {
        String query =
                variable.path("query").asString(variable.at("/query/query").asString(""));
        Matcher labelValues = LABEL_VALUES.matcher(query.strip());
        if (labelValues.matches()) {
            String selector = labelValues.group("selector");
            return new Source.Label(selector == null ? null : selector.strip(), labelValues.group("label"));
        }
        var values = new ArrayList<String>();
        for (JsonNode option : variable.path("options")) {
            values.add(option.path("value").asString(""));
        }
        values.removeIf(value -> value.isEmpty() || value.equals(Chosen.ALL));
        return new Source.Listed(values.isEmpty() ? List.copyOf(initial) : List.copyOf(values));
    }

    private static long millis(String duration) {
        Matcher matcher = DURATION.matcher(duration);
        if (!matcher.matches()) {
            return 0;
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> count;
            case "s" -> Duration.ofSeconds(count).toMillis();
            case "m" -> Duration.ofMinutes(count).toMillis();
            default -> Duration.ofHours(count).toMillis();
        };
    }
}

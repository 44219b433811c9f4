package claimbench.dashboards.web;

import claimbench.contract.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The questions that the page may ask, and no others:
 *
 * <pre>
 * run                                  what is shown
 * panels/DASHBOARD/PANEL/REF?…         a committed query, with the chosen values
 * variables/DASHBOARD/VARIABLE?…       what can be chosen
 * annotations/DASHBOARD/INDEX?…        a committed query
 * </pre>
 *
 * Parameters are {@code from} and {@code to} (milliseconds since the epoch; the whole period where they are left out), {@code stepSeconds}, and the dashboard's variables by their
 * names, several times for several values. Thread-safe.
 */
final class Answers {
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String STEP_SECONDS = "stepSeconds";
    private static final double STEP_SECONDS_MAX = 86_400;

    /** Where nobody says how fine a curve is to be. */
    private static final int POINTS_DEFAULT = 300;

    private final CommittedDashboards dashboards;
    private final PrometheusProxy prometheus;
    private final Supplier<ShownRun> run;

    Answers(CommittedDashboards dashboards, PrometheusProxy prometheus, Supplier<ShownRun> run) {
        this.dashboards = dashboards;
        this.prometheus = prometheus;
        this.run = run;
    }

    /**
     * Answers one question with JSON.
     *
     * @param path its parts, without the {@code /api/} before them
     */
    byte[] answer(List<String> path, Map<String, List<String>> parameters) throws Refusal, InterruptedException {
        String question = path.isEmpty() ? "" : path.getFirst();
        return switch (question + " " + path.size()) {
            case "run 1" -> Json.MAPPER.writeValueAsBytes(run.get());
            case "panels 4" -> panel(dashboards.dashboard(path.get(1)), path.get(2), path.get(3), parameters);
            case "variables 3" -> variable(dashboards.dashboard(path.get(1)), path.get(2), parameters);
            case "annotations 3" -> annotation(dashboards.dashboard(path.get(1)), path.get(2), parameters);
            default ->
                throw Refusal.notFound(
                        "there is no such question; there are run, panels/DASHBOARD/PANEL/REF, variables/DASHBOARD/VARIABLE"
                                + " and annotations/DASHBOARD/INDEX");
        };
    }

    private byte[] panel(
            CommittedDashboard dashboard, String panelId, String refId, Map<String, List<String>> parameters)
            throws Refusal, InterruptedException {
        return ask(dashboard, dashboard.query(index("panel", panelId), refId), parameters);
    }

    private byte[] annotation(CommittedDashboard dashboard, String index, Map<String, List<String>> parameters)
            throws Refusal, InterruptedException {
        return ask(dashboard, dashboard.annotation(index("annotation", index)), parameters);
    }

    private byte[] ask(
            CommittedDashboard dashboard, CommittedDashboard.Query query, Map<String, List<String>> parameters)
            throws Refusal, InterruptedException {
        Window window = window(dashboard, parameters).atLeast(query.leastStepMillis());
        String promQl = substitution(dashboard, window, parameters).apply(query.expression());
        return query.instant() ? prometheus.instant(promQl, window) : prometheus.range(promQl, window);
    }

    private byte[] variable(CommittedDashboard dashboard, String name, Map<String, List<String>> parameters)
            throws Refusal, InterruptedException {
        Window window = window(dashboard, parameters);
        var values = new ArrayList<String>();
        switch (dashboard.variable(name).source()) {
            case CommittedDashboard.Source.Listed listed -> values.addAll(listed.values());
            case CommittedDashboard.Source.Label label -> {
                String selector = label.selector() == null
                        ? null
                        : substitution(dashboard, window, parameters).apply(label.selector());
                prometheus
                        .labelValues(label.label(), selector, window)
                        .forEach(value -> values.add(value.asString("")));
            }
        }
        return Json.MAPPER.writeValueAsBytes(values);
    }

    private static Substitution substitution(
            CommittedDashboard dashboard, Window window, Map<String, List<String>> parameters) throws Refusal {
        var chosen = new HashMap<String, List<String>>();
        for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
            if (dashboard.variables().containsKey(parameter.getKey())) {
                chosen.put(parameter.getKey(), parameter.getValue());
            }
        }
        return new Substitution(window, dashboard.variables(), Chosen.of(chosen));
    }

    private Window window(CommittedDashboard dashboard, Map<String, List<String>> parameters) throws Refusal {
        for (String name : parameters.keySet()) {
            if (!List.of(FROM, TO, STEP_SECONDS).contains(name)
                    && !dashboard.variables().containsKey(name)) {
                throw Refusal.badRequest(
                        "unknown parameter '%s'; there are %s, %s, %s and the dashboard's variables: %s"
                                .formatted(
                                        name,
                                        FROM,
                                        TO,
                                        STEP_SECONDS,
                                        String.join(", ", dashboard.variables().keySet())));
            }
        }
        ShownRun shown = run.get();
        long from = millis(FROM, parameters, shown.from());
        long to = millis(TO, parameters, shown.to());
        long stepMillis = parameters.containsKey(STEP_SECONDS)
                ? stepMillis(only(STEP_SECONDS, parameters))
                : (to - from) / POINTS_DEFAULT;
        return Window.of(from, to, stepMillis);
    }

    private static long millis(String name, Map<String, List<String>> parameters, long otherwise) throws Refusal {
        if (!parameters.containsKey(name)) {
            return otherwise;
        }
        String text = only(name, parameters);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw Refusal.badRequest("'%s' must be milliseconds since 1970, not '%s'".formatted(name, text));
        }
    }

    private static long stepMillis(String text) throws Refusal {
        try {
            double seconds = Double.parseDouble(text);
            if (seconds > 0 && seconds <= STEP_SECONDS_MAX) {
                return Math.round(seconds * 1_000);
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number out of bounds.
        }
        throw Refusal.badRequest("'%s' must be a number above 0 and up to %.0f, not '%s'"
                .formatted(STEP_SECONDS, STEP_SECONDS_MAX, text));
    }

    private static String only(String name, Map<String, List<String>> parameters) throws Refusal {
        List<String> values = parameters.getOrDefault(name, List.of());
        if (values.size() != 1) {
            throw Refusal.badRequest("'%s' must be given once".formatted(name));
        }
        return values.getFirst();
    }

    private static int index(String what, String text) throws Refusal {
        try {
            return Integer.parseUnsignedInt(text);
        } catch (NumberFormatException e) {
            throw Refusal.badRequest("the number of a %s must be a whole number, not '%s'".formatted(what, text));
        }
    }
}

package claimbench.dashboards;

import claimbench.contract.MeterNames;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Asks a real Prometheus every query of dashboards, as Grafana would, and says of each whether it was understood and
 * answered with data of the targets that it needs. Grafana shows "no data" for a query that no longer fits the meters,
 * and nobody notices; this does. Thread-safe.
 */
public final class DashboardCheck implements AutoCloseable {
    /** Prometheus answers no more points than 11,000. */
    private static final int POINTS_MAX = 5_000;

    private static final String ANY = ".*";

    private final PrometheusApi prometheus;

    /**
     * A check that has asked nothing yet.
     *
     * @param prometheus its base, such as {@code http://127.0.0.1:9090}
     */
    public DashboardCheck(URI prometheus) {
        this.prometheus = new PrometheusApi(prometheus);
    }

    /**
     * What stands for Grafana's variables.
     *
     * @param from start of the period that is shown
     * @param to its end
     * @param rateInterval at least four scrapes
     * @param run whose data are asked for
     * @param scenario a regular expression
     * @param targets those that took part: a query needs data of no others
     * @param judged whether the run has been judged
     */
    public record Setting(
            Instant from,
            Instant to,
            Duration rateInterval,
            String run,
            String scenario,
            Set<Model> targets,
            boolean judged) {
        /** All scenarios. */
        public Setting(
                Instant from, Instant to, Duration rateInterval, String run, Set<Model> targets, boolean judged) {
            this(from, to, rateInterval, run, ANY, targets, judged);
        }

        /** The same with this scenario alone. */
        public Setting ofScenario(String name) {
            return new Setting(from, to, rateInterval, run, name, targets, judged);
        }

        /** At least a second, which is the least that a query can name. */
        private long rangeSeconds() {
            return Math.max(1, Duration.between(from, to).toSeconds());
        }
    }

    /** How a query fared. */
    public enum Outcome {
        /** Data of every target that it needs. */
        ANSWERED(true),
        /** No data, as its view says can be. */
        EMPTY_AS_DECLARED(true),
        /** None of the targets that it needs took part. */
        NOT_APPLICABLE(true),
        /** Prometheus did not understand it, or could not answer. */
        REFUSED(false),
        /** No series at all. */
        EMPTY(false),
        /** A target that it needs has no series. */
        INCOMPLETE(false),
        /** A target that it needs has not one finite value; or, where it needs none by name, nobody has. */
        NOT_FINITE(false);

        private final boolean passed;

        Outcome(boolean passed) {
            this.passed = passed;
        }
    }

    /**
     * What was found out about one query.
     *
     * @param view title of its panel
     * @param expression as it was asked, without variables
     * @param outcome how it fared
     * @param detail the reason, or how much data there was
     */
    public record Finding(String view, String expression, Outcome outcome, String detail) {
        public boolean passed() {
            return outcome.passed;
        }

        @Override
        public String toString() {
            return "%s: %s (%s) %s".formatted(view, outcome, detail, expression);
        }
    }

    /**
     * Asks every query of these views.
     *
     * @throws IOException when there is no Prometheus that answers
     */
    public List<Finding> check(List<View> views, Setting setting) throws IOException, InterruptedException {
        var findings = new ArrayList<Finding>();
        for (View view : views) {
            for (Query query : view.queries()) {
                findings.add(check(view, query, setting));
            }
        }
        return List.copyOf(findings);
    }

    /**
     * The value of a query at the period's end, for each target that has one.
     *
     * @throws IOException when there is no Prometheus that answers, or it refuses
     */
    public Map<String, Double> valuesByTarget(Query query, Setting setting) throws IOException, InterruptedException {
        String expression = substitute(query.expression(), setting);
        return switch (prometheus.query(expression, setting.to())) {
            case PrometheusApi.Reply.Refusal(String message) -> throw new IOException(expression + ": " + message);
            case PrometheusApi.Reply.Data(List<PrometheusApi.Series> series) ->
                series.stream()
                        .collect(Collectors.toUnmodifiableMap(
                                one -> one.labels().getOrDefault(MeterNames.TARGET, ""),
                                one -> one.values().getFirst()));
        };
    }

    private Finding check(View view, Query query, Setting setting) throws IOException, InterruptedException {
        String expression = substitute(query.expression(), setting);
        String title = view.title().en();
        PrometheusApi.Reply reply = view.kind().isInstant()
                ? prometheus.query(expression, setting.to())
                : prometheus.queryRange(expression, setting.from(), setting.to(), step(setting));
        return switch (reply) {
            case PrometheusApi.Reply.Refusal(String message) ->
                new Finding(title, expression, Outcome.REFUSED, message);
            case PrometheusApi.Reply.Data(List<PrometheusApi.Series> series) ->
                judge(view, expression, series, setting);
        };
    }

    private static Finding judge(View view, String expression, List<PrometheusApi.Series> series, Setting setting) {
        var needed = EnumSet.noneOf(Model.class);
        needed.addAll(view.targets());
        needed.retainAll(setting.targets());
        Set<String> seen = targets(series);
        Set<String> finite =
                targets(series.stream().filter(DashboardCheck::hasFiniteValue).toList());
        var unseen = new TreeSet<String>();
        var notFinite = new TreeSet<String>();
        for (Model target : needed) {
            if (!seen.contains(target.wireName())) {
                unseen.add(target.wireName());
            } else if (!finite.contains(target.wireName())) {
                notFinite.add(target.wireName());
            }
        }
        boolean mayBeMissing = view.presence() == View.Presence.AFTER_AN_EVENT
                || (view.presence() == View.Presence.WHEN_JUDGED && !setting.judged());
        Outcome outcome;
        String detail;
        if (needed.isEmpty() && !view.targets().isEmpty()) {
            outcome = Outcome.NOT_APPLICABLE;
            detail = "none of its targets took part";
        } else if (series.isEmpty()) {
            outcome = mayBeMissing ? Outcome.EMPTY_AS_DECLARED : Outcome.EMPTY;
            detail = "no series";
        } else if (!notFinite.isEmpty() || finite.isEmpty()) {
            outcome = Outcome.NOT_FINITE;
            detail = "no finite value" + (notFinite.isEmpty() ? "" : " of " + String.join(", ", notFinite));
        } else if (!unseen.isEmpty() && !mayBeMissing) {
            outcome = Outcome.INCOMPLETE;
            detail = "no series of " + String.join(", ", unseen);
        } else {
            outcome = Outcome.ANSWERED;
            detail = series.size() + " series";
        }
        return new Finding(view.title().en(), expression, outcome, detail);
    }

    private static boolean hasFiniteValue(PrometheusApi.Series series) {
        return series.values().stream().anyMatch(Double::isFinite);
    }

    private static Set<String> targets(List<PrometheusApi.Series> series) {
        return series.stream()
                .map(one -> one.labels().getOrDefault(MeterNames.TARGET, ""))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** As Grafana does when the viewer has chosen this run and all targets. */
    private static String substitute(String expression, Setting setting) {
        return expression
                .replace(PromQl.RATE_INTERVAL, setting.rateInterval().toMillis() + "ms")
                .replace(PromQl.RANGE, setting.rangeSeconds() + "s")
                .replace("$" + MeterNames.RUN, setting.run())
                .replace("$" + MeterNames.TARGET, ANY)
                .replace("$" + MeterNames.SCENARIO, setting.scenario());
    }

    private static Duration step(Setting setting) {
        long millis = Duration.between(setting.from(), setting.to()).toMillis() / POINTS_MAX;
        return Duration.ofMillis(Math.max(1_000, millis));
    }

    @Override
    public void close() {
        prometheus.close();
    }
}

package claimbench.harness.performance;

import claimbench.harness.performance.Bar.Judged;
import claimbench.harness.performance.Bar.Outcome;
import claimbench.load.RecordingTurn;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Results as tables in Markdown: medians over the rounds. For one thread. */
final class Tables {
    private static final List<Metric> HTTP_COLUMNS = List.of(
            Metric.REQUESTS_PER_SECOND,
            Metric.CPU_NANOS_PER_REQUEST,
            Metric.CORE_BUSY,
            Metric.LATENCY_NANOS_P50,
            Metric.LATENCY_NANOS_P99,
            Metric.ERRORS);
    private static final String NONE = "–";

    private final Results results;
    private final Measurements measurements = new Measurements();
    private final StringBuilder out = new StringBuilder();

    Tables(Results results) {
        this.results = results;
        measurements.add(results.samples());
    }

    /** A step's samples in one line, for progress. */
    static String line(List<Sample> samples) {
        if (samples.stream().allMatch(sample -> sample.series().metric() == Metric.NANOS_PER_OPERATION)) {
            return samples.size() + " benchmarks";
        }
        List<Series> of = samples.stream().map(Sample::series).toList();
        if (of.stream().map(Series::work).anyMatch(SoakStep.WORK::equals)) {
            return of.stream().map(Series::who).distinct().count() + " servers, " + samples.size() + " samples";
        }
        boolean several = of.stream().map(Series::work).distinct().count() > 1;
        return of.stream()
                .map(Series::work)
                .distinct()
                .map(work -> (several ? work + ": " : "") + values(work, samples))
                .collect(Collectors.joining("; "));
    }

    private static String values(String work, List<Sample> samples) {
        return samples.stream()
                .filter(sample -> sample.series().work().equals(work))
                .filter(sample -> sample.series().metric() != Metric.CORE_BUSY)
                .map(sample -> sample.series().metric().text(sample.value())
                        + label(sample.series().metric()))
                .collect(Collectors.joining(", "));
    }

    private static String label(Metric metric) {
        return metric == Metric.REQUESTS_PER_SECOND ? "" : " " + metric.text();
    }

    /** The whole page. */
    String text() {
        out.setLength(0);
        heading();
        bars();
        http(HttpLoad.PLAINTEXT);
        http(HttpLoad.WAIT);
        idle();
        micro();
        new ServiceTables(results.settings().servers(), measurements, this::line).print();
        recording();
        failures();
        return out.toString();
    }

    private void heading() {
        var settings = results.settings();
        var machine = results.environment();
        line("# Performance");
        line("");
        line("`" + results.command() + "`, " + results.startedAt()
                + (results.commit().isEmpty() ? "" : ", commit " + results.commit()) + ".");
        line("");
        line(machine.cpuModel() + ", " + machine.os() + " " + machine.kernel() + ", " + machine.jdk()
                + ". Servers on core " + settings.serverCore() + ", the load on core " + settings.loadCore() + ". "
                + settings.rounds() + " rounds in random order (seed " + settings.seed() + "), a fresh JVM each time, "
                + settings.warmUpSeconds() + " s of warm-up, " + settings.windowSeconds()
                + " s measured. Numbers are medians over the rounds, in brackets the least and the greatest.");
        if (settings.rounds() < Settings.ROUNDS_DEFAULT) {
            line("");
            line("**Fewer than " + Settings.ROUNDS_DEFAULT + " rounds: too few to judge by.**");
        }
        line("");
    }

    private void bars() {
        line("## Bars");
        line("");
        row("what", "bar", "measured", "against", "");
        row("---", "---:", "---:", "---", "---");
        for (int i = 0; i < results.bars().size(); i++) {
            Judged judged = results.bars().get(i);
            if (judged.outcome() == Outcome.NOT_MEASURED && !asked(Bars.ALL.get(i))) {
                continue;
            }
            var spread = Optional.ofNullable(judged.measured());
            Bar.Bound bound = Bars.ALL.get(i).bound();
            row(
                    judged.what(),
                    judged.bound(),
                    spread.map(value -> bound.text(value.median()) + " (" + bound.text(value.min()) + "–"
                                    + bound.text(value.max()) + ")")
                            .orElse(NONE),
                    judged.against().isEmpty() ? NONE : judged.against(),
                    outcome(judged.outcome()));
        }
        line("");
    }

    /** Whether the bar is about a part that was to be measured. */
    private boolean asked(Bar bar) {
        return results.settings().parts().contains(Bars.part(bar).wireName());
    }

    private static String outcome(Outcome outcome) {
        return switch (outcome) {
            case MET -> "met";
            case MISSED -> "**missed**";
            case NOT_MEASURED -> "not measured";
        };
    }

    private void http(HttpLoad load) {
        if (works().noneMatch(load.name()::equals)) {
            return;
        }
        line("## `" + load.target() + "`, " + load.connections() + " connections");
        line("");
        row(Stream.concat(Stream.of("server"), HTTP_COLUMNS.stream().map(Metric::text))
                .toArray(String[]::new));
        row(Stream.concat(Stream.of("---"), HTTP_COLUMNS.stream().map(_ -> "---:"))
                .toArray(String[]::new));
        for (String server : results.settings().servers()) {
            row(Stream.concat(
                            Stream.of(server),
                            HTTP_COLUMNS.stream().map(metric -> cell(new Series(load.name(), server, metric))))
                    .toArray(String[]::new));
        }
        line("");
    }

    private void idle() {
        if (works().noneMatch(IdleStep.WORK::equals)) {
            return;
        }
        line("## " + IdleStep.CONNECTIONS + " idle connections");
        line("");
        row("server", Metric.HEAP_BYTES_PER_CONNECTION.text());
        row("---", "---:");
        for (String server : results.settings().servers()) {
            row(server, cell(new Series(IdleStep.WORK, server, Metric.HEAP_BYTES_PER_CONNECTION)));
        }
        line("");
    }

    private void micro() {
        List<Series> benchmarks = measurements.samples().stream()
                .map(Sample::series)
                .filter(series -> series.metric() == Metric.NANOS_PER_OPERATION)
                .distinct()
                .toList();
        if (benchmarks.isEmpty()) {
            return;
        }
        Set<String> columns = new LinkedHashSet<>(Bars.MICRO_COLUMNS);
        benchmarks.forEach(series -> columns.add(series.who()));
        Set<String> rows = benchmarks.stream().map(Series::work).collect(Collectors.toCollection(LinkedHashSet::new));
        line("## Without HTTP: time an operation");
        line("");
        var cells = new ArrayList<String>(List.of("work"));
        cells.addAll(columns);
        row(cells.toArray(String[]::new));
        row(cells.stream().map(name -> name.equals("work") ? "---" : "---:").toArray(String[]::new));
        for (String work : rows.stream().sorted().toList()) {
            row(Stream.concat(
                            Stream.of(work),
                            columns.stream().map(who -> cell(new Series(work, who, Metric.NANOS_PER_OPERATION))))
                    .toArray(String[]::new));
        }
        line("");
    }

    private void recording() {
        if (works().noneMatch(RecordingStep.WORK::equals)) {
            return;
        }
        line("## What recording costs Gatling");
        line("");
        row("Gatling", Metric.REQUESTS_PER_SECOND.text());
        row("---", "---:");
        for (RecordingTurn turn : RecordingTurn.values()) {
            Series series = RecordingStep.series(turn);
            row(series.who(), cell(series));
        }
        line("");
    }

    private void failures() {
        if (results.failures().isEmpty()) {
            return;
        }
        line("## Not measured");
        line("");
        for (Failure failure : results.failures()) {
            line("- " + failure.step() + ", round " + failure.round() + ": " + failure.reason());
        }
        line("");
    }

    private Stream<String> works() {
        return measurements.samples().stream().map(sample -> sample.series().work());
    }

    private String cell(Series series) {
        return cell(measurements, series);
    }

    /** A series in short, with its unit. */
    static String cell(Measurements measurements, Series series) {
        return measurements
                .spread(series)
                .map(spread -> series.metric().text(spread.median())
                        + (spread.rounds() == 1
                                ? ""
                                : " (" + series.metric().text(spread.min()) + "–"
                                        + series.metric().text(spread.max()) + ")"))
                .orElse(NONE);
    }

    private void row(String... cells) {
        line("| " + String.join(" | ", cells) + " |");
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}

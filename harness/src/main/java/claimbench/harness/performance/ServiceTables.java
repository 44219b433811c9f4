package claimbench.harness.performance;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Tables in Markdown of what the targets do when there is too much of them asked, when clients leave, for long, and for very
 * many at once. For one thread.
 */
final class ServiceTables {
    private static final List<Metric> OVERLOAD = List.of(
            Metric.CAPACITY_PER_SECOND,
            Metric.GOODPUT_SHARE,
            Metric.FIRST_GOODPUT_SHARE,
            Metric.REFUSED_SHARE,
            Metric.ERRORS,
            Metric.LATENCY_NANOS_P99,
            Metric.QUIET_NANOS_P99,
            Metric.RECOVERY_NANOS,
            Metric.LAG_NANOS_P95);
    private static final List<Metric> LEAVING =
            List.of(Metric.LATENCY_NANOS_P50, Metric.LATENCY_NANOS_P99, Metric.LATENCY_NANOS_MAX);
    private static final List<Metric> SOAK =
            List.of(Metric.CAPACITY_PER_SECOND, Metric.REQUESTS_PER_SECOND, Metric.LATENCY_NANOS_P99, Metric.ERRORS);
    private static final List<Metric> MANY = List.of(
            Metric.OPEN_AT_ONCE,
            Metric.ERRORS,
            Metric.LATENCY_NANOS_P50,
            Metric.LATENCY_NANOS_P99,
            Metric.LATENCY_NANOS_MAX,
            Metric.WORST_STREAM_GAP_NANOS,
            Metric.WORST_STREAM_MEAN_GAP_NANOS,
            Metric.UPSTREAM_LATE_NANOS_P95,
            Metric.RSS_BYTES);
    private static final Map<String, String> LEAVINGS = Map.of(
            Leaving.STREAM.name(), "a stream, by closing",
            Leaving.FANOUT.name(), "a fan-out of three calls, by a reset",
            Leaving.DEADLINE.name(), "a call with a deadline, by a reset");

    private final List<String> servers;
    private final Measurements measurements;
    private final Consumer<String> out;

    /**
     * Tables of some results.
     *
     * @param servers in the order of rows
     * @param out takes each line
     */
    ServiceTables(List<String> servers, Measurements measurements, Consumer<String> out) {
        this.servers = servers;
        this.measurements = measurements;
        this.out = out;
    }

    /** All of which something was measured. */
    void print() {
        OverloadLoad.ALL.forEach(this::overload);
        leaving();
        String gaps = "A token each " + ManyStep.GAP_MS
                + " ms; the times are the gaps between tokens at the client, while all are open.";
        many(ManyStep.Kind.STREAMS, "Streams at once", gaps);
        many(
                ManyStep.Kind.FAIR_STREAMS,
                "Streams at once, fair to each other",
                gaps + " Platform threads have a thread for each (`--pool " + Servers.THREADS + "`).");
        many(
                ManyStep.Kind.WAITS,
                "Waits at once",
                "The times are by how much an answer came later than the wait is long.");
        soak();
    }

    private void overload(OverloadLoad load) {
        if (measured(load.name())) {
            heading("Twice the capacity of `" + load.text() + "`");
            out.accept("`p99` is that of the successes under twice the capacity, from when each was due.");
            out.accept("");
            byServer(load.name(), OVERLOAD);
        }
    }

    private void leaving() {
        if (Leaving.ALL.stream().map(Leaving::name).noneMatch(this::measured)) {
            return;
        }
        heading("From a client's leaving until the upstream sees its call ended");
        out.accept(LeavingStep.END_MAX.toMillis() + " ms: the call had not ended by then.");
        out.accept("");
        row(Stream.concat(Stream.of("left", "server"), LEAVING.stream().map(Metric::text)));
        row(Stream.concat(Stream.of("---", "---"), LEAVING.stream().map(_ -> "---:")));
        for (Leaving leaving : Leaving.ALL) {
            rowsOf(leaving.name())
                    .forEach(server -> row(Stream.concat(
                            Stream.of(LEAVINGS.getOrDefault(leaving.name(), leaving.name()), server),
                            cells(leaving.name(), server, LEAVING))));
        }
        out.accept("");
    }

    private void many(ManyStep.Kind kind, String title, String explanation) {
        if (measured(kind.work())) {
            heading(title);
            out.accept(explanation + " RSS is its peak, of a JVM with -Xmx1g.");
            out.accept("");
            byServer(kind.work(), MANY);
        }
    }

    private void soak() {
        if (!measured(SoakStep.WORK)) {
            return;
        }
        List<String> soaked = rowsOf(SoakStep.WORK).toList();
        heading("The same load for long");
        out.accept(
                soaked.size() == 1
                        ? "At 70 % of its capacity."
                        : "Side by side on one core, each at 70 % of what it can do beside the others: these are no"
                                + " figures to compare servers by.");
        out.accept("");
        byServer(SoakStep.WORK, SOAK);
        int samples = (int) Stream.iterate(1, number -> number + 1)
                .takeWhile(number -> measured(SoakStep.work(number)))
                .count();
        int first = 1 + (int) Math.ceil(SoakStep.SETTLING_SHARE * samples);
        row(Stream.of("server", "", "sample " + first, "sample " + samples, "growth", "allowed", ""));
        row(Stream.of("---", "---", "---:", "---:", "---:", "---:", "---"));
        for (String server : soaked) {
            for (Soaked quantity : Soaked.values()) {
                growth(server, quantity, first, samples);
            }
        }
        out.accept("");
        out.accept("Each sample, with nothing under way:");
        out.accept("");
        row(Stream.concat(
                Stream.of("server", "sample"), Soaked.metrics().stream().map(Metric::text)));
        row(Stream.concat(Stream.of("---", "---:"), Soaked.metrics().stream().map(_ -> "---:")));
        for (String server : soaked) {
            for (int number = 1; number <= samples; number++) {
                row(Stream.concat(
                        Stream.of(server, Integer.toString(number)),
                        cells(SoakStep.work(number), server, Soaked.metrics())));
            }
        }
        out.accept("");
    }

    private void growth(String server, Soaked quantity, int first, int last) {
        var series = new Series(SoakStep.WORK, server, quantity.growth());
        measurements
                .spread(series)
                .ifPresent(spread -> row(Stream.of(
                        server,
                        quantity.text(),
                        Tables.cell(measurements, new Series(SoakStep.work(first), server, quantity.metric())),
                        Tables.cell(measurements, new Series(SoakStep.work(last), server, quantity.metric())),
                        Tables.cell(measurements, series),
                        quantity.growth().text(quantity.allowedAMinute()),
                        spread.median() <= quantity.allowedAMinute() ? "does not grow" : "**grows**")));
    }

    private void byServer(String work, List<Metric> metrics) {
        List<Metric> columns = metrics.stream()
                .filter(metric -> servers.stream()
                        .anyMatch(server -> !measurements
                                .values(new Series(work, server, metric))
                                .isEmpty()))
                .toList();
        row(Stream.concat(Stream.of("server"), columns.stream().map(Metric::text)));
        row(Stream.concat(Stream.of("---"), columns.stream().map(_ -> "---:")));
        rowsOf(work).forEach(server -> row(Stream.concat(Stream.of(server), cells(work, server, columns))));
        out.accept("");
    }

    /** The servers of which something of this work was measured. */
    private Stream<String> rowsOf(String work) {
        return servers.stream()
                .filter(server -> measurements.samples().stream()
                        .map(Sample::series)
                        .anyMatch(series ->
                                series.work().equals(work) && series.who().equals(server)));
    }

    private Stream<String> cells(String work, String server, List<Metric> metrics) {
        return metrics.stream().map(metric -> Tables.cell(measurements, new Series(work, server, metric)));
    }

    private boolean measured(String work) {
        return measurements.samples().stream()
                .anyMatch(sample -> sample.series().work().equals(work));
    }

    private void heading(String text) {
        out.accept("## " + text);
        out.accept("");
    }

    private void row(Stream<String> cells) {
        out.accept("| " + String.join(" | ", cells.toList()) + " |");
    }
}

package claimbench.harness.performance;

import static claimbench.harness.performance.Metric.CPU_NANOS_PER_REQUEST;
import static claimbench.harness.performance.Metric.ERRORS;
import static claimbench.harness.performance.Metric.HEAP_BYTES_PER_CONNECTION;
import static claimbench.harness.performance.Metric.LATENCY_NANOS_P99;
import static claimbench.harness.performance.Metric.NANOS_PER_OPERATION;
import static claimbench.harness.performance.Metric.REQUESTS_PER_SECOND;

import claimbench.harness.performance.Bar.Bound;
import claimbench.harness.performance.Bar.Quantity;
import java.util.List;
import java.util.stream.Stream;

/** All bars, as they were set before the first run. A ratio is above 1 where the first is better, whatever is counted. */
final class Bars {
    private static final String PLAINTEXT = HttpLoad.PLAINTEXT.name();
    private static final String WAIT = HttpLoad.WAIT.name();
    private static final String LOOP = "event-loop";
    private static final List<String> LOOP_CONTROLS = List.of("netty", "vertx", "microhttp");

    /** A kilobyte of bars is the smaller one of the two. */
    private static final double KILOBYTE = 1_000;

    private static final double MILLISECOND = 1e6;

    /** The columns of benchmarks, in the order of tables. */
    static final List<String> MICRO_COLUMNS =
            List.of("eventLoop", "virtualThreads", "completableFuture", "reactor", "kotlin", "cpython");

    static final List<Bar> ALL =
            Stream.of(eventLoop(), otherModels(), micro()).flatMap(List::stream).toList();

    private Bars() {}

    private static List<Bar> eventLoop() {
        return List.of(
                new Bar(
                        "/plaintext: event-loop to the best of Netty, Vert.x and microhttp, by requests/s",
                        againstLoops(PLAINTEXT, REQUESTS_PER_SECOND),
                        Bound.times(1.0)),
                new Bar(
                        "/plaintext: event-loop to the best of Netty, Vert.x and microhttp, by CPU time a request",
                        againstLoops(PLAINTEXT, CPU_NANOS_PER_REQUEST),
                        Bound.times(1.0)),
                new Bar(
                        "/wait, 10,000 connections: event-loop to the best of Netty, Vert.x and microhttp, by requests/s",
                        againstLoops(WAIT, REQUESTS_PER_SECOND),
                        Bound.times(1.3)),
                new Bar(
                        "/wait, 10,000 connections: errors of event-loop",
                        Quantity.plain(new Series(WAIT, LOOP, ERRORS)),
                        Bound.none()),
                new Bar(
                        "/wait, 10,000 connections: p99 of event-loop",
                        Quantity.plain(new Series(WAIT, LOOP, LATENCY_NANOS_P99)),
                        Bound.atMost(300 * MILLISECOND, MILLISECOND, "ms")),
                new Bar(
                        "live heap of event-loop for an idle connection",
                        Quantity.plain(new Series(IdleStep.WORK, LOOP, HEAP_BYTES_PER_CONNECTION)),
                        Bound.atMost(2.5 * KILOBYTE, KILOBYTE, "KB")));
    }

    private static List<Bar> otherModels() {
        return Stream.of(PLAINTEXT, WAIT)
                .flatMap(load -> Stream.of(
                        other(load, "virtual-threads", "helidon", 1.0),
                        other(load, "platform-threads", "jetty-platform", 1.0),
                        other(load, "reactive", "reactor-netty", 0.95)))
                .toList();
    }

    private static Bar other(String load, String target, String control, double factor) {
        return new Bar(
                "/" + load + ": " + target + " to " + control + ", by requests/s",
                Quantity.advantage(
                        new Series(load, target, REQUESTS_PER_SECOND), new Series(load, control, REQUESTS_PER_SECOND)),
                Bound.times(factor));
    }

    private static List<Bar> micro() {
        return List.of(
                new Bar(
                        "switch of a coroutine",
                        Quantity.plain(benchmark("Switch", "eventLoop")),
                        Bound.atMost(150, 1, "ns")),
                faster("Switch", "cpython", 8),
                faster("Gather1000", "virtualThreads", 1),
                faster("Gather1000", "kotlin", 1),
                faster("SpawnJoin", "virtualThreads", 1),
                faster("SpawnJoin", "kotlin", 1));
    }

    private static Bar faster(String work, String than, double factor) {
        return new Bar(
                work + ": event loop to " + than + ", by time an operation",
                Quantity.advantage(benchmark(work, "eventLoop"), benchmark(work, than)),
                Bound.times(factor));
    }

    private static Quantity againstLoops(String load, Metric metric) {
        return Quantity.advantage(
                new Series(load, LOOP, metric),
                LOOP_CONTROLS.stream()
                        .map(control -> new Series(load, control, metric))
                        .toArray(Series[]::new));
    }

    private static Series benchmark(String work, String column) {
        return new Series(work, column, NANOS_PER_OPERATION);
    }
}

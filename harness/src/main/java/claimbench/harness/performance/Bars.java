package claimbench.harness.performance;

import static claimbench.harness.performance.Metric.CPU_NANOS_PER_REQUEST;
import static claimbench.harness.performance.Metric.ERRORS;
import static claimbench.harness.performance.Metric.HEAP_BYTES_PER_CONNECTION;
import static claimbench.harness.performance.Metric.LATENCY_NANOS_P99;
import static claimbench.harness.performance.Metric.NANOS_PER_OPERATION;
import static claimbench.harness.performance.Metric.REQUESTS_PER_SECOND;

import claimbench.harness.performance.Bar.Bound;
import claimbench.harness.performance.Bar.Quantity;
import claimbench.load.RecordingTurn;
import java.util.Arrays;
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

    static final List<Bar> ALL = Stream.of(
                    eventLoop(), otherModels(), micro(), overload(), leaving(), many(), soak(), recording())
            .flatMap(List::stream)
            .toList();

    private Bars() {}

    /** What must be measured for a bar to be judged. */
    static Part part(Bar bar) {
        String work = bar.quantity().of().work();
        if (work.equals(PLAINTEXT) || work.equals(WAIT)) {
            return Part.HTTP;
        }
        if (work.equals(IdleStep.WORK)) {
            return Part.IDLE;
        }
        if (OverloadLoad.ALL.stream().map(OverloadLoad::name).anyMatch(work::equals)) {
            return Part.OVERLOAD;
        }
        if (Leaving.ALL.stream().map(Leaving::name).anyMatch(work::equals)) {
            return Part.LEAVING;
        }
        if (Arrays.stream(ManyStep.Kind.values()).map(ManyStep.Kind::work).anyMatch(work::equals)) {
            return Part.STREAMS;
        }
        if (work.equals(RecordingStep.WORK)) {
            return Part.RECORDING;
        }
        return work.equals(SoakStep.WORK) ? Part.SOAK : Part.MICRO;
    }

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

    private static List<Bar> recording() {
        return List.of(new Bar(
                "Gatling with recording to Gatling with the same checks alone, by requests/s",
                Quantity.advantage(
                        RecordingStep.series(RecordingTurn.RECORDED), RecordingStep.series(RecordingTurn.CHECKED)),
                Bound.times(0.97)));
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

    /**
     * For each request that is let in under twice the capacity, another one is refused. Where a refusal costs a quarter of the
     * work, what is left for the work is 1 / (1 + 1/4) = 0.8 of the capacity: a server that does worse refuses too dearly.
     */
    private static List<Bar> overload() {
        return OverloadLoad.ALL.stream()
                .flatMap(load -> Servers.TARGETS.stream()
                        .flatMap(target -> Stream.of(
                                bar(
                                        load.name() + ": goodput of " + target + " under twice its capacity",
                                        new Series(load.name(), target, Metric.GOODPUT_SHARE),
                                        new Bound(true, 0.8, false, 1, "of it")),
                                bar(
                                        load.name() + ": errors of " + target + " other than refusals",
                                        new Series(load.name(), target, ERRORS),
                                        Bound.none()),
                                bar(
                                        load.name() + ": recovery of " + target,
                                        new Series(load.name(), target, Metric.RECOVERY_NANOS),
                                        new Bound(false, 2_000 * MILLISECOND, true, MILLISECOND, "ms")))))
                .toList();
    }

    /**
     * The longest of all: what is said to be within a time is so always. Of streams alone, as the contract has it; other
     * requests may be carried out to their end, and how long their calls outlast the client is measured without a bar.
     */
    private static List<Bar> leaving() {
        String stream = Leaving.STREAM.name();
        return Servers.TARGETS.stream()
                .map(target -> bar(
                        stream + ": longest of " + target,
                        new Series(stream, target, Metric.LATENCY_NANOS_MAX),
                        new Bound(false, 100 * MILLISECOND, true, MILLISECOND, "ms")))
                .toList();
    }

    /** As many as are spoken of, and all of them right: fewer would be another, easier bar. */
    private static List<Bar> many() {
        return Stream.concat(
                        many(ManyStep.Kind.STREAMS, Settings.Counts.STREAMS_DEFAULT),
                        Stream.concat(
                                many(ManyStep.Kind.WAITS, Settings.Counts.WAITS_DEFAULT),
                                Stream.concat(many(ManyStep.Kind.FAIR_STREAMS, ManyStep.FAIR_COUNT), fair())))
                .toList();
    }

    private static Stream<Bar> many(ManyStep.Kind kind, int count) {
        return kind.targets().stream()
                .flatMap(target -> Stream.of(
                        bar(
                                kind.work() + ": open at once on " + target,
                                new Series(kind.work(), target, Metric.OPEN_AT_ONCE),
                                new Bound(true, count, true, 1, "")),
                        bar(
                                kind.work() + " at once: errors of " + target,
                                new Series(kind.work(), target, ERRORS),
                                Bound.none())));
    }

    /**
     * Fair is what no stream suffers from the others. None of them ever waits for a token until the one after it is due, so
     * its longest gap is at most two tokens' time; and none falls behind bit by bit, so the mean of its own gaps is at most a
     * tenth longer than the upstream's.
     */
    private static Stream<Bar> fair() {
        ManyStep.Kind kind = ManyStep.Kind.FAIR_STREAMS;
        double gapNanos = ManyStep.GAP_MS * MILLISECOND;
        return kind.targets().stream()
                .flatMap(target -> Stream.of(
                        bar(
                                kind.work() + ": longest gap of any stream of " + target,
                                new Series(kind.work(), target, Metric.WORST_STREAM_GAP_NANOS),
                                new Bound(false, 2 * gapNanos, true, MILLISECOND, "ms")),
                        bar(
                                kind.work() + ": mean gap of the slowest stream of " + target,
                                new Series(kind.work(), target, Metric.WORST_STREAM_MEAN_GAP_NANOS),
                                new Bound(false, 1.1 * gapNanos, true, MILLISECOND, "ms"))));
    }

    private static List<Bar> soak() {
        return Servers.TARGETS.stream()
                .flatMap(target -> Arrays.stream(Soaked.values())
                        .map(quantity -> bar(
                                SoakStep.WORK + ": " + quantity.growth().text() + " of " + target,
                                new Series(SoakStep.WORK, target, quantity.growth()),
                                allowance(quantity))))
                .toList();
    }

    private static Bound allowance(Soaked quantity) {
        boolean bytes = quantity.allowedAMinute() > 1_000;
        return Bound.atMost(quantity.allowedAMinute(), bytes ? 1 << 10 : 1, bytes ? "KiB/min" : "a minute");
    }

    private static Bar bar(String what, Series series, Bound bound) {
        return new Bar(what, Quantity.plain(series), bound);
    }
}

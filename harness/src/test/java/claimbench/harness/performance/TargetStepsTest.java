package claimbench.harness.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import claimbench.harness.experiment.Target;
import claimbench.harness.run.Affinity;
import claimbench.harness.run.DummyDatabase;
import claimbench.harness.run.Installation;
import claimbench.harness.run.Programs;
import claimbench.harness.run.TrialFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Steps of the targets, with real processes: dummies that do, or do not, what is measured. None of them is left over. */
@Timeout(180)
class TargetStepsTest {
    private static final OverloadLoad WORK =
            new OverloadLoad("overload-cpu", "/work", _ -> new Ask("/work", "done"), false);

    @TempDir
    private Path folder;

    /** The dummies from the class path of the tests. */
    private record Dummies(Class<?> target) implements Programs {
        @Override
        public List<String> target(Target server) throws TrialFailure {
            return java(target, server.options());
        }

        @Override
        public List<String> upstream() throws TrialFailure {
            return java(DummyRoutes.class, List.of("good"));
        }

        @Override
        public List<String> database() throws TrialFailure {
            return java(DummyDatabase.class, List.of());
        }

        @Override
        public List<String> generator(Map<String, String> properties) throws TrialFailure {
            throw new TrialFailure("no step uses it");
        }

        private static List<String> java(Class<?> main, List<String> arguments) throws TrialFailure {
            var command = new ArrayList<>(List.of(
                    Installation.javaLauncher().toString(),
                    "-Xmx256m",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Dsun.net.httpserver.maxIdleConnections=5000",
                    "-cp",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", "")),
                    main.getName()));
            command.addAll(arguments);
            return command;
        }
    }

    @BeforeEach
    void processesCanBeKeptToCores() {
        assumeThat(Affinity.taskset()).as("taskset, of util-linux").isPresent();
    }

    @AfterEach
    void noProcessIsLeftBehind() {
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    @Tag("alone")
    void overloadedServerThatRefusesTheRestIsSeenToDoSo() throws Exception {
        List<Sample> samples = new OverloadStep(1, WORK, server("good"), bench(DummyRoutes.class)).run(folder);

        assertThat(value(samples, WORK.name(), Metric.CAPACITY_PER_SECOND)).isPositive();
        assertThat(value(samples, WORK.name(), Metric.GOODPUT_SHARE)).isPositive();
        assertThat(value(samples, WORK.name(), Metric.FIRST_GOODPUT_SHARE)).isPositive();
        assertThat(value(samples, WORK.name(), Metric.REFUSED_SHARE)).isBetween(0.01, 0.99);
        assertThat(value(samples, WORK.name(), Metric.ERRORS)).isZero();
        assertThat(value(samples, WORK.name(), Metric.RECOVERY_NANOS)).isBetween(0.0, 5e9);
        assertThat(samples)
                .extracting(sample -> sample.series().metric())
                .contains(Metric.LATENCY_NANOS_P99, Metric.QUIET_NANOS_P99, Metric.LAG_NANOS_P95);
    }

    @Test
    @Tag("alone")
    void refusalThatDoesNotSayWhenToComeBackIsAnError() throws Exception {
        List<Sample> samples = new OverloadStep(1, WORK, server("mean"), bench(DummyRoutes.class)).run(folder);

        assertThat(value(samples, WORK.name(), Metric.ERRORS)).isPositive();
        assertThat(value(samples, WORK.name(), Metric.REFUSED_SHARE)).isZero();
    }

    @Test
    void serverWhoseAnswersAreWrongHasNoCapacity() {
        var load = new OverloadLoad("overload-cpu", "/work", _ -> new Ask("/work", "something else"), false);

        assertThatThrownBy(() -> new OverloadStep(1, load, server("good"), bench(DummyRoutes.class)).run(folder))
                .isInstanceOf(TrialFailure.class)
                .hasMessageStartingWith("good gave 0 right answers to ");
    }

    @Test
    void timeFromAClientsLeavingToTheEndOfItsCallsIsMeasured() throws Exception {
        List<Sample> samples =
                new LeavingStep(1, 8, LeavingStep.END_MAX, server("prompt"), bench(DummyRelay.class)).run(folder);

        assertThat(samples).hasSize(3 * Leaving.ALL.size());
        for (Leaving leaving : Leaving.ALL) {
            double median = value(samples, leaving.name(), Metric.LATENCY_NANOS_P50);
            double max = value(samples, leaving.name(), Metric.LATENCY_NANOS_MAX);
            assertThat(median).isPositive().isLessThanOrEqualTo(max);
            // What is never ended counts as this long.
            assertThat(max).isLessThan(5e9);
        }
    }

    @Test
    void serverThatDoesNotSeeItsClientsLeaveIsGivenUpSoon() throws Exception {
        List<Sample> samples =
                new LeavingStep(1, 500, Duration.ofMillis(300), server("deaf"), bench(DummyRelay.class)).run(folder);

        for (Leaving leaving : Leaving.ALL) {
            assertThat(value(samples, leaving.name(), Metric.LATENCY_NANOS_P50)).isEqualTo(300e6);
        }
    }

    @Test
    void manyAtOnceAreCounted() throws Exception {
        List<Sample> waits = many(ManyStep.Kind.WAITS, "good");
        assertThat(value(waits, "waits", Metric.OPEN_AT_ONCE)).isEqualTo(200);
        assertThat(value(waits, "waits", Metric.ERRORS)).isZero();
        assertThat(value(waits, "waits", Metric.RSS_BYTES)).isPositive();

        List<Sample> streams = many(ManyStep.Kind.STREAMS, "good");
        assertThat(value(streams, "streams", Metric.OPEN_AT_ONCE)).isEqualTo(200);
        assertThat(value(streams, "streams", Metric.ERRORS)).isZero();
        assertThat(value(streams, "streams", Metric.LATENCY_NANOS_P50)).isPositive();
        assertThat(value(streams, "streams", Metric.UPSTREAM_LATE_NANOS_P95)).isEqualTo(1_000);
        assertThat(value(streams, "streams", Metric.WORST_STREAM_GAP_NANOS))
                .isGreaterThanOrEqualTo(value(streams, "streams", Metric.WORST_STREAM_MEAN_GAP_NANOS));
    }

    @Test
    void whatIsNotWholeIsAnErrorEach() throws Exception {
        assertThat(value(many(ManyStep.Kind.WAITS, "mean"), "waits", Metric.ERRORS))
                .isEqualTo(200);
        assertThat(value(many(ManyStep.Kind.STREAMS, "mean"), "streams", Metric.ERRORS))
                .isEqualTo(200);
    }

    @Test
    @Tag("alone")
    void serverThatKeepsSomethingOfEachRequestIsSeenToGrowBesideOneThatDoesNot() throws Exception {
        var step = new SoakStep(
                1, List.of(server("leaky"), server("good")), Duration.ofSeconds(3), bench(DummyRoutes.class));

        List<Sample> samples = step.run(folder);

        assertThat(of("leaky", samples, Metric.HEAP_BYTES_A_MINUTE)).isGreaterThan(Soaked.HEAP.allowedAMinute());
        assertThat(of("leaky", samples, Metric.DESCRIPTORS_A_MINUTE))
                .isGreaterThan(Soaked.DESCRIPTORS.allowedAMinute());
        assertThat(of("good", samples, Metric.DESCRIPTORS_A_MINUTE))
                .as("a file for each request, or none")
                .isLessThan(of("leaky", samples, Metric.DESCRIPTORS_A_MINUTE) / 2);
        for (String server : List.of("leaky", "good")) {
            assertThat(of(server, samples, Metric.CAPACITY_PER_SECOND)).isPositive();
            assertThat(of(server, samples, Metric.REQUESTS_PER_SECOND)).isPositive();
            assertThat(of(server, samples, Metric.ERRORS)).isZero();
            for (int number = 1; number <= 5; number++) {
                String work = SoakStep.work(number);
                assertThat(samples)
                        .filteredOn(sample -> sample.series().work().equals(work)
                                && sample.series().who().equals(server))
                        .extracting(sample -> sample.series().metric())
                        .containsExactlyInAnyOrderElementsOf(Soaked.metrics());
            }
        }
    }

    private List<Sample> many(ManyStep.Kind kind, String mode) throws Exception {
        return new ManyStep(1, kind, 200, server(mode), bench(DummyRoutes.class)).run(folder);
    }

    private static double of(String who, List<Sample> samples, Metric metric) {
        return samples.stream()
                .filter(sample -> sample.series().equals(new Series(SoakStep.WORK, who, metric)))
                .mapToDouble(Sample::value)
                .findFirst()
                .orElseThrow();
    }

    private static double value(List<Sample> samples, String work, Metric metric) {
        return samples.stream()
                .filter(sample ->
                        sample.series().work().equals(work) && sample.series().metric() == metric)
                .mapToDouble(Sample::value)
                .findFirst()
                .orElseThrow();
    }

    private static Target server(String mode) {
        return new Target(mode, "a dummy", "", List.of(mode), null);
    }

    private static Bench bench(Class<?> target) {
        var programs = new Dummies(target);
        int core = Affinity.ownCores().getFirst();
        return new Bench(programs::target, programs, core, core, Duration.ZERO, Duration.ofSeconds(1));
    }
}

package claimbench.harness.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import claimbench.contract.Json;
import claimbench.harness.experiment.Target;
import claimbench.harness.run.Affinity;
import claimbench.harness.run.Installation;
import claimbench.harness.run.Programs;
import claimbench.harness.run.SearchPath;
import claimbench.harness.run.Tool;
import claimbench.harness.run.TrialFailure;
import claimbench.load.Generator;
import claimbench.load.GeneratorReport;
import claimbench.load.RecordingTurn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Steps with real processes: a dummy server, wrk, jcmd. None of them is left over. */
@Timeout(120)
class StepsTest {
    private static final HttpLoad FEW = new HttpLoad("plaintext", "/plaintext", 4);

    private static final Programs NOTHING_ELSE = new Installation(Path.of("nothing is installed"));

    @TempDir
    private Path folder;

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
    void loadGivesEachNumberOfItsTable() throws Exception {
        assumeWrk();

        List<Sample> samples = http("good").run(folder);

        assertThat(samples).allSatisfy(sample -> {
            assertThat(sample.round()).isEqualTo(1);
            assertThat(sample.series().who()).isEqualTo("good");
        });
        Map<Metric, Double> values = samples.stream()
                .collect(Collectors.toMap(sample -> sample.series().metric(), Sample::value));
        assertThat(values)
                .containsOnlyKeys(
                        Metric.REQUESTS_PER_SECOND,
                        Metric.CPU_NANOS_PER_REQUEST,
                        Metric.CORE_BUSY,
                        Metric.LATENCY_NANOS_P50,
                        Metric.LATENCY_NANOS_P99,
                        Metric.ERRORS);
        assertThat(values.get(Metric.ERRORS)).isZero();
        assertThat(values.get(Metric.REQUESTS_PER_SECOND)).isPositive();
        assertThat(values.get(Metric.CORE_BUSY)).isBetween(0.0, 1.1);
        assertThat(folder.resolve("wrk.txt")).content().contains("4 connections");
    }

    @Test
    void serverThatGivesNoSuccessIsNoResult() {
        assumeWrk();

        assertThatThrownBy(() -> http("bad").run(folder))
                .isInstanceOf(TrialFailure.class)
                .hasMessageStartingWith("bad gave ")
                .hasMessageContaining(" answers to 4 connections, 0 of them with success");
    }

    @Test
    void serverThatEndsUnderLoadIsNamedWithItsLastWord() {
        assumeWrk();

        assertThatThrownBy(() -> http("dying").run(folder))
                .isInstanceOf(TrialFailure.class)
                .hasMessageContaining("dying");
    }

    @Test
    void heapThatConnectionsHoldIsCountedForEach() throws Exception {
        double plain = heap("good", 500);
        double hoarded = heap("hoard", 500);

        assertThat(hoarded - plain)
                .as("2,000 bytes for each request, within the scatter of what else is live")
                .isBetween(1_500.0, 2_500.0);
    }

    @Test
    void serverThatClosesIdleConnectionsIsNoResult() {
        assertThatThrownBy(() -> new IdleStep(1, 50, server("closing"), bench()).run(folder))
                .isInstanceOf(TrialFailure.class)
                .hasMessage("closing has closed 50 of 50 idle connections");
    }

    @Test
    void serverThatCannotStartIsNamed() {
        Target missing = server("missing");
        var bench = new Bench(
                server -> List.of("sh", "-c", "echo no port for me; exit 3"),
                NOTHING_ELSE,
                core(),
                core(),
                Duration.ZERO,
                Duration.ofSeconds(1));

        assertThatThrownBy(() -> new HttpStep(1, FEW, missing, bench).run(folder))
                .isInstanceOf(TrialFailure.class)
                .hasMessageStartingWith("missing ended with exit code 3 before it was ready: no port for me");
    }

    /** A real Gatling; its own log counts. */
    @Test
    @Tag("alone")
    void gatlingIsMeasuredWithRecordingAndWithoutInTurns() throws Exception {
        List<Sample> samples = recording("good").run(folder);

        assertThat(samples)
                .extracting(Sample::series)
                .containsExactly(Stream.of(RecordingTurn.values())
                        .map(RecordingStep::series)
                        .toArray(Series[]::new));
        GeneratorReport report = Json.MAPPER.readValue(
                Files.readAllBytes(folder.resolve("generator").resolve(GeneratorReport.FILE)), GeneratorReport.class);
        double recorded = report.requests().values().stream()
                .mapToLong(GeneratorReport.Count::answered)
                .sum();
        // Gatling's log has its times in whole milliseconds, so a few requests are counted in the turn beside theirs.
        assertThat(samples.getFirst().value())
                .as("answers of the turns that are recorded, which last a second in all")
                .isCloseTo(recorded, Percentage.withPercentage(5));
        assertThat(samples).extracting(Sample::value).allMatch(value -> value > 0);
    }

    @Test
    void failuresOfGatlingsAreNoResult() {
        assertThatThrownBy(() -> recording("bad").run(folder))
                .isInstanceOf(TrialFailure.class)
                .hasMessageMatching("of Gatling's requests, 0 were answered and [1-9][0-9]* failed");
    }

    private RecordingStep recording(String mode) {
        return new RecordingStep(1, server(mode), StepsTest::generator, bench());
    }

    private static List<String> generator(Map<String, String> properties) throws TrialFailure {
        var command = new ArrayList<>(List.of(
                Installation.javaLauncher().toString(),
                "-XX:TieredStopAtLevel=1",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", "")),
                Generator.class.getName()));
        return command;
    }

    @Test
    void toolThatTakesTooLongIsEnded() {
        assertThatThrownBy(() ->
                        Tool.run("cat", List.of("sleep", "600"), folder.resolve("out.txt"), Duration.ofMillis(100)))
                .isInstanceOf(TrialFailure.class)
                .hasMessage("cat had not ended after 0 s");
    }

    @Test
    void standardOutputAndErrorCanBeKeptApart() throws Exception {
        Path results = folder.resolve("it's.json");
        Path log = folder.resolve("log.txt");

        Tool.run(
                "sh",
                Tool.withOutputTo(results, List.of("sh", "-c", "echo \"[$1]\"; echo progress >&2", "sh", "a b")),
                log,
                Duration.ofSeconds(20));

        assertThat(results).hasContent("[a b]");
        assertThat(log).hasContent("progress");
    }

    private double heap(String mode, int connections) throws Exception {
        List<Sample> samples = new IdleStep(1, connections, server(mode), bench()).run(folder);
        assertThat(samples).hasSize(1);
        return samples.getFirst().value();
    }

    private HttpStep http(String mode) {
        return new HttpStep(1, FEW, server(mode), bench());
    }

    private static Target server(String mode) {
        return new Target(mode, "a dummy", "", List.of(mode), null);
    }

    private static Bench bench() {
        return new Bench(StepsTest::command, NOTHING_ELSE, core(), core(), Duration.ZERO, Duration.ofSeconds(1));
    }

    private static List<String> command(Target server) throws TrialFailure {
        var command = new ArrayList<>(List.of(
                Installation.javaLauncher().toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dsun.net.httpserver.maxIdleConnections=1000",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", "")),
                DummyHttpServer.class.getName()));
        command.addAll(server.options());
        return command;
    }

    private static int core() {
        return Affinity.ownCores().getFirst();
    }

    private static void assumeWrk() {
        assumeThat(SearchPath.find("wrk"))
                .as("wrk, which makes the load (apt-get install wrk)")
                .isPresent();
    }
}

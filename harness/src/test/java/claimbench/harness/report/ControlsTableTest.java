package claimbench.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.claim.Catalogue;
import claimbench.harness.claim.Judge;
import claimbench.harness.claim.MadeUpRun;
import claimbench.harness.claim.MadeUpTrial;
import claimbench.harness.claim.Verdict;
import claimbench.harness.report.ControlsTable.Row;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.TrustCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A made-up trial lasts two seconds and keeps its server's core busy as long as it says. */
class ControlsTableTest {
    private static final Offset<Double> TINY = Offset.offset(1e-9);

    @TempDir
    private Path dir;

    @Test
    void runWithoutControlsHasNoTableAndNoFilesOfIt() throws IOException {
        StoredRun run = stored(MadeUpRun.quick());

        assertThat(ControlsTable.of(run).rows()).isEmpty();
        assertThat(report(run)).doesNotContain("Beside other servers", "--controls");
        assertThat(dir.resolve("controls.json")).doesNotExist();
        assertThat(dir.resolve("report/controls.csv")).doesNotExist();
    }

    @Test
    void figuresAreRatesAndCpuTimeOfEachRequest() throws IOException {
        Row row = row(stored(threeRounds("event-loop", 20_000, 0.5)), "event-loop");

        assertThat(row.requestsPerSecond().value()).isCloseTo(10_000, Offset.offset(1e-6));
        assertThat(given(row.cpuMicrosPerRequest()).value()).isCloseTo(50, Offset.offset(1e-6));
        assertThat(row.latencyNanosP50()).isBetween(990_000L, 1_010_000L);
        assertThat(row.trials()).isEqualTo(3);
        assertThat(row.rateRatio()).as("there is no control to compare with").isNull();
        assertThat(row.cpuRatio()).isNull();
    }

    @Test
    void targetIsComparedWithTheBestControlOfItsModelAlone() throws IOException {
        MadeUpRun made = threeRounds("event-loop", 20_000, 0.5);
        add(made, "netty", 16_000, 0.5);
        add(made, "vertx", 10_000, 0.2);
        add(made, "helidon", 40_000, 0.1);
        StoredRun run = stored(made);
        Row row = row(run, "event-loop");

        assertThat(given(row.rateRatio()).control()).isEqualTo("netty");
        assertThat(given(row.rateRatio()).figure().value()).isCloseTo(1.25, TINY);
        assertThat(given(row.cpuRatio()).control())
                .as("the one that takes the least CPU time, which may be another")
                .isEqualTo("vertx");
        assertThat(given(row.cpuRatio()).figure().value()).isCloseTo(0.8, TINY);
        assertThat(ControlsTable.of(run).rows())
                .as("in the order of targets, controls below the target of their model")
                .extracting(Row::server)
                .containsExactly("helidon", "event-loop", "netty", "vertx");
        assertThat(row(run, "helidon").control()).isTrue();
        assertThat(row(run, "helidon").model()).isEqualTo("virtual-threads");
    }

    @Test
    void ratiosAreOfTrialsOfTheSameRound() throws IOException {
        var made = new MadeUpRun();
        // Both are twice as fast in the second round: so is the machine, and the ratio knows no doubt.
        for (int factor : new int[] {1, 2}) {
            made.measured("stack-plaintext", "event-loop", trial(20_000L * factor, 0.5));
            made.measured("stack-plaintext", "netty", trial(10_000L * factor, 0.5));
        }
        Row row = row(stored(made), "event-loop");

        assertThat(given(row.rateRatio()).figure().low()).isCloseTo(2, TINY);
        assertThat(given(row.rateRatio()).figure().high()).isCloseTo(2, TINY);
        assertThat(row.requestsPerSecond().low()).isLessThan(10_000);
    }

    @Test
    void rateAtTheGeneratorsLimitIsALowerBoundAndGivesNoRatio() throws IOException {
        MadeUpRun made = threeRounds("event-loop", 20_000, 0.5);
        for (int round = 1; round <= 3; round++) {
            made.measured(
                    "stack-plaintext",
                    "netty",
                    trial(20_000, 0.4).found(TrustCheck.GENERATOR_CPU, false, "99 % of 1 core"));
        }
        StoredRun run = stored(made);
        Row row = row(run, "event-loop");

        assertThat(row.generatorBound()).isFalse();
        assertThat(row(run, "netty").generatorBound()).isTrue();
        assertThat(row.rateRatio()).isNull();
        assertThat(given(row.cpuRatio()).figure().value()).isCloseTo(0.8, TINY);
        assertThat(report(run))
                .contains("≥ 10,000")
                .contains("no trust check failed")
                .doesNotContain("GENERATOR_CPU");
    }

    @Test
    void reportHasTheTableInAllThreeForms() throws IOException {
        MadeUpRun made = threeRounds("event-loop", 20_000, 0.5);
        add(made, "netty", 16_000, 0.5);
        StoredRun run = stored(made);
        String markdown = report(run);

        assertThat(markdown)
                .contains("## Beside other servers", "| **event-loop** |", "| · netty |", "1.25", "--controls");
        JsonNode json = JsonMapper.shared().readTree(Files.readString(dir.resolve("controls.json")));
        assertThat(json.get("schema").asInt()).isEqualTo(ControlsTable.SCHEMA);
        assertThat(json.get("rows").get(0).get("rateRatio").get("control").asString())
                .isEqualTo("netty");
        assertThat(json.get("rows").get(0).get("perTrial").size()).isEqualTo(3);
        List<String> csv = Files.readAllLines(dir.resolve("report/controls.csv"));
        assertThat(csv).hasSize(3);
        assertThat(csv.get(0).split(",", -1)).hasSameSizeAs(csv.get(1).split(",", -1));
        assertThat(csv.get(2)).startsWith("stack-plaintext,netty,control,event-loop,3,");
    }

    @Test
    void noClaimIsJudgedOnControls() throws IOException {
        MadeUpRun made = MadeUpRun.quick();
        StoredRun without = stored(made);
        List<Verdict> before = Judge.judge(without, Catalogue.load());
        add(made, "netty", 16_000, 0.5);
        add(made, "event-loop", 16_000, 0.5);

        assertThat(Judge.judge(stored(made), Catalogue.load())).isEqualTo(before);
    }

    private static MadeUpRun threeRounds(String server, long answered, double coresBusy) {
        var run = new MadeUpRun();
        add(run, server, answered, coresBusy);
        return run;
    }

    private static void add(MadeUpRun run, String server, long answered, double coresBusy) {
        for (int round = 1; round <= 3; round++) {
            run.measured("stack-plaintext", server, trial(answered, coresBusy));
        }
    }

    private static MadeUpTrial trial(long answered, double coresBusy) {
        return new MadeUpTrial().answered("plaintext", 1, answered).coresBusy(coresBusy);
    }

    private static <T> T given(@Nullable T value) {
        return Objects.requireNonNull(value, "it can be told");
    }

    private static Row row(StoredRun run, String server) {
        return ControlsTable.of(run).rows().stream()
                .filter(row -> row.server().equals(server))
                .findFirst()
                .orElseThrow();
    }

    private StoredRun stored(MadeUpRun made) throws IOException {
        made.writeTo(dir, List.of("Q01"), MadeUpRun.TARGETS);
        return StoredRun.load(dir);
    }

    private static String report(StoredRun run) throws IOException {
        Path page = Report.write(run, Judge.judge(run, Catalogue.load()), Catalogue.load());
        return Files.readString(page.resolveSibling("report.en.md"));
    }
}

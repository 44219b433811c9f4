package claimbench.harness.performance;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.performance.Bar.Outcome;
import claimbench.harness.performance.Results.SettingsRecord;
import claimbench.harness.result.EnvironmentRecord;
import claimbench.harness.run.Tool;
import claimbench.harness.run.TrialFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SessionTest {
    private static final Series SWITCH = new Series("Switch", "eventLoop", Metric.NANOS_PER_OPERATION);

    @TempDir
    private Path folder;

    private final List<String> lines = new ArrayList<>();

    /** A step that only says what it measured. */
    private record MadeUp(int round, String title, List<Sample> samples) implements Step {
        @Override
        public Duration expected() {
            return Duration.ofSeconds(10);
        }

        @Override
        public List<Sample> run(Path folder) throws TrialFailure {
            if (samples.isEmpty()) {
                throw new TrialFailure("it is made up");
            }
            return samples;
        }
    }

    @Test
    void stepThatFailsIsSaidAndTheOthersGoOn() throws Exception {
        Results results = run(
                new MadeUp(1, "idle broken", List.of()),
                new MadeUp(1, "micro jvm", List.of(new Sample(1, SWITCH, 100))),
                new MadeUp(2, "micro jvm", List.of(new Sample(2, SWITCH, 120))));

        assertThat(results.failures()).containsExactly(new Failure(1, "idle broken", "it is made up"));
        assertThat(lines)
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).contains("1/3", "idle broken", "FAILED: it is made up", "PT20S"));
        assertThat(results.bars())
                .filteredOn(bar -> bar.outcome() != Outcome.NOT_MEASURED)
                .singleElement()
                .satisfies(bar -> {
                    assertThat(bar.what()).isEqualTo("switch of a coroutine");
                    assertThat(bar.outcome()).isEqualTo(Outcome.MET);
                });
    }

    @Test
    void bothFilesAreWrittenAndSayTheSame() throws Exception {
        Results results = run(
                new MadeUp(1, "micro jvm", List.of(new Sample(1, SWITCH, 200))),
                new MadeUp(1, "wait netty", List.of()));

        JsonNode json = new JsonMapper().readTree(Files.readString(folder.resolve(Session.JSON_FILE)));
        assertThat(json.get("samples")).hasSize(1);
        assertThat(json.get("bars")).hasSize(Bars.ALL.size());
        assertThat(json.get("failures")).hasSize(1);
        assertThat(folder.resolve(Session.MARKDOWN_FILE))
                .content()
                .isEqualTo(new Tables(results).text())
                .contains("| switch of a coroutine | ≤ 150.00 ns | 200.00 ns (200.00 ns–200.00 ns) | – | **missed** |")
                .contains("too few to judge by")
                .contains("- wait netty, round 1: it is made up");
    }

    @Test
    void whatWasMeasuredIsStoredBeforeTheNextStepBegins() throws Exception {
        var seen = new ArrayList<Integer>();
        Step looking = new Step() {
            @Override
            public int round() {
                return 1;
            }

            @Override
            public String title() {
                return "looking";
            }

            @Override
            public Duration expected() {
                return Duration.ZERO;
            }

            @Override
            public List<Sample> run(Path stepFolder) throws TrialFailure {
                seen.add(new JsonMapper()
                        .readTree(Tool.text(folder.resolve(Session.JSON_FILE)))
                        .get("samples")
                        .size());
                return List.of(new Sample(1, SWITCH, 1));
            }
        };

        run(new MadeUp(1, "micro jvm", List.of(new Sample(1, SWITCH, 100))), looking);

        assertThat(seen).containsExactly(1);
    }

    private Results run(Step... steps) throws Exception {
        return new Session(new Schedule(List.of(steps)), folder, SessionTest::describe)
                .run((number, of, line, left) -> lines.add(number + "/" + of + " " + line + " " + left));
    }

    private static Results describe(Session.Measured measured) {
        return new Results(
                "made up",
                "",
                "2026-01-01T00:00:00Z",
                new SettingsRecord(List.of("micro"), List.of(), 1, 1, 0, 1, 0, 1),
                new EnvironmentRecord(1, "", "", "", "", List.of(0, 1), 0, 0, "", 0, true, 0, 0),
                Map.of(),
                measured.bars(),
                measured.samples(),
                measured.failures());
    }
}

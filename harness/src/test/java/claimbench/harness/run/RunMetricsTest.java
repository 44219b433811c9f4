package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.MeterDifferences;
import claimbench.contract.MeteredProcess;
import claimbench.harness.result.PlannedTrial;
import claimbench.harness.result.RunFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunMetricsTest {
    @TempDir
    private Path dir;

    private final List<String> notes = new ArrayList<>();
    private final PlannedTrial trial =
            RunnerTest.plan(1, DummyPrograms.target("honest")).trials().getFirst();

    @Test
    void metersOfTheHarnessAreThoseOfTheTable() throws Exception {
        try (var metrics = new RunMetrics("mine", false, notes::add)) {
            var address = metrics.listen();
            metrics.begin(trial, dir);
            metrics.began(TrialPhase.WINDOW, 1);
            try (var probe = new HttpProbe("the relay", address, RunnerTest.BOUNDS.probe())) {
                String text = probe.get("/metrics");
                assertThat(text)
                        .contains("claimbench_trial_phase{phase=\"window\",process=\"harness\",run=\"mine\"")
                        .containsPattern("phase=\"window\".*} 1.0\n")
                        .containsPattern("phase=\"drain\".*} 0.0\n");
                assertThat(MeterDifferences.of(MeteredProcess.HARNESS, withoutTrial(text)))
                        .isEmpty();
            }
        }
        assertThat(notes).isEmpty();
    }

    @Test
    void trialThatIsRecordedHasAFileAndOneThatIsNotHasNone() throws Exception {
        for (boolean recording : new boolean[] {true, false}) {
            Path folder = Files.createDirectories(dir.resolve("trials/" + recording));
            try (var metrics = new RunMetrics("mine", recording, notes::add)) {
                metrics.begin(trial, folder);
                metrics.began(TrialPhase.WARM_UP, System.currentTimeMillis());
                metrics.remove(trial);
                metrics.end();
            }
            assertThat(Files.exists(folder.resolve(RunFiles.TRIAL_METRICS))).isEqualTo(recording);
            assertThat(folder.resolve(RunFiles.SCRAPES)).doesNotExist();
        }
        assertThat(notes).isEmpty();
    }

    @Test
    void whatCannotBeRecordedIsNotedOnceAndHarmsNothing() throws Exception {
        Path folder = Files.createDirectories(dir.resolve("trials/first"));
        Files.createDirectories(folder.resolve(RunFiles.SCRAPES));
        try (var metrics = new RunMetrics("mine", true, notes::add)) {
            for (int time = 0; time < 2; time++) {
                metrics.begin(trial, folder);
                metrics.remove(trial);
                metrics.end();
            }
            metrics.assemble(dir);
        }
        assertThat(notes).hasSize(1).first().asString().startsWith("not all metrics are recorded: ");
        assertThat(dir.resolve(RunFiles.METRICS)).doesNotExist();
    }

    /** What the relay adds is no label of the meters. */
    private static String withoutTrial(String text) {
        return text.lines()
                .map(line -> line.replaceAll(",(run|trial|experiment|scenario|target|role|instance)=\"[^\"]*\"", ""))
                .collect(Collectors.joining("\n"));
    }
}

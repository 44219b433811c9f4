package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.result.PlannedTrial;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrometheusTargetsTest {
    private static final PlannedTrial TRIAL =
            RunnerTest.plan(1, DummyPrograms.target("honest")).trials().getFirst();

    @TempDir
    private Path folder;

    private final List<String> notes = new ArrayList<>();

    @Test
    void processesAreShownInTheRunAndInTheFolderOfRuns() throws Exception {
        Path run = Files.createDirectories(folder.resolve("runs/mine"));
        new PrometheusTargets(run, notes::add).show(TRIAL, List.of(URI.create("http://127.0.0.1:4321")));

        for (Path file : List.of(run, folder.resolve("runs"))) {
            assertThat(file.resolve("prometheus-targets.json")).content().contains("127.0.0.1:4321", "mine");
        }
        assertThat(notes).isEmpty();
    }

    @Test
    void fileThatCannotBeWrittenIsNotedOnceAndHindersNothing() throws Exception {
        Path run = Files.createDirectories(folder.resolve("runs/mine"));
        Files.createDirectories(folder.resolve("runs/prometheus-targets.json/in-the-way"));
        var targets = new PrometheusTargets(run, notes::add);

        targets.show(TRIAL, List.of(URI.create("http://127.0.0.1:4321")));
        targets.clear();

        assertThat(notes).hasSize(1).first().asString().contains("cannot write", "runs/prometheus-targets.json");
        assertThat(run.resolve("prometheus-targets.json")).content().contains("[ ]");
    }
}

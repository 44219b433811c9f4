package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrometheusTargetsTest {
    private static final URI ADDRESS = URI.create("http://127.0.0.1:4321");

    @TempDir
    private Path folder;

    private final List<String> notes = new ArrayList<>();

    @Test
    void runIsShownInItsFolderAndInTheFolderOfRunsUntilItEnds() throws Exception {
        Path run = Files.createDirectories(folder.resolve("runs/mine"));
        var targets = new PrometheusTargets(run, notes::add);

        targets.show(ADDRESS);

        assertThat(List.of(run, folder.resolve("runs")))
                .allSatisfy(shown -> assertThat(shown.resolve("prometheus-targets.json"))
                        .content()
                        .contains("\"127.0.0.1:4321\""));

        targets.close();

        assertThat(List.of(run, folder.resolve("runs")))
                .allSatisfy(shown -> assertThat(shown.resolve("prometheus-targets.json"))
                        .content()
                        .isEqualTo("[ ]\n"));
        assertThat(notes).isEmpty();
    }

    @Test
    void runThatEndsDoesNotHideALaterOne() throws Exception {
        var earlier = new PrometheusTargets(Files.createDirectories(folder.resolve("runs/earlier")), notes::add);
        var later = new PrometheusTargets(Files.createDirectories(folder.resolve("runs/later")), notes::add);
        earlier.show(ADDRESS);
        later.show(URI.create("http://127.0.0.1:432"));

        earlier.close();

        assertThat(folder.resolve("runs/prometheus-targets.json")).content().contains("\"127.0.0.1:432\"");
        assertThat(folder.resolve("runs/earlier/prometheus-targets.json"))
                .content()
                .isEqualTo("[ ]\n");
    }

    @Test
    void fileThatCannotBeWrittenIsNotedOnceAndHindersNothing() throws Exception {
        Path run = Files.createDirectories(folder.resolve("runs/mine"));
        Files.createDirectories(folder.resolve("runs/prometheus-targets.json/in-the-way"));
        var targets = new PrometheusTargets(run, notes::add);

        targets.show(ADDRESS);
        assertThat(run.resolve("prometheus-targets.json")).content().contains("\"127.0.0.1:4321\"");
        targets.close();

        assertThat(notes).hasSize(1).first().asString().contains("cannot write", "runs/prometheus-targets.json");
        assertThat(run.resolve("prometheus-targets.json")).content().isEqualTo("[ ]\n");
    }
}

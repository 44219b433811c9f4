package claimbench.harness.run;

import claimbench.harness.result.PlannedTrial;
import claimbench.harness.result.RunFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Tells Prometheus, by files that it watches, which processes of the current trial to ask for their meters: one file in
 * the run directory, and the same in the folder of runs, where its name does not change from run to run.
 */
final class PrometheusTargets {
    /** A group of Prometheus' file-based discovery. */
    private record Group(List<String> targets, Map<String, String> labels) {}

    private final String run;
    private final List<Path> files;

    PrometheusTargets(Path runDirectory) {
        Path absolute = runDirectory.toAbsolutePath();
        this.run = String.valueOf(absolute.getFileName());
        this.files = List.of(
                absolute.resolve(RunFiles.PROMETHEUS_TARGETS), absolute.resolveSibling(RunFiles.PROMETHEUS_TARGETS));
    }

    /** These processes are running now. Each names itself in a label of its own meters. */
    void show(PlannedTrial trial, Collection<URI> processes) throws IOException {
        Map<String, String> labels = Map.of(
                "run", run,
                "trial", trial.id(),
                "experiment", trial.condition().experiment(),
                "target", trial.condition().target());
        write(processes.stream()
                .map(uri -> new Group(List.of(uri.getAuthority()), labels))
                .toList());
    }

    /** Nothing is running. */
    void clear() throws IOException {
        write(List.of());
    }

    private void write(List<Group> groups) throws IOException {
        for (Path file : files) {
            RunFiles.write(file, groups);
        }
    }
}

package claimbench.harness.run;

import claimbench.harness.result.PlannedTrial;
import claimbench.harness.result.RunFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells Prometheus, by files that it watches, which processes of the current trial to ask for their meters: one file in
 * the run directory, and, for a run in the folder of runs, the same there, where its name does not change from run to run.
 * A run elsewhere leaves nothing outside its own directory. These files are for onlookers: one that cannot be written is
 * worth a note, once, and no more.
 */
final class PrometheusTargets {
    /** Name of the folder that runs are stored in when nobody names another. */
    static final String RUNS = "runs";

    /** A group of Prometheus' file-based discovery. */
    private record Group(List<String> targets, Map<String, String> labels) {}

    private final String run;
    private final Path own;
    private final Optional<Path> shared;
    private final Consumer<String> notes;
    private boolean noted;

    /**
     * Files for one run.
     *
     * @param notes is told what could not be written
     */
    PrometheusTargets(Path runDirectory, Consumer<String> notes) {
        Path absolute = runDirectory.toAbsolutePath().normalize();
        this.run = String.valueOf(absolute.getFileName());
        this.own = absolute.resolve(RunFiles.PROMETHEUS_TARGETS);
        this.shared = Optional.ofNullable(absolute.getParent())
                .filter(parent -> parent.endsWith(RUNS))
                .map(parent -> parent.resolve(RunFiles.PROMETHEUS_TARGETS));
        this.notes = notes;
    }

    /** These processes are running now. Each names itself in a label of its own meters. */
    void show(PlannedTrial trial, Collection<URI> processes) {
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
    void clear() {
        write(List.of());
    }

    private void write(List<Group> groups) {
        write(own, groups);
        shared.ifPresent(file -> write(file, groups));
    }

    private void write(Path file, List<Group> groups) {
        try {
            RunFiles.write(file, groups);
        } catch (IOException e) {
            if (!noted) {
                noted = true;
                notes.accept("Prometheus will not see this run: " + e.getMessage());
            }
        }
    }
}

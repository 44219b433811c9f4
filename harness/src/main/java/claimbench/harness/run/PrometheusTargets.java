package claimbench.harness.run;

import claimbench.harness.result.RunFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Tells Prometheus, by files that it watches, where the run that is under way can be asked for its meters: one file in
 * the run directory, and, for a run in the folder of runs, the same there, where its name does not change from run to run.
 * A run elsewhere leaves nothing outside its own directory. These files are for onlookers: one that cannot be written is
 * worth a note, once, and no more. They are emptied when this process is told to end, too. Thread-safe.
 */
final class PrometheusTargets implements AutoCloseable {
    /** Name of the folder that runs are stored in when nobody names another. */
    static final String RUNS = "runs";

    /** A group of Prometheus' file-based discovery. */
    private record Group(List<String> targets) {}

    private final Path own;
    private final Optional<Path> shared;
    private final Consumer<String> notes;
    private final Thread hook = new Thread(this::empty, "empty-prometheus-targets");
    private String shown = "";
    private boolean noted;
    private boolean emptied;

    /**
     * Files for one run.
     *
     * @param notes is told what could not be written
     */
    PrometheusTargets(Path runDirectory, Consumer<String> notes) {
        Path absolute = runDirectory.toAbsolutePath().normalize();
        this.own = absolute.resolve(RunFiles.PROMETHEUS_TARGETS);
        this.shared = Optional.ofNullable(absolute.getParent())
                .filter(parent -> parent.endsWith(RUNS))
                .map(parent -> parent.resolve(RunFiles.PROMETHEUS_TARGETS));
        this.notes = notes;
    }

    /** The run can be asked here: Prometheus adds {@code /metrics}. */
    synchronized void show(URI address) {
        Runtime.getRuntime().addShutdownHook(hook);
        shown = address.getAuthority();
        var groups = List.of(new Group(List.of(shown)));
        Stream.concat(Stream.of(own), shared.stream()).forEach(file -> write(file, groups));
    }

    /** The run is over. */
    @Override
    public void close() {
        empty();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // This process is ending: the hook runs already.
        }
    }

    private synchronized void empty() {
        if (!emptied) {
            emptied = true;
            write(own, List.of());
            shared.filter(this::isOurs).ifPresent(file -> write(file, List.of()));
        }
    }

    /** Another run may have begun meanwhile, and be the one to look at. */
    private boolean isOurs(Path file) {
        try {
            return Files.readString(file).contains('"' + shown + '"');
        } catch (IOException e) {
            return true; // whatever is wrong with it: to write it says so
        }
    }

    private void write(Path file, List<Group> groups) {
        try {
            RunFiles.write(file, groups);
        } catch (IOException e) {
            cannotBeSeen(e);
        }
    }

    /** Says why Prometheus will see nothing of the run; the first reason alone. */
    synchronized void cannotBeSeen(IOException reason) {
        if (!noted) {
            noted = true;
            notes.accept("Prometheus will not see this run: " + reason.getMessage());
        }
    }
}

package claimbench.harness.run;

import claimbench.contract.Json;
import claimbench.harness.result.CpuSets;
import claimbench.harness.result.HistogramLog;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.StoredRunException;
import claimbench.harness.result.Workload;
import claimbench.load.GeneratorReport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;
import tools.jackson.core.JacksonException;

/**
 * A server and loads of some seconds on it, to learn something of the generator and not of the server. What a trial does
 * beside that (probe, upstream, database, findings) is left out. No process outlives it.
 */
final class ShortLoad implements AutoCloseable {
    private static final String BOOTED = "booted";
    private static final String WINDOW_START = "window-start";
    private static final String WINDOW_END = "window-end";

    /** The seed of what is random in a load that has one kind of request. */
    private static final int SEED = 1;

    /**
     * What a load gave.
     *
     * @param responses of the window's good answers, in nanoseconds
     * @param generatorCoresBusy CPU time over wall time in the window
     */
    record Loaded(GeneratorReport report, Histogram responses, Optional<Double> generatorCoresBusy) {
        double requestsPerSecond() {
            return responses.getTotalCount()
                    / ((report.windowEndEpochMillis() - report.windowStartEpochMillis()) / 1_000.0);
        }
    }

    /** What happens while the window is open; it must be done well before its end. */
    @FunctionalInterface
    interface InWindow {
        void happen(Child server) throws TrialFailure, InterruptedException;

        /** Nothing. */
        InWindow NOTHING = server -> {};
    }

    private final Programs programs;
    private final Bounds bounds;
    private final CpuSets cpus;
    private final Path folder;
    private final Bell bell;
    private final Child server;
    private final URI url;

    private ShortLoad(Programs programs, Bounds bounds, CpuSets cpus, Path folder, Bell bell, Child server, URI url) {
        this.programs = programs;
        this.bounds = bounds;
        this.cpus = cpus;
        this.folder = folder;
        this.bell = bell;
        this.server = server;
        this.url = url;
    }

    /**
     * Starts a server.
     *
     * @param command its program and arguments
     * @param folder for what it and its loads leave; made here
     * @throws TrialFailure where it does not come up
     */
    static ShortLoad on(String name, List<String> command, Programs programs, Bounds bounds, CpuSets cpus, Path folder)
            throws TrialFailure, IOException, InterruptedException {
        Files.createDirectories(folder);
        var bell = new Bell();
        Child server = Child.start(
                name, Affinity.pin(command, cpus.target()), folder.resolve(RunFiles.TARGET_LOG), bell, ReadyLine.WORD);
        try {
            URI url = bell.await(bounds.ready(), () -> {
                        Optional<String> said = server.said(ReadyLine.WORD);
                        if (said.isEmpty()) {
                            server.checkRunning("before it was ready");
                        }
                        return said;
                    })
                    .flatMap(ReadyLine::url)
                    .orElseThrow(() -> new TrialFailure(name + " did not say where it answers: " + server.lastWords()));
            return new ShortLoad(programs, bounds, cpus, folder, bell, server, url);
        } catch (TrialFailure | InterruptedException | RuntimeException e) {
            server.close(bounds.stop());
            throw e;
        }
    }

    URI url() {
        return url;
    }

    /**
     * Puts a load on the server.
     *
     * @param name of the load's own folder
     */
    Loaded run(String name, String scenario, Map<String, String> parameters, Workload workload, InWindow inWindow)
            throws TrialFailure, IOException, InterruptedException {
        Path out = Files.createDirectories(folder.resolve(name));
        var properties = new LinkedHashMap<String, String>();
        parameters.forEach((parameter, value) -> properties.put("claimbench." + parameter, value));
        properties.put("claimbench.scenario", scenario);
        properties.put("claimbench.url", "stdin");
        properties.put("claimbench.seed", Integer.toString(SEED));
        properties.put("claimbench.out", out.toAbsolutePath().toString());
        properties.put("claimbench.exitWithParent", "true");
        properties.put(
                "claimbench.timeoutMillis",
                Long.toString(bounds.requestTimeout().toMillis()));
        properties.putAll(WorkloadProperties.of(workload));
        try (var generator = Closing.of(
                Child.start(
                        "the generator",
                        Affinity.pin(programs.generator(properties), cpus.generator()),
                        out.resolve(RunFiles.GENERATOR_LOG),
                        bell,
                        BOOTED,
                        WINDOW_START,
                        WINDOW_END),
                bounds)) {
            return load(generator.child(), out, workload, inWindow);
        }
    }

    private Loaded load(Child generator, Path out, Workload workload, InWindow inWindow)
            throws TrialFailure, InterruptedException {
        await(generator, BOOTED, bounds.ready());
        generator.send("go " + url);
        await(generator, WINDOW_START, bounds.lateness().plusMillis(workload.warmUpMillis()));
        Optional<Double> coresBusy;
        try (var sampler = new Sampler(
                Map.of("generator", generator.pid()),
                OptionalLong.empty(),
                ProcessReader.ofSystem(),
                KernelFiles.ofSystem(),
                TrialReadings.cores(cpus))) {
            sampler.start();
            inWindow.happen(server);
            await(generator, WINDOW_END, bounds.lateness().plusMillis(workload.windowMillis()));
            coresBusy = sampler.stop().coresBusy("generator");
        }
        if (bell.await(bounds.drain(), generator::exitCode).isEmpty()) {
            throw new TrialFailure("the generator had not ended "
                    + bounds.drain().toMillis() + " ms after its window: " + generator.lastWords());
        }
        if (generator.exitCode().orElse(0) != 0) {
            throw new TrialFailure("the generator ended with exit code "
                    + generator.exitCode().orElse(0) + ": " + generator.lastWords());
        }
        return read(out, coresBusy);
    }

    private static Loaded read(Path out, Optional<Double> coresBusy) throws TrialFailure {
        try {
            var report =
                    Json.MAPPER.readValue(Files.readString(out.resolve(GeneratorReport.FILE)), GeneratorReport.class);
            var all = new Histogram(3);
            all.setAutoResize(true);
            HistogramLog.read(out.resolve(RunFiles.RESPONSES)).values().forEach(all::add);
            if (all.getTotalCount() == 0) {
                throw new TrialFailure("no request was answered"
                        + (report.failures().isEmpty()
                                ? ""
                                : "; the first failure: " + report.failures().getFirst()));
            }
            return new Loaded(report, all, coresBusy);
        } catch (StoredRunException e) {
            throw new TrialFailure(String.valueOf(e.getMessage()));
        } catch (IOException | JacksonException e) {
            throw new TrialFailure("the generator left no readable " + out.resolve(GeneratorReport.FILE));
        }
    }

    private void await(Child generator, String word, Duration bound) throws TrialFailure, InterruptedException {
        var _ = bell.await(bound, () -> {
                    Optional<String> said = generator.said(word);
                    if (said.isEmpty()) {
                        generator.checkRunning("before " + word);
                        server.checkRunning("during the load");
                    }
                    return said;
                })
                .orElseThrow(() -> new TrialFailure("the generator did not come to its " + word + " within "
                        + bound.toMillis() + " ms: " + generator.lastWords()));
    }

    @Override
    public void close() {
        server.close(bounds.stop());
    }

    /** A child that is ended within the bounds. */
    private record Closing(Child child, Bounds bounds) implements AutoCloseable {
        static Closing of(Child child, Bounds bounds) {
            return new Closing(child, bounds);
        }

        @Override
        public void close() {
            child.close(bounds.stop());
        }
    }
}

package claimbench.harness.performance;

import claimbench.harness.experiment.Target;
import claimbench.harness.run.LiveHeap;
import claimbench.harness.run.TrialFailure;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a connection costs that does nothing: the live heap with many of them, less the live heap before, for each. Before
 * means after a few connections have come and gone, so that the classes and pools that all share are not counted.
 */
record IdleStep(int round, int connections, Target server, Bench bench) implements Step {
    static final String WORK = "idle";

    /** As many as a bar speaks of. */
    static final int CONNECTIONS = 10_000;

    private static final int CONNECTIONS_BEFORE = 200;
    private static final String TARGET = HttpLoad.PLAINTEXT.target();
    private static final Duration EXPECTED = Duration.ofSeconds(12);

    @Override
    public String title() {
        return WORK + " " + server.name();
    }

    @Override
    public Duration expected() {
        return EXPECTED;
    }

    @Override
    public List<Sample> run(Path folder) throws TrialFailure, InterruptedException {
        try (var running = RunningTarget.start(bench, server, TARGET, folder)) {
            URI url = running.url().resolve(TARGET);
            IdleConnections.open(server.name(), url, Math.min(CONNECTIONS_BEFORE, connections))
                    .close();
            long bytesBefore =
                    LiveHeap.bytes(running.pid(), List.of(bench.loadCore()), folder.resolve("heap-before.txt"));
            try (var idle = IdleConnections.open(server.name(), url, connections)) {
                long bytes = LiveHeap.bytes(running.pid(), List.of(bench.loadCore()), folder.resolve("heap.txt"));
                idle.checkOpen();
                running.checkRunning("with idle connections");
                return List.of(new Sample(
                        round,
                        new Series(WORK, server.name(), Metric.HEAP_BYTES_PER_CONNECTION),
                        (bytes - bytesBefore) / (double) connections));
            }
        }
    }
}

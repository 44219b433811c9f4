package claimbench.harness.dashboard;

import claimbench.harness.run.Bell;
import claimbench.harness.run.Child;
import claimbench.harness.run.SearchPath;
import claimbench.harness.run.TrialFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Prometheus on the loopback address, with the committed configuration. That one names {@code ../../runs/prometheus-targets.json}; so its folder is copied to {@code
 * dashboards/prometheus}, and {@code runs} beside it leads to the directory of the run. Thread-safe.
 */
public final class Prometheus {
    private static final Duration READY_WITHIN = Duration.ofMinutes(1);
    private static final long LOG_POLL_MILLIS = 20;

    /** A sample holds no longer than this: a stored series has no mark at its end, and would seem to go on. */
    private static final String LOOKBACK = "5s";

    /** Runs of any age are shown, and nothing of them is thrown away. */
    private static final String RETENTION = "100y";

    /** The page asks a few at a time: more at once would only take cores from what is measured. */
    private static final String QUERIES_AT_ONCE = "2";

    /** However many there are: it waits for its turn rather than disturb two. */
    private static final List<String> ONE_CORE = List.of("env", "GOMAXPROCS=1");

    /** The line in which it names the port that it has been given. */
    private static final Pattern LISTENING =
            Pattern.compile("msg=\"Listening on\"[^\\n]*?address=(127\\.0\\.0\\.1:\\d+)");

    private static final Pattern READY = Pattern.compile("msg=\"Server is ready to receive web requests");

    private final Child process;
    private final URI address;

    private Prometheus(Child process, URI address) {
        this.process = process;
        this.address = address;
    }

    /** Its data's folder: what is there when it starts is shown. */
    public static Path data(Workspace workspace) {
        return workspace.folder().resolve("data");
    }

    /**
     * Watches a run that is being measured. It gives way to what is measured.
     *
     * @param configuration folder with the committed prometheus.yml
     * @param port of the loopback address; 0 for a free one
     * @param run directory of the run
     */
    public static Prometheus live(
            PrometheusProgram program, Workspace workspace, Path configuration, int port, Path run)
            throws TrialFailure, IOException, InterruptedException {
        Files.createSymbolicLink(workspace.folder().resolve("runs"), run.toRealPath());
        var command = new ArrayList<>(ONE_CORE);
        if (SearchPath.find("nice").isPresent()) {
            command.addAll(List.of("nice", "-n", "19"));
        }
        return start(command, program, workspace, configuration, port);
    }

    /** Shows what {@link #data} has: see {@link #live}. */
    public static Prometheus stored(PrometheusProgram program, Workspace workspace, Path configuration, int port)
            throws TrialFailure, IOException, InterruptedException {
        return start(new ArrayList<>(), program, workspace, configuration, port);
    }

    private static Prometheus start(
            List<String> command, PrometheusProgram program, Workspace workspace, Path configuration, int port)
            throws TrialFailure, IOException, InterruptedException {
        Path folder = workspace.folder();
        Path copy = folder.resolve("dashboards/prometheus");
        copy(configuration, copy);
        command.addAll(List.of(
                program.server().toString(),
                "--config.file=" + copy.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + data(workspace),
                "--storage.tsdb.retention.time=" + RETENTION,
                "--query.lookback-delta=" + LOOKBACK,
                "--query.max-concurrency=" + QUERIES_AT_ONCE,
                "--web.listen-address=127.0.0.1:" + port));
        Path log = folder.resolve("prometheus.log");
        Child process = workspace.add(Child.start("Prometheus", Guard.over(folder, command), log, new Bell()));
        return new Prometheus(process, awaitReady(process, log));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static URI awaitReady(Child process, Path log) throws TrialFailure, IOException, InterruptedException {
        long deadlineNanos = System.nanoTime() + READY_WITHIN.toNanos();
        while (System.nanoTime() < deadlineNanos) {
            String text = Files.exists(log) ? Files.readString(log) : "";
            Matcher listening = LISTENING.matcher(text);
            if (listening.find() && READY.matcher(text).find()) {
                return URI.create("http://" + listening.group(1));
            }
            if (process.awaitExit(LOG_POLL_MILLIS, TimeUnit.MILLISECONDS)
                    || process.exitCode().isPresent()) {
                throw new TrialFailure("Prometheus did not start: " + process.lastLine());
            }
        }
        throw new TrialFailure(
                "Prometheus was not ready within " + READY_WITHIN.toSeconds() + " s: " + process.lastLine());
    }

    /** Where it answers. */
    public URI address() {
        return address;
    }

    /** Fails once it has ended by itself. */
    public void checkRunning() throws TrialFailure {
        if (process.exitCode().isPresent()) {
            throw new TrialFailure("Prometheus has ended: " + process.lastLine());
        }
    }
}

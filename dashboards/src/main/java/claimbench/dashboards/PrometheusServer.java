package claimbench.dashboards;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Prometheus of our own, as a child process on a free port of the loopback address. It is ready when the constructor's
 * caller has it, and gone when {@link #close} returns. Thread-safe.
 */
public final class PrometheusServer implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(30);
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(10);
    private static final long LOG_POLL_MILLIS = 50;

    /** The line in which it names the port that it has been given. */
    private static final Pattern LISTENING = Pattern.compile("msg=\"Listening on\".*?address=(127\\.0\\.0\\.1:\\d+)");

    private static final Pattern READY = Pattern.compile("msg=\"Server is ready to receive web requests");

    private final Process process;
    private final Thread reaper;
    private final URI base;

    private PrometheusServer(Process process, Thread reaper, URI base) {
        this.process = process;
        this.reaper = reaper;
        this.base = base;
    }

    /** The program on the path, if it is there. */
    public static Optional<Path> find() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "prometheus"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts a Prometheus and waits until it answers.
     *
     * @param program as {@link #find} gives it
     * @param configuration its file; relative paths in it are seen from its folder
     * @param folder for its data and its log, prometheus.log
     * @throws IOException when it ends, or is not ready in time; the log's last line is in the message
     */
    public static PrometheusServer start(Path program, Path configuration, Path folder)
            throws IOException, InterruptedException {
        Path log = Files.createDirectories(folder).resolve("prometheus.log");
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:0")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        // Whatever ends this JVM ends the child too, unless it is killed outright.
        var reaper = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(reaper);
        boolean ready = false;
        try {
            URI base = awaitReady(process, log);
            ready = true;
            return new PrometheusServer(process, reaper, base);
        } finally {
            if (!ready) {
                end(process, reaper);
            }
        }
    }

    private static URI awaitReady(Process process, Path log) throws IOException, InterruptedException {
        long deadlineNanos = System.nanoTime() + READY_WITHIN.toNanos();
        while (System.nanoTime() < deadlineNanos) {
            String text = Files.readString(log);
            Matcher listening = LISTENING.matcher(text);
            if (listening.find() && READY.matcher(text).find()) {
                return URI.create("http://" + listening.group(1));
            }
            if (process.waitFor(LOG_POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IOException(
                        "Prometheus ended with exit code %d: %s".formatted(process.exitValue(), last(log)));
            }
        }
        throw new IOException(
                "Prometheus was not ready within %d s: %s".formatted(READY_WITHIN.toSeconds(), last(log)));
    }

    private static String last(Path log) throws IOException {
        return Files.readString(log).strip().lines().reduce("no log", (earlier, later) -> later);
    }

    /** Where it answers. */
    public URI base() {
        return base;
    }

    @Override
    public void close() {
        end(process, reaper);
    }

    private static void end(Process process, Thread reaper) {
        process.destroy();
        try {
            if (!process.waitFor(ENDS_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(reaper);
        } catch (IllegalStateException e) {
            // The JVM is shutting down, and the reaper is at work already.
        }
    }
}

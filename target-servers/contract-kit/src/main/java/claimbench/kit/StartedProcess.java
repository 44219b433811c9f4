package claimbench.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A server as a process, told where to listen and whom to call as every target is, and ended by SIGTERM. */
final class StartedProcess {
    /** Tells a server of its database: its URL may have a password, which does not belong among a process's arguments. */
    static final String DATABASE_VARIABLE = "CLAIMBENCH_DATABASE_URL";

    private static final long READY_SECONDS_MAX = 60;
    private static final long END_SECONDS_MAX = 40;

    /** What the servers of this JVM say on standard error: in the midst of a table nobody would read it. */
    private static final Path LOG = log();

    private StartedProcess() {}

    private static Path log() {
        try {
            return Files.createTempFile("claimbench-contract-", ".log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of use to nobody where the contract is kept. */
    static void deleteLog() {
        try {
            Files.deleteIfExists(LOG);
        } catch (IOException e) {
            throw new KitException("cannot delete " + LOG + ": " + e.getMessage(), e);
        }
    }

    /** Starts one, and returns when it says that it is ready: {@code ready NAME URL}, on standard output. */
    static StartedServer start(List<String> command, URI upstream, URI database) {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of("--port", "0", "--upstream", upstream.toString(), "--exit-with-parent"));
        Process process;
        try {
            var builder = new ProcessBuilder(whole).redirectError(Redirect.appendTo(LOG.toFile()));
            builder.environment().put(DATABASE_VARIABLE, database.toString());
            process = builder.start();
        } catch (IOException e) {
            throw new KitException(command.getFirst() + " cannot be started: " + e.getMessage(), e);
        }
        var ready = new CompletableFuture<URI>();
        Thread.ofVirtual().start(() -> read(process, ready));
        try {
            URI base = ready.get(READY_SECONDS_MAX, TimeUnit.SECONDS);
            return new StartedServer(base, () -> end(process));
        } catch (ExecutionException e) {
            process.destroyForcibly();
            throw new KitException(
                    "the server that was started has ended, or closed its output, before it said"
                            + " 'ready NAME http://HOST:PORT' there; what it says on standard error is in " + LOG,
                    e);
        } catch (TimeoutException | InterruptedException e) {
            process.destroyForcibly();
            throw new KitException(
                    "the server that was started does not say 'ready NAME http://HOST:PORT' on standard output within "
                            + READY_SECONDS_MAX + " s; what it says on standard error is in " + LOG,
                    e);
        }
    }

    /** Reads to the end: a server must never wait for somebody to read what it prints. */
    private static void read(Process process, CompletableFuture<URI> ready) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("ready ")) {
                    ready.complete(URI.create(line.substring(line.lastIndexOf(' ') + 1)));
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            ready.completeExceptionally(e);
        } finally {
            ready.completeExceptionally(new IOException("it has ended"));
        }
    }

    private static void end(Process process) {
        boolean alive = process.isAlive();
        // By its handle: the process's own method closes its streams.
        process.toHandle().destroy();
        try {
            if (!process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the process does not end within " + END_SECONDS_MAX + " s of SIGTERM");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return;
        }
        if (alive) {
            assertThat(process.exitValue())
                    .as("the exit code of a server that was told to end")
                    .isZero();
        }
    }
}

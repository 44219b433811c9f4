package claimbench.distribution;

import static org.awaitility.Awaitility.await;

import claimbench.harness.experiment.TargetCatalogue;
import claimbench.harness.run.Installation;
import claimbench.harness.run.ReadyLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A process of the packed product, without the command line around it. */
final class InstalledProcess implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Installation INSTALLATION =
            new Installation(Product.home().resolve("lib"));

    private final Process process;
    private final Path log;
    private final String address;

    private InstalledProcess(Path logs, List<String> command, String... options) throws IOException {
        log = Files.createTempFile(logs, "output-", ".txt");
        var full = new ArrayList<>(command);
        full.addAll(List.of(options));
        full.add("--exit-with-parent");
        process = new ProcessBuilder(full)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            await().atMost(BOUND)
                    .until(() -> !process.isAlive() || said("ready").isPresent());
            address = said("ready")
                    .map(ReadyLine::address)
                    .orElseThrow(() -> new AssertionError("ended before it was ready: " + printed()));
        } catch (RuntimeException | Error e) {
            process.destroyForcibly();
            throw e;
        }
    }

    static InstalledProcess upstream(Path logs, int port) throws Exception {
        return new InstalledProcess(logs, INSTALLATION.upstream(), "--port", Integer.toString(port));
    }

    static InstalledProcess database(Path logs, int port) throws Exception {
        return new InstalledProcess(logs, INSTALLATION.database(), "--port", Integer.toString(port));
    }

    static InstalledProcess target(Path logs, String name, String upstream, String database) throws Exception {
        return new InstalledProcess(
                logs,
                INSTALLATION.target(TargetCatalogue.find(name).orElseThrow()),
                "--upstream",
                upstream,
                "--database-url",
                database);
    }

    /** As it says itself. */
    String address() {
        return address;
    }

    int port() {
        return URI.create(address).getPort();
    }

    /** Kills it, and PostgreSQL's first process where it has one; returns when its port is free. */
    void kill() throws InterruptedException {
        said("postmaster")
                .map(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
                .flatMap(ProcessHandle::of)
                .ifPresent(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        await().atMost(BOUND).until(this::isGone);
    }

    private boolean isGone() throws IOException {
        try {
            new Socket(InetAddress.getLoopbackAddress(), port()).close();
            return false;
        } catch (ConnectException e) {
            return true;
        }
    }

    /** Asks it to end; its exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("still running: " + printed());
        }
        return process.exitValue();
    }

    private Optional<String> said(String word) {
        return printed().lines().filter(line -> line.startsWith(word + " ")).findFirst();
    }

    private String printed() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

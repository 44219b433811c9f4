package claimbench.controls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A control as the process that a run starts. */
final class ControlProcess implements AutoCloseable {
    private static final int EXIT_SECONDS_MAX = 30;

    private final Process process;

    private ControlProcess(Process process) {
        this.process = process;
    }

    static ControlProcess start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // As the jar's manifest has it, and as a run starts it.
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ControlProcess(new ProcessBuilder(command).start());
    }

    /** Scheme, host and port, once it is ready under this name. */
    URI awaitReady(String name) throws IOException {
        // Not closed: that would close the process's output.
        String ready = process.inputReader().readLine();
        assertThat(ready).startsWith("ready " + name + " http://127.0.0.1:");
        return URI.create(ready.substring(ready.lastIndexOf(' ') + 1));
    }

    /** What it has said on standard error when it has ended: little enough that it need not be read before. */
    List<String> errors() throws IOException, InterruptedException {
        var _ = exitCode();
        return process.errorReader().lines().toList();
    }

    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(EXIT_SECONDS_MAX, TimeUnit.SECONDS))
                .as("the process ends")
                .isTrue();
        return process.exitValue();
    }

    long pid() {
        return process.pid();
    }

    /** SIGTERM, where there are signals. By its handle: the process's own method closes its streams. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** What it sees when its parent has gone. */
    void endInput() throws IOException {
        process.getOutputStream().close();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

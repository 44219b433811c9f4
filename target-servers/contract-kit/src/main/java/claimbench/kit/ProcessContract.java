package claimbench.kit;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.kit.ScriptedUpstream.Behaviour;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A target as the process that a run starts: its ready line, its exit codes, its end. A target's module extends this
 * class and names its main class.
 */
@Timeout(120)
public abstract class ProcessContract {
    private static final int EXIT_SECONDS_MAX = 30;

    private final String name;
    private final Class<?> main;
    private final List<String> jvmOptions;
    private final List<Process> started = new ArrayList<>();

    /**
     * The contract of one target.
     *
     * @param name of the target, as its ready line and its errors say it
     * @param main has the process's main method
     * @param jvmOptions that the target does not run without
     */
    protected ProcessContract(String name, Class<?> main, String... jvmOptions) {
        this.name = name;
        this.main = main;
        this.jvmOptions = List.of(jvmOptions);
    }

    @AfterEach
    final void endProcesses() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    final void wrongOptionIsSaidInOneLine() throws Exception {
        Process process = start("--prot", "1");
        assertThat(errors(process))
                .singleElement()
                .asString()
                .startsWith(name + ": ")
                .contains("--prot");
        assertThat(exitCode(process)).isEqualTo(2);
    }

    @Test
    final void portOutOfBoundsIsSaidInOneLine() throws Exception {
        Process process = start("--port", "65536");
        assertThat(errors(process))
                .containsExactly(name + ": --port must be a whole number from 0 to 65535, not 65536");
        assertThat(exitCode(process)).isEqualTo(2);
    }

    @Test
    final void portInUseIsSaidInOneLine() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process process = start("--port", Integer.toString(taken.getLocalPort()));
            assertThat(errors(process))
                    .containsExactly(name + ": cannot listen on 127.0.0.1:" + taken.getLocalPort()
                            + ": address already in use or not of this machine");
            assertThat(exitCode(process)).isEqualTo(1);
        }
    }

    @Test
    final void unknownHostIsSaidInOneLine() throws Exception {
        Process process = start("--host", "no.such.host.invalid");
        assertThat(errors(process)).containsExactly(name + ": cannot listen on no.such.host.invalid:0: unknown host");
        assertThat(exitCode(process)).isEqualTo(1);
    }

    @Test
    final void requestInFlightIsAnsweredAfterSigtermAndTheProcessEndsWithZero() throws Exception {
        try (var upstream = new ScriptedUpstream()) {
            Process process = start("--upstream", upstream.base().toString());
            URI base = awaitReady(process);
            try (var connection = new RawConnection(base)) {
                upstream.will(Behaviour.HOLD);
                connection.send(RawConnection.get("/fanout?calls=1&mode=concurrent&ms=0"));
                upstream.awaitHeld();
                // By its handle: the process's own method closes its streams.
                process.toHandle().destroy();
                // The server has begun to stop when it accepts no more, and only then is the call answered.
                RawConnection.awaitRefusal(base);
                upstream.will(Behaviour.ANSWER);
                RawResponse response = connection.read();
                assertThat(response.status()).isEqualTo(200);
                assertThat(response.body()).startsWith("{\"results\":[{\"call\":0,");
                assertThat(connection.isClosedByServer()).isTrue();
            }
            assertThat(exitCode(process)).isZero();
        }
    }

    @Test
    final void malformedRequestIsNothingToLog() throws Exception {
        Process process = start("--exit-with-parent");
        URI base = awaitReady(process);
        for (String bytes : List.of(
                "GET\r\n\r\n",
                "G@T /plaintext HTTP/1.1\r\nHost: target\r\n\r\n",
                RawConnection.request("GET", "/plaintext", "Zero: a\u0000b"),
                RawConnection.request("GET", "/plaintext", "Content-Length: x"),
                RawConnection.request("GET", "/plaintext", "Host: another"),
                RawConnection.request("GET", "/plaintext", "Transfer-Encoding: chunked") + "Z\r\n\r\n")) {
            try (var connection = new RawConnection(base)) {
                connection.sendAsMuchAsIsTaken(bytes);
                assertThat(connection.read().status()).isEqualTo(400);
            }
        }
        process.getOutputStream().close();
        assertThat(errors(process)).isEmpty();
        assertThat(exitCode(process)).isZero();
    }

    @Test
    final void processEndsWithItsParent() throws Exception {
        Process process = start("--exit-with-parent");
        try (var connection = new RawConnection(awaitReady(process))) {
            assertThat(connection.exchange("/plaintext").body()).isEqualTo("Hello, World!");
            process.getOutputStream().close();
            assertThat(connection.isClosedByServer()).isTrue();
        }
        assertThat(exitCode(process)).isZero();
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).start();
        started.add(process);
        return process;
    }

    /** Scheme, host and port of a process, once it is ready. */
    private URI awaitReady(Process process) throws IOException {
        // Not closed: that would close the process's output.
        BufferedReader output = process.inputReader();
        String ready = output.readLine();
        assertThat(ready).startsWith("ready " + name + " http://127.0.0.1:");
        return URI.create(ready.substring(ready.lastIndexOf(' ') + 1));
    }

    private static List<String> errors(Process process) throws IOException {
        try (BufferedReader errors = process.errorReader()) {
            return errors.lines().toList();
        }
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(EXIT_SECONDS_MAX, TimeUnit.SECONDS))
                .as("the process ends")
                .isTrue();
        return process.exitValue();
    }
}

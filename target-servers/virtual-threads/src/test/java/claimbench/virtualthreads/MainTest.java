package claimbench.virtualthreads;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The target as the process that a run starts. */
@Timeout(120)
class MainTest {
    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endProcesses() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void wrongOptionIsSaidInOneLine() throws Exception {
        Process process = start("--prot", "1");
        assertThat(errors(process))
                .singleElement()
                .asString()
                .startsWith("virtual-threads: ")
                .contains("--prot");
        assertThat(exitCode(process)).isEqualTo(2);
    }

    @Test
    void portOutOfBoundsIsSaidInOneLine() throws Exception {
        Process process = start("--port", "65536");
        assertThat(errors(process))
                .containsExactly("virtual-threads: --port must be a whole number from 0 to 65535, not 65536");
        assertThat(exitCode(process)).isEqualTo(2);
    }

    @Test
    void portInUseIsSaidInOneLine() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process process = start("--port", Integer.toString(taken.getLocalPort()));
            assertThat(errors(process))
                    .singleElement()
                    .asString()
                    .startsWith("virtual-threads: cannot listen on 127.0.0.1:" + taken.getLocalPort()
                            + ": address already in use");
            assertThat(exitCode(process)).isEqualTo(1);
        }
    }

    @Test
    void requestInFlightIsAnsweredAfterSigtermAndTheProcessEndsWithZero() throws Exception {
        try (var upstream = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process process = start("--upstream", "http://127.0.0.1:" + upstream.getLocalPort());
            try (Socket client = connect(process)) {
                send(client, "GET /fanout?calls=1&mode=concurrent&ms=0 HTTP/1.1\r\nHost: h\r\n\r\n");
                try (Socket call = upstream.accept()) {
                    process.destroy();
                    // The server has begun to stop when it accepts no more, and only then is the call answered.
                    awaitRefusal(client.getPort());
                    String result = "{\"call\":0,\"latencyMs\":0.0}";
                    send(call, "HTTP/1.1 200 OK\r\nContent-Length: " + result.length() + "\r\n\r\n" + result);
                    String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                    assertThat(answer)
                            .startsWith("HTTP/1.1 200 ")
                            .contains("\r\nConnection: close\r\n")
                            .contains("{\"results\":[" + result + "]");
                }
            }
            assertThat(exitCode(process)).isZero();
        }
    }

    @Test
    void processEndsWithItsParent() throws Exception {
        Process process = start("--exit-with-parent");
        try (Socket client = connect(process)) {
            send(client, "GET /plaintext HTTP/1.1\r\nHost: h\r\n\r\n");
            assertThat(client.getInputStream().read()).isEqualTo('H');
            process.getOutputStream().close();
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .endsWith("Hello, World!");
        }
        assertThat(exitCode(process)).isZero();
    }

    private Process start(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command).start();
        started.add(process);
        return process;
    }

    /** A connection to a process, once it is ready. */
    private static Socket connect(Process process) throws IOException {
        // Not closed: that would close the process's output.
        BufferedReader output = process.inputReader();
        String ready = output.readLine();
        assertThat(ready).startsWith("ready virtual-threads http://127.0.0.1:");
        URI base = URI.create(ready.substring(ready.lastIndexOf(' ') + 1));
        return new Socket(base.getHost(), base.getPort());
    }

    private static void send(Socket socket, String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
    }

    private static void awaitRefusal(int port) {
        while (true) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                Thread.onSpinWait();
            } catch (IOException e) {
                return;
            }
        }
    }

    private static List<String> errors(Process process) throws IOException {
        try (BufferedReader errors = process.errorReader()) {
            return errors.lines().toList();
        }
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("the process ends").isTrue();
        return process.exitValue();
    }
}

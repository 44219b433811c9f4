package claimbench.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.kit.ProcessContract;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The process; beyond the contract: its own options, and its life with too few file descriptors. */
class MainTest extends ProcessContract {
    /** What the loop leaves a task's stack with. */
    private static final String EXPORT = "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED";

    private static final String REQUEST = "GET /plaintext HTTP/1.1\r\nHost: test\r\n\r\n";

    MainTest() {
        super(EventLoopServer.NAME, Main.class, EXPORT);
    }

    private static Process start(int descriptors, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                "ulimit -n " + descriptors + " && exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                EXPORT,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    private static void assertRefused(int exitCode, String message, String... arguments) throws Exception {
        Process process = start(1_000, arguments);
        try (BufferedReader errors = process.errorReader(StandardCharsets.UTF_8)) {
            assertThat(errors.readAllAsString().strip()).isEqualTo(message);
            assertThat(process.waitFor()).isEqualTo(exitCode);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void valuesOutOfBoundsAreRefused() throws Exception {
        assertRefused(2, "event-loop: --loops must be a whole number from 1 to 256, not 0", "--loops", "0");
        assertRefused(2, "event-loop: --pool must be a whole number from 1 to 10000, not -1", "--pool", "-1");
    }

    @Test
    void clientsBeyondTheLimitOfDescriptorsAreServedOnceOthersLeave() throws Exception {
        Process process = start(200);
        List<Socket> clients = new ArrayList<>();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String ready = output.readLine();
            assertThat(ready).startsWith("ready event-loop http://127.0.0.1:");
            URI base = URI.create(ready.substring(ready.lastIndexOf(' ') + 1));
            for (int i = 0; i < 250; i++) {
                var client = new Socket(base.getHost(), base.getPort());
                clients.add(client);
                if (i == 0) {
                    // The classes that serve a request are loaded while there are descriptors for their jars.
                    assertAnswered(client);
                }
            }
            assertAnswered(clients.getFirst());
            for (Socket client : clients.subList(0, 150)) {
                client.close();
            }
            assertAnswered(clients.getLast());
            // By its handle: the process's own method closes the streams that are read below.
            process.toHandle().destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as("stopped as asked").isZero();
            assertThat(process.errorReader(StandardCharsets.UTF_8).readAllAsString())
                    .contains("cannot accept connections for now");
        } finally {
            for (Socket client : clients) {
                client.close();
            }
            process.destroyForcibly();
        }
    }

    private static void assertAnswered(Socket client) throws IOException {
        client.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
        var reader = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        assertThat(reader.readLine()).isEqualTo("HTTP/1.1 200 OK");
        String line = reader.readLine();
        while (line != null && !line.isEmpty()) {
            line = reader.readLine();
        }
        assertThat(reader.read(new char["Hello, World!".length()])).isPositive();
    }
}

package claimbench.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.kit.FreePort;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The product's two halves apart: one target in the foreground, and a scenario against whatever answers. */
class ServeAndLoadIT {
    @TempDir
    Path folder;

    /** With an option of its own, and users that take turns: {@link ScenariosIT} has each target, and arrivals. */
    @Test
    void aServedTargetTakesALoadAndEndsCleanly() {
        Path out = folder.resolve("out");
        try (var served = Served.start(folder, "event-loop", "--workers", "2")) {
            // Long enough for a cold server on a busy machine to answer within the window.
            Product.Running load = Product.start(
                    folder,
                    "load",
                    "wait",
                    "--url",
                    served.url(),
                    "--users",
                    "5",
                    "--warm-up",
                    "3",
                    "--window",
                    "3",
                    "--out",
                    out.toString());

            Loads.assertAnswered(load, out);
            assertThat(load.printed()).contains("wait");
        }
    }

    @Test
    void aPortInUseIsNamed() throws Exception {
        try (var occupant = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(occupant.getLocalPort());

            Product.Running serve = Product.start(folder, "serve", "event-loop", "--port", port);

            assertThat(serve.exitCode()).isEqualTo(1);
            assertThat(serve.printed()).contains(port).contains("in use");
        }
    }

    @Test
    void aLoadOnNothingSaysSoAndFails() throws Exception {
        int port = FreePort.choose();

        Product.Running load = Product.start(
                folder,
                "load",
                "plaintext",
                "--url",
                "http://127.0.0.1:" + port,
                "--users",
                "1",
                "--warm-up",
                "1",
                "--window",
                "1");

        assertThat(load.exitCode()).as(load.printed()).isEqualTo(1);
        assertThat(load.printed()).containsIgnoringCase("refused");
    }
}

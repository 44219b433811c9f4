package claimbench.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The product's two halves apart: one target in the foreground, and a scenario against whatever answers. */
class ServeAndLoadIT {
    private static final Duration READY_WITHIN = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"platform-threads", "virtual-threads", "event-loop", "event-loop --workers 2", "reactive"})
    void aServedTargetTakesALoadAndEndsCleanly(String targetAndOptions) {
        String[] words = targetAndOptions.split(" ", -1);
        String target = words[0];
        Pattern ready = Pattern.compile("ready " + target + " (http://127\\.0\\.0\\.1:\\d+)");
        Product.Running serve = Product.start(
                folder,
                Stream.of(Stream.of("serve"), Stream.of(words), Stream.of("--port", "0"))
                        .flatMap(Function.identity())
                        .toArray(String[]::new));
        try {
            await().atMost(READY_WITHIN)
                    .until(() -> !serve.process().isAlive()
                            || ready.matcher(serve.printed()).find());
            Matcher url = ready.matcher(serve.printed());
            assertThat(url.find()).as(serve.printed()).isTrue();

            // Long enough for a cold server on a busy machine to answer within the window.
            Product.Running load = Product.start(
                    folder, "load", "wait", "--url", url.group(1), "--users", "5", "--warm-up", "3", "--window", "3");

            assertThat(load.exitCode()).as(load.printed()).isZero();
            assertThat(load.printed()).contains("wait");
        } finally {
            List<ProcessHandle> children = serve.children();
            serve.process().destroy();
            serve.exitCode();
            await().atMost(READY_WITHIN).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
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
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

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

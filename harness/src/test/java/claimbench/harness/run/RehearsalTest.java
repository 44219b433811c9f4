package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {
    private static final byte[] TEXT = "up 1\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path dir;

    @Test
    void everyWayOfLookingIsTriedManyTimesAndLeavesNothing() throws Exception {
        var asked = new AtomicInteger();
        try (var relay = new MetricsRelay("run")) {
            Rehearsal.of(
                    relay.listen(),
                    () -> {
                        asked.incrementAndGet();
                        return Optional.of(TEXT);
                    },
                    dir.resolve("scrapes"));
        }
        assertThat(asked).hasValueGreaterThan(10);
        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void processThatHasGoneIsSaid() throws Exception {
        URI gone;
        try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            gone = URI.create("http://127.0.0.1:" + closed.getLocalPort());
        }
        assertThatThrownBy(() -> Rehearsal.of(gone, () -> Optional.of(TEXT), dir.resolve("scrapes")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("did not answer");
        assertThat(dir).isEmptyDirectory();
    }
}

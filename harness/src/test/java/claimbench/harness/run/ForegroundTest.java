package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class ForegroundTest {
    private static final Duration READY_MAX = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    /** Background mails of a server, say, which need the upstream until the last has been sent. */
    @Test
    void whatAServerHasBegunItFinishesBeforeThoseWhomItNeedsAreEnded() throws Exception {
        Path ends = folder.resolve("ends");
        try (var processes = new Foreground()) {
            start(processes, "upstream", "echo upstream >> " + ends);
            start(processes, "server", "sleep 6; echo server >> " + ends);
        }

        assertThat(Files.readAllLines(ends)).containsExactly("server", "upstream");
    }

    private static void start(Foreground processes, String name, String atItsEnd) throws Exception {
        String script = "trap '' TERM; echo ready " + name + " http://127.0.0.1:1; cat; " + atItsEnd;
        processes.startServer(name, List.of("sh", "-c", script), READY_MAX, line -> {});
    }
}

package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class ChildTest {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    /** Takes no notice of SIGTERM. Beside it a shell waits for its end, as the database's reaper does. */
    private static final String SCRIPT = """
            trap '' TERM
            mkfifo "$1/alive"
            (cat "$1/alive"; echo cleared > "$1/cleared") > /dev/null 2>&1 &
            exec 3> "$1/alive"
            echo ready
            exec sleep 3600
            """;

    @TempDir
    private Path folder;

    @Test
    void whatClearsUpAfterAProcessIsLeftToDoSoWhenThatIsEndedByForce() throws Exception {
        Child child = Child.startThatClearsUp("stuck", command(), null, folder.resolve("log"), new Bell(), "ready");
        endByForce(child);
        assertThat(folder.resolve("cleared")).hasContent("cleared");
    }

    @Test
    void otherwiseAllThatAProcessHasStartedIsEndedWithIt() throws Exception {
        Child child = Child.start("stuck", command(), folder.resolve("log"), new Bell(), "ready");
        endByForce(child);
        assertThat(folder.resolve("cleared")).doesNotExist();
    }

    private List<String> command() {
        return List.of("sh", "-c", SCRIPT, "sh", folder.toString());
    }

    private static void endByForce(Child child) throws Exception {
        await().atMost(BOUND).until(() -> child.said("ready").isPresent());
        List<ProcessHandle> tree =
                ProcessHandle.of(child.pid()).orElseThrow().descendants().toList();
        assertThat(tree).isNotEmpty();
        child.close(AT_ONCE);
        assertThat(child.alive()).isFalse();
        assertThat(tree).noneMatch(ProcessHandle::isAlive);
    }
}

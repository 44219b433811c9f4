package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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

    /** What a terminal sends to all of its foreground, when Ctrl-C is pressed or the terminal is closed. */
    @Test
    void noTerminalInterruptsIt() throws Exception {
        try (Child child = shell("child", "kill -INT $$; kill -HUP $$; echo ready; cat")) {
            await().atMost(BOUND)
                    .until(() -> !child.alive() || child.said("ready").isPresent());
            assertThat(child.alive()).as(child.lastWords()).isTrue();
        }
    }

    @Test
    void lastWordsOfAStackTraceAreWhatWentWrongHoweverManyFramesFollow() throws Exception {
        try (Child child = shell(
                "child",
                "echo 'java.lang.OutOfMemoryError: Java heap space';"
                        + " for frame in 1 2 3 4 5 6 7 8 9 10; do printf '\\tat some.Code.line(%s)\\n' $frame; done;"
                        + " printf '\\t\\tat some.Other.code(1)\\n\\t\\t... 3 more\\n'; exit 1")) {
            await().atMost(BOUND).until(() -> !child.alive());
            assertThat(child.lastLine()).isEqualTo("java.lang.OutOfMemoryError: Java heap space");
        }
    }

    @Test
    void programThatIsNotThereIsSaid() {
        assertThatExceptionOfType(TrialFailure.class)
                .isThrownBy(() -> Child.start("the tool", List.of("/no/such/tool"), folder.resolve("log"), new Bell()))
                .withMessageStartingWith("the tool cannot be started: ");
    }

    @Test
    void thoseWhoAskAreEndedBeforeThoseWhoAreAsked() throws Exception {
        List<Child> children = new ArrayList<>();
        for (Child.Turn turn : List.of(Child.Turn.UPSTREAM, Child.Turn.LOAD, Child.Turn.DATABASE, Child.Turn.TARGET)) {
            // The sooner it should end, the longer it takes: at the same time they would end the other way round.
            int seconds = switch (turn) {
                case LOAD -> 3;
                case TARGET -> 2;
                case UPSTREAM -> 1;
                case DATABASE -> 0;
            };
            Child child = shell(
                    turn.name(), "trap '' TERM; echo ready; cat; sleep " + seconds + "; echo " + turn + " >> ends");
            children.add(child.endedAs(turn));
        }
        for (Child child : children) {
            await().atMost(BOUND).until(() -> child.said("ready").isPresent());
        }

        Children.end(children, BOUND);

        assertThat(Files.readAllLines(folder.resolve("ends")))
                .containsExactly("LOAD", "TARGET", "UPSTREAM", "DATABASE");
    }

    private Child shell(String name, String script) throws TrialFailure {
        return Child.start(
                name,
                List.of("sh", "-c", "cd \"$1\"; " + script, "sh", folder.toString()),
                folder.resolve(name + ".log"),
                new Bell(),
                "ready");
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

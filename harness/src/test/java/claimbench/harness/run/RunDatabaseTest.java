package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDatabaseTest {
    @TempDir
    private Path folder;

    @AfterEach
    void noProcessIsLeftBehind() {
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    void databaseThatDoesNotStartIsTriedOnceAndSaysWhy() {
        try (var database = database(DummyPrograms.withDatabase("crash"), null)) {
            assertThatExceptionOfType(TrialFailure.class)
                    .isThrownBy(database::get)
                    .withMessageContaining("the database ended with exit code 1 before it was ready: kaboom: no disk");
            assertThatExceptionOfType(TrialFailure.class)
                    .isThrownBy(database::get)
                    .withMessageStartingWith("not tried, since earlier the database ended with exit code 1");
        }
    }

    @Test
    void databaseThatDoesNotAnswerIsNamedWithoutItsPassword() {
        try (var database = database(DummyPrograms.withDatabase("deaf"), "postgresql://me:secret@127.0.0.1:1/mine")) {
            assertThatExceptionOfType(TrialFailure.class)
                    .isThrownBy(database::get)
                    .withMessageStartingWith("the database does not answer at postgresql://me@127.0.0.1:1/mine: ");
        }
    }

    @Test
    void somethingElseIsNoDatabase() {
        try (var database = database(DummyPrograms.withDatabase("other"), null)) {
            assertThatExceptionOfType(TrialFailure.class)
                    .isThrownBy(database::get)
                    .withMessageContaining("what answers there is no PostgreSQL");
        }
    }

    @Test
    void databaseIsStartedOnceAndAgainWhereItHasEnded() throws Exception {
        try (var database = database(new DummyPrograms(), null)) {
            RunDatabase.Running first = database.get();
            assertThat(first.url()).startsWith("postgresql://claimbench@127.0.0.1:");
            assertThat(first.pid()).isEqualTo(OptionalLong.of(first.child().pid()));
            assertThat(database.get()).isSameAs(first);
            first.child().close();
            RunDatabase.Running second = database.get();
            assertThat(second.child().pid()).isNotEqualTo(first.child().pid());
        }
        assertThat(Files.readAllLines(folder.resolve("database.log")))
                .as("the first one's log is kept")
                .filteredOn(line -> line.startsWith("ready database "))
                .hasSize(2);
    }

    @Test
    void processIsReadWithAllThatItStarted() throws Exception {
        var reader = ProcessReader.ofSystem();
        long own = ProcessHandle.current().pid();
        try (var database = database(new DummyPrograms(), null)) {
            long child = database.get().child().pid();
            ProcessReader.Reading alone = reader.read(own).orElseThrow();
            ProcessReader.Reading tree = reader.readTree(own).orElseThrow();
            assertThat(tree.rssBytes())
                    .isGreaterThan(
                            alone.rssBytes() + reader.read(child).orElseThrow().rssBytes() / 2);
            assertThat(tree.cpuNanos()).isGreaterThan(alone.cpuNanos());
        }
        assertThat(reader.readTree(own).orElseThrow().cpuNanos())
                .as("what a child has used that has ended")
                .isGreaterThan(reader.read(own).orElseThrow().cpuNanos());
    }

    private RunDatabase database(DummyPrograms programs, @Nullable String ownUrl) {
        return new RunDatabase(programs, RunnerTest.BOUNDS, folder.resolve("database.log"), ownUrl);
    }
}

package claimbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.claim.MadeUpRun;
import claimbench.harness.result.EnvironmentRecord;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.RunLock;
import claimbench.harness.result.StoredRun;
import claimbench.harness.run.Machine;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Runs that cannot go on: each is refused before anything is run or written, in one line that says why. */
class ResumeCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path dir;

    /** A run on this machine that was cut off. */
    @BeforeEach
    void storeARunThatWasCutOff() throws Exception {
        MadeUpRun.quick()
                .cutOff()
                .running("mine", "http://127.0.0.1:9000")
                .writeTo(dir, List.of("Q01"), MadeUpRun.TARGETS);
        Files.delete(dir.resolve(RunFiles.CHECKSUMS));
        RunFiles.write(dir.resolve(RunFiles.ENVIRONMENT), Machine.describe(dir));
    }

    @Test
    void folderThatIsNoRunIsRefused() {
        assertThat(execute(dir.resolve("trials").toString())).isEqualTo(1);

        assertRefused("is no run directory: it has no run.json");
        assertThat(dir.resolve("trials")).isDirectoryNotContaining("glob:**run.lock");
    }

    @Test
    void finishedRunIsRefused() throws Exception {
        Files.createFile(dir.resolve(RunFiles.CHECKSUMS));

        assertThat(execute(dir.toString())).isEqualTo(2);

        assertRefused("has ended, so there is nothing to resume", "claimbench report");
    }

    @Test
    void runThatIsStillGoingOnIsRefused() throws Exception {
        try (var lock = RunLock.take(dir).orElseThrow()) {
            assertThat(lock).isNotNull();
            assertThat(execute(dir.toString())).isEqualTo(2);
        }

        assertRefused("is still going on (process " + ProcessHandle.current().pid() + ")");
    }

    @Test
    void otherMachineIsRefusedEvenByForce() throws Exception {
        EnvironmentRecord here = Machine.describe(dir);
        RunFiles.write(
                dir.resolve(RunFiles.ENVIRONMENT),
                new EnvironmentRecord(
                        here.schema(),
                        here.os(),
                        here.kernel(),
                        here.architecture(),
                        here.cpuModel(),
                        List.of(0, 1, 2, 97),
                        here.memoryBytes(),
                        here.memoryBytesAvailable(),
                        here.jdk(),
                        here.openFilesMax(),
                        here.taskset(),
                        here.loadAverage(),
                        here.diskBytesFree()));

        assertThat(execute(dir.toString(), "--force")).isEqualTo(2);

        assertRefused("another machine", "its set of cores was 0,1,2,97");
    }

    @Test
    void otherClaimbenchIsRefusedAndForceIsNamed() {
        assertThat(execute(dir.toString())).isEqualTo(2);

        assertRefused("another claimbench: it began with 0.1.0 of commit 0123abc, and this is", "--force");
    }

    @Test
    void addressOfAServerThatTheRunDoesNotHaveIsRefused() {
        assertThat(execute(dir.toString(), "--force", "--target-url", "yours=http://127.0.0.1:1"))
                .isEqualTo(2);

        assertRefused("--target-url: the run has no server 'yours'", "mine");
    }

    @Test
    void databaseThatTheRunDoesNotNeedIsRefused() {
        assertThat(execute(dir.toString(), "--force", "--database-url", "postgresql://a:b@c/d"))
                .isEqualTo(2);

        assertRefused("--database-url: the run needs no database");
        assertThat(err.toString()).doesNotContain("a:b");
    }

    @Test
    void databaseOfTheUsersMustBeGivenAgain() throws Exception {
        Path file = dir.resolve(RunFiles.RUN);
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceFirst("\"database\" : null", "\"database\" : \"postgresql://me@db:5432/d\""));
        assertThat(StoredRun.load(dir).run().database()).isEqualTo("postgresql://me@db:5432/d");

        assertThat(execute(dir.toString(), "--force", "--database-url", "postgresql://me:secret@other/d"))
                .isEqualTo(2);

        assertRefused(
                "was given the database postgresql://me@db:5432/d, and now it is given postgresql://me@other:5432/d");
        assertThat(err.toString()).doesNotContain("secret");
    }

    private void assertRefused(String... why) {
        assertThat(err.toString()).startsWith("claimbench: ").contains(why).hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    private int execute(String... args) {
        var line = new String[args.length + 1];
        line[0] = "resume";
        System.arraycopy(args, 0, line, 1, args.length);
        CommandLine commandLine =
                Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(line);
    }
}

package claimbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.claim.MadeUpRun;
import claimbench.harness.result.Checksums;
import claimbench.harness.result.RunFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Damaged and foreign directories: which file, what is wrong, exit 1, and nothing is overwritten. */
class ReportCommandTest {
    private static final String TRIAL = "trials/001-fanout-platform-threads/";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private Path dir = Path.of("");

    @BeforeEach
    void storeARunWithItsReport() throws Exception {
        dir = folder.resolve("run");
        MadeUpRun.quick().writeTo(dir, List.of("Q01", "Q13"), MadeUpRun.TARGETS);
        execute();
        assertThat(dir.resolve("report/report.en.html")).exists();
    }

    @ParameterizedTest
    @CsvSource({
        "run.json, '{', is damaged",
        "run.json, '{\"schema\": 99}', run.json",
        "run.json, '[1, 2]', is damaged",
        "environment.json, '', is damaged",
        TRIAL + "trial.json, '{}', trial.json",
        TRIAL + "responses.hlog, damaged, is damaged",
        TRIAL + "responses.hlog, '<html>', is damaged",
        TRIAL + "first-token.hlog, damaged, is damaged",
        TRIAL + "service.hlog, damaged, is damaged",
        TRIAL + "spans.json, '{\"schema\": 99}', spans.json",
        TRIAL + "about.json, '{', is damaged",
        "checks.json, '{', is damaged",
        "search.json, '{', is damaged",
        "semantics/event-loop-1.json, '{', is damaged",
        "catalogue.yaml, 'document: {', catalogue.yaml"
    })
    void damagedFileIsNamed(String file, String content, String wrong) throws Exception {
        Files.createDirectories(dir.resolve(RunFiles.SEMANTICS));
        Files.writeString(dir.resolve(file), content);
        Checksums.write(dir);
        refused(dir.resolve(file).toString(), wrong);
    }

    @Test
    void changedFileIsNamed() throws Exception {
        Files.writeString(dir.resolve("environment.json"), " ", StandardOpenOption.APPEND);
        refused(dir.resolve("environment.json").toString());
    }

    @Test
    void missingFileIsNamed() throws Exception {
        Files.delete(dir.resolve(TRIAL + "responses.hlog"));
        Files.delete(dir.resolve(RunFiles.CHECKSUMS));
        refused(dir.resolve(TRIAL + "responses.hlog").toString());
    }

    @Test
    void foreignDirectoryIsNoRun() throws Exception {
        dir = Files.createDirectories(folder.resolve("photos"));
        Files.writeString(dir.resolve("one.jpg"), "an image");
        refused(dir.toString(), "is no run directory");
        dir = folder.resolve("nowhere");
        assertThat(execute()).isEqualTo(1);
        assertThat(dir).doesNotExist();
    }

    @Test
    void runOfSomethingElseIsNoRun() throws Exception {
        dir = Files.createDirectories(folder.resolve("other"));
        Files.writeString(dir.resolve(RunFiles.RUN), "{\"name\": \"a run of another tool\"}");
        refused(dir.resolve(RunFiles.RUN).toString());
    }

    private void refused(String... named) throws Exception {
        Map<String, String> before = files();
        err.getBuffer().setLength(0);

        assertThat(execute()).isEqualTo(1);

        assertThat(err.toString()).contains(named).startsWith("claimbench: ").doesNotContain("internal error");
        assertThat(err.toString().lines()).as("one line").hasSize(1);
        assertThat(files()).isEqualTo(before);
    }

    private int execute() {
        CommandLine command = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return command.execute("report", dir.toString());
    }

    private Map<String, String> files() throws IOException {
        var files = new TreeMap<String, String>();
        try (var paths = Files.walk(dir)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(dir.relativize(path).toString(), Files.readString(path));
            }
        }
        return files;
    }
}

package claimbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.cite.StoredRuns;
import claimbench.harness.claim.Catalogue;
import claimbench.harness.claim.Judge;
import claimbench.harness.claim.MadeUpRun;
import claimbench.harness.report.Report;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.StoredRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code cite}, {@code bundle} and {@code verify}, from the command line. */
class CitingCommandsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private String run = "";
    private Path archive = Path.of("");

    @BeforeEach
    void storeARun() throws IOException {
        Path dir = folder.resolve("run");
        MadeUpRun.quick().writeTo(dir, MadeUpRun.CLAIMS, MadeUpRun.TARGETS);
        run = dir.toString();
        archive = folder.resolve("a.zip");
    }

    @Test
    void claimThatWasNotJudgedIsNamedWithThoseThatWere() {
        assertThat(execute("cite", run, "Q99")).isEqualTo(2);

        assertThat(err.toString())
                .contains("judged no claim 'Q99'; it judged Q01, Q02, Q03, Q10, Q11, Q13, Q14")
                .hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void authorWithoutANameIsRefused() {
        assertThat(execute("cite", run, "--author", " ")).isEqualTo(2);
        assertThat(execute("bundle", run, "--author", "two\nlines", "--out", archive.toString()))
                .isEqualTo(2);

        assertThat(err.toString()).contains("--author must be a name on one line");
        assertThat(archive).doesNotExist();
    }

    @Test
    void damagedDirectoryIsOneLineForEach() throws IOException {
        Files.writeString(Path.of(run).resolve(RunFiles.ENVIRONMENT), "damaged");

        assertThat(execute("cite", run)).isEqualTo(1);
        assertThat(execute("bundle", run, "--out", archive.toString())).isEqualTo(1);
        assertThat(execute("verify", run)).isEqualTo(1);

        assertThat(err.toString())
                .contains("environment.json: has changed since the run", "is no archive of a run")
                .hasLineCount(3);
        assertThat(archive).doesNotExist();
    }

    @Test
    void archiveThatIsThereStays() throws IOException {
        Files.writeString(archive, "precious");

        assertThat(execute("bundle", run, "--out", archive.toString())).isEqualTo(1);

        assertThat(err.toString()).contains("a.zip", "nothing is written over").hasLineCount(1);
        assertThat(archive).hasContent("precious");
    }

    @Test
    void bundleIsVerified() {
        assertThat(execute("bundle", run, "--out", archive.toString())).isZero();
        assertThat(execute("verify", archive.toString())).isZero();

        assertThat(out.toString())
                .contains("archive: " + archive + " (", "check it: claimbench verify " + archive)
                .containsPattern("checksums: \\d+ files, all right")
                .containsPattern("numbers: \\d+ files made again from the data, all the same")
                .containsPattern("id: claimbench:1:[0-9a-f]{64}");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void programsReadTheSame() {
        assertThat(execute("bundle", run, "--out", archive.toString(), "--json"))
                .isZero();
        JsonNode written = json();
        assertThat(execute("verify", archive.toString(), "--json")).isZero();
        JsonNode verified = json();
        assertThat(execute("cite", run, "Q10", "--json")).isZero();
        JsonNode cited = json();

        assertThat(verified.get("id")).isEqualTo(written.get("id"));
        assertThat(cited.get("id")).isEqualTo(written.get("id"));
        assertThat(cited.propertyNames())
                .containsExactly("id", "run", "claim", "verdict", "sentence", "bibtex", "csl", "report", "figures");
        assertThat(cited.get("csl").get(0).get("section").asString()).isEqualTo("Q10");
    }

    @Test
    void citingWritesNothing() throws IOException {
        assertThat(execute("cite", run)).isZero();

        assertThat(out.toString())
                .contains("of 7 claims", "共 7 条论断", "@misc{claimbench-", "\"type\" : \"dataset\"", "id: claimbench:1:")
                .contains("report: none yet; claimbench report makes it");
        assertThat(Path.of(run).resolve(Report.FOLDER)).doesNotExist();
    }

    @Test
    void reportTellsWhoseMachineItWasOnlyWhenItIsAskedTo() throws IOException {
        Path dir = folder.resolve("somebody");
        StoredRuns.ofSomebody(dir, "see /home/ada-lovelace/x on 10.20.30.40", "http://10.20.30.40:8080");

        execute("report", dir.toString());
        assertThat(made(dir)).isNotEmpty().noneMatch(CitingCommandsTest::tells);

        execute("report", dir.toString(), "--identify");
        assertThat(made(dir)).anyMatch(CitingCommandsTest::tells);
    }

    private static boolean tells(String text) {
        return text.contains("ada-lovelace") || text.contains("10.20.30.40");
    }

    /** All that a report is, as texts. */
    private static List<String> made(Path dir) throws IOException {
        var texts = new ArrayList<String>();
        for (String name : List.of(Report.VERDICTS, Report.COMPARISONS, Report.TRUST)) {
            texts.add(Files.readString(dir.resolve(name)));
        }
        try (var files = Files.walk(dir.resolve(Report.FOLDER))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.add(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return texts;
    }

    @Test
    void claimIsCitedWithItsPlaceInTheReport() throws IOException {
        Catalogue catalogue = Catalogue.load();
        StoredRun stored = StoredRun.load(Path.of(run));
        Report.write(stored, Judge.judge(stored, catalogue), catalogue);

        assertThat(execute("cite", run, "Q01")).isZero();

        assertThat(out.toString()).contains("claim Q01 (", "论断 Q01（", "#Q01").doesNotContain("none yet");
    }

    private JsonNode json() {
        JsonNode json = JsonMapper.shared().readTree(out.toString());
        out.getBuffer().setLength(0);
        return json;
    }

    private int execute(String... args) {
        CommandLine commandLine = Main.commandLine();
        return commandLine
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}

package claimbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.Json;
import claimbench.harness.claim.MadeUpRun;
import claimbench.harness.claim.MadeUpTrial;
import claimbench.harness.result.Checksums;
import claimbench.harness.result.RunFiles;
import claimbench.load.Arrivals;
import claimbench.load.Rate;
import claimbench.load.Spacing;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** Two run directories with real files, from the command line. */
class CompareCommandTest {
    private static final List<String> CLAIMS = List.of("Q01", "Q02", "Q03");
    private static final double[] NOISE = {0.998, 1.001, 1.003, 0.999, 1.002, 1.0};
    private static final double[] OTHER_NOISE = {1.002, 0.999, 1.001, 1.003, 0.998, 1.0005};

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private Path a = Path.of("");
    private Path b = Path.of("");

    @BeforeEach
    void storeARunAndOneWhoseFanOutIsSlower() throws Exception {
        a = folder.resolve("a");
        b = folder.resolve("b");
        run(NOISE, 1).writeTo(a, CLAIMS, List.of("event-loop"));
        run(OTHER_NOISE, 1.05).writeTo(b, CLAIMS, List.of("event-loop"));
    }

    @Test
    void tableNamesWhatRegressedWithItsInterval() {
        assertThat(execute(a.toString(), b.toString())).isZero();

        assertThat(out.toString())
                .contains("A  " + a + "  6 rounds", "B  " + b + "  6 rounds")
                .contains("noise: median ±")
                .containsPattern("fanout event-loop +REGRESSED +14 figures")
                .containsPattern(
                        "regressed +10\\d ms +10\\d ms +1\\.0[45]\\d\\d \\(1\\.0\\d+ to 1\\.0\\d+\\) median of concurrent")
                .containsPattern("Q01 +REGRESSED +SUPPORTED; 1 figure")
                .containsPattern("Q02 +WITHIN_NOISE +SUPPORTED")
                .contains("1 conditions and 3 claims in both: 0 improved, 2 regressed, 2 within noise, 0 inconclusive")
                .doesNotContain("differs:", "doubt:", "not compared:");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void reportSaysTheSameInBothLanguagesAndEveryFormat() throws Exception {
        Path report = folder.resolve("comparison");

        assertThat(execute(a.toString(), b.toString(), "--out", report.toString()))
                .isZero();

        assertThat(out.toString()).contains("report: " + report.resolve("compare.en.html"));
        for (String format : List.of("html", "md", "tex")) {
            assertThat(Files.readString(report.resolve("compare.en." + format))).contains("regressed", "within noise");
            assertThat(Files.readString(report.resolve("compare.zh-CN." + format)))
                    .contains("变差", "噪声之内");
        }
        assertThat(Files.readString(report.resolve("compare.en.md")))
                .contains("| Q01 3 equal calls at once | **regressed** | **Supported** | **Supported** | 1 figure |")
                .containsPattern(
                        "\\| fanout \\| event-loop \\| median of concurrent \\| 10\\d ms \\| 10\\d ms \\| 1\\.0[45]\\d\\d ");
        assertThat(Files.readString(report.resolve("tables/changed-figures.zh-CN.csv")))
                .contains("concurrent 的中位数");
        assertThat(Json.MAPPER
                        .readTree(Files.readAllBytes(report.resolve("comparison.json")))
                        .get("claims")
                        .size())
                .isEqualTo(3);
        try (var files = Files.walk(report)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContain(folder.toString());
            }
        }
    }

    @Test
    void reportDrawsWhatChangedAndThenEachClaim() throws Exception {
        Path report = folder.resolve("comparison");

        assertThat(execute(a.toString(), b.toString(), "--out", report.toString()))
                .isZero();

        Path drawn = report.resolve("figures");
        assertThat(drawn)
                .isDirectoryContaining("glob:**compared-changes.csv")
                .isDirectoryContaining("glob:**compared-Q01.csv")
                .isDirectoryContaining("glob:**compared-Q02.csv");
        assertThat(Files.readAllLines(drawn.resolve("compared-changes.csv")))
                .hasSizeGreaterThan(1)
                .anySatisfy(line -> assertThat(line).startsWith("Q01,"))
                .anySatisfy(line -> assertThat(line).startsWith("fanout,"))
                .noneSatisfy(line -> assertThat(line).contains("WITHIN_NOISE"));
        List<String> ofQ02 = Files.readAllLines(drawn.resolve("compared-Q02.csv"));
        assertThat(ofQ02.subList(1, ofQ02.size()))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).startsWith("Q02,"));
        assertThat(Files.readString(report.resolve("compare.en.md")))
                .contains("compared-changes.en.svg", "compared-Q01.en.svg", "compared-Q02.en.svg");
    }

    @Test
    void folderOfAReportThatIsNotEmptyIsLeftAlone() throws Exception {
        Path report = folder.resolve("comparison");
        Files.createDirectories(report);
        Files.writeString(report.resolve("mine.txt"), "mine");

        assertThat(execute(a.toString(), b.toString(), "--out", report.toString()))
                .isEqualTo(2);

        assertThat(err.toString()).contains("--out must be a new or an empty folder");
        assertThat(report).isDirectoryContaining("glob:**mine.txt");
        assertThat(report.resolve("compare.en.html")).doesNotExist();
    }

    @Test
    void otherWayRoundItImproved() {
        assertThat(execute(b.toString(), a.toString())).isZero();

        assertThat(out.toString())
                .containsPattern("fanout event-loop +IMPROVED")
                .contains("2 improved, 0 regressed");
    }

    @Test
    void sameTargetOnceMoreIsWithinNoise() throws Exception {
        Path again = folder.resolve("again");
        run(OTHER_NOISE, 1).writeTo(again, CLAIMS, List.of("event-loop"));

        assertThat(execute(a.toString(), again.toString())).isZero();

        assertThat(out.toString())
                .containsPattern("fanout event-loop +WITHIN_NOISE +14 figures")
                .contains("0 improved, 0 regressed, 4 within noise, 0 inconclusive");
    }

    @Test
    void doublingUnderNoiseThatCouldHideItSaysThatTheNoiseIsTooLarge() throws Exception {
        Path c = folder.resolve("c");
        Path d = folder.resolve("d");
        Path report = folder.resolve("comparison");
        run(NOISE, 1, 2.3).writeTo(c, CLAIMS, List.of("event-loop"));
        run(OTHER_NOISE, 2, 2.3).writeTo(d, CLAIMS, List.of("event-loop"));

        assertThat(execute(c.toString(), d.toString(), "--out", report.toString()))
                .isZero();

        assertThat(out.toString())
                .containsPattern("noise: median ±13\\d % \\(too large to tell: over ±10 %\\)")
                .containsPattern("fanout event-loop +INCONCLUSIVE +1\\d of 14 figures inconclusive: "
                        + "the runs' own noise is too large to tell \\(median ±13\\d %, p99 ±13\\d %\\)")
                .contains("0 improved, 0 regressed");
        assertThat(Files.readString(report.resolve("compare.zh-CN.md")))
                .containsPattern("运行自身的噪声太大，无法判断（中位数 ±13\\d%，p99 ±13\\d%）");
        assertThat(Files.readString(report.resolve("comparison.json")))
                .contains("\"the runs' own noise is too large to tell\"", "\"factorMax\"");
    }

    @Test
    void oneTrialOfEachIsInconclusive() throws Exception {
        Path c = folder.resolve("c");
        Path d = folder.resolve("d");
        run(new double[] {1}, 1).writeTo(c, CLAIMS, List.of("event-loop"));
        run(new double[] {1}, 1.05).writeTo(d, CLAIMS, List.of("event-loop"));

        assertThat(execute(c.toString(), d.toString())).isZero();

        assertThat(out.toString())
                .contains("noise: not known: neither run measured a condition twice (A/A) in two rounds")
                .containsPattern("fanout event-loop +INCONCLUSIVE +in A: there is one trial only")
                .contains("0 improved, 0 regressed, 0 within noise, 4 inconclusive");
    }

    @Test
    void otherArrivalsAreNotCompared() throws Exception {
        Path c = folder.resolve("c");
        Path d = folder.resolve("d");
        open(Spacing.EVEN).writeTo(c, List.of(), List.of("event-loop"));
        open(Spacing.POISSON).writeTo(d, List.of(), List.of("event-loop"));

        assertThat(execute(c.toString(), d.toString())).isZero();

        assertThat(out.toString())
                .contains(
                        "not compared: in-flight-event-loop: asks for something else: arrivals even in A and poisson in B",
                        "0 conditions and 0 claims in both");
    }

    @Test
    void claimsOfADocumentThatCameWithBothRunsAreCompared() throws Exception {
        keep(a, OwnCourse.YAML);
        keep(b, OwnCourse.YAML);

        assertThat(execute(a.toString(), b.toString())).isZero();

        assertThat(out.toString())
                .containsPattern("X01 +REGRESSED +SUPPORTED; 1 figure")
                .contains("1 conditions and 4 claims in both");
    }

    @Test
    void claimThatChangedBetweenTheDocumentsIsNotCompared() throws Exception {
        keep(a, OwnCourse.YAML);
        keep(b, OwnCourse.YAML.replace("low: 2.5", "low: 2"));

        assertThat(execute(a.toString(), b.toString())).isZero();

        assertThat(out.toString())
                .contains("not compared: X01: is another claim in B: the documents that came with the runs differ")
                .contains("1 conditions and 3 claims in both");
    }

    @Test
    void documentThatIsNamedStandsInPlaceOfThoseThatCameWithTheRuns() throws Exception {
        keep(a, OwnCourse.YAML);
        keep(b, OwnCourse.YAML.replace("low: 2.5", "low: 2"));
        Path course = Files.writeString(folder.resolve("course.yaml"), OwnCourse.YAML);

        assertThat(execute("--catalogue", course.toString(), a.toString(), b.toString()))
                .isZero();

        assertThat(out.toString()).containsPattern("X01 +REGRESSED");
    }

    @Test
    void claimOfOneRunOnlyIsSaidToBe() throws Exception {
        keep(b, OwnCourse.YAML);

        assertThat(execute(a.toString(), b.toString())).isZero();

        assertThat(out.toString()).contains("not compared: X01: in B only");
    }

    @Test
    void documentThatCameWithARunAndIsDamagedIsNamed() throws Exception {
        keep(b, "document: {");

        assertThat(execute(a.toString(), b.toString())).isEqualTo(1);

        assertThat(err.toString()).contains(b.resolve(RunFiles.CATALOGUE) + " cannot be used: ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void whatDiffersIsNamedFirst() throws Exception {
        edit(b.resolve(RunFiles.RUN), "\"seed\" : 7", "\"seed\" : 8");
        edit(b.resolve(RunFiles.ENVIRONMENT), "a made-up processor", "a faster one");

        assertThat(execute(a.toString(), b.toString())).isZero();

        assertThat(out.toString().lines().skip(3))
                .startsWith(
                        "differs: processor: a made-up processor in A, a faster one in B",
                        "differs: seed: 7 in A, 8 in B");
    }

    @Test
    void jsonHasEveryFigure() {
        assertThat(execute("--json", a.toString(), b.toString())).isZero();

        JsonNode json = Json.MAPPER.readTree(out.toString());
        assertThat(json.get("schema").asInt()).isEqualTo(1);
        assertThat(json.get("a").get("dir").asString()).isEqualTo(a.toString());
        assertThat(json.get("noise").valueStream())
                .extracting(kind -> kind.get("kind").asString())
                .contains("median", "p99", "speed-up");
        JsonNode fanout = json.get("conditions").get(0);
        assertThat(fanout.get("change").asString()).isEqualTo("REGRESSED");
        assertThat(fanout.get("figures").valueStream())
                .filteredOn(figure -> figure.get("quantity").asString().equals("median of concurrent"))
                .singleElement()
                .satisfies(figure -> {
                    assertThat(figure.get("change").asString()).isEqualTo("REGRESSED");
                    assertThat(figure.get("low").asDouble()).isGreaterThan(1);
                    assertThat(figure.get("trialsA").asInt()).isEqualTo(6);
                });
        assertThat(json.get("claims").get(0).get("claim").asString()).isEqualTo("Q01");
        assertThat(json.get("unpaired")).isEmpty();
    }

    @Test
    void folderThatIsNoRunIsNamed() {
        assertThat(execute(a.toString(), folder.toString())).isEqualTo(1);

        assertThat(err.toString())
                .contains(folder + ": is no run directory: it has no run.json")
                .hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void folderThatIsNotThereIsNamed() {
        assertThat(execute(a.resolve("nowhere").toString(), b.toString())).isEqualTo(1);

        assertThat(err.toString()).contains("nowhere: is no run directory: there is no such folder");
    }

    @Test
    void fileInPlaceOfAFolderIsNamed() {
        Path file = a.resolve(RunFiles.RUN);

        assertThat(execute(file.toString(), b.toString())).isEqualTo(1);

        assertThat(err.toString())
                .contains(file + ": is no run directory: it is a file")
                .hasLineCount(1);
    }

    @Test
    void foldersOfOtherProgramsAreNamed() throws Exception {
        Path foreign = Files.createDirectories(folder.resolve("foreign"));
        Path record = Files.writeString(foreign.resolve(RunFiles.RUN), "{\"name\": \"another benchmark\"}");

        assertThat(execute(a.toString(), foreign.toString())).isEqualTo(1);

        assertThat(err.toString()).contains(record + ": ").hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void histogramThatIsCutOffIsNamed() throws Exception {
        Path log = b.resolve("trials/001-fanout-event-loop").resolve(RunFiles.RESPONSES);
        String text = Files.readString(log);
        Files.writeString(log, text.substring(0, text.length() - 40));
        Files.delete(b.resolve(RunFiles.CHECKSUMS)); // as of a run that is cut off, which has none

        assertThat(execute(a.toString(), b.toString())).isEqualTo(1);

        assertThat(err.toString()).contains(log + ": ").hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void damagedFileIsNamed() throws Exception {
        Path record = b.resolve("trials/001-fanout-event-loop/trial.json");
        Files.writeString(record, "{");

        assertThat(execute(a.toString(), b.toString())).isEqualTo(1);

        assertThat(err.toString())
                .contains(record + ": has changed since the run: its checksum differs")
                .hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void runThatWasCutOffIsComparedAsFarAsItGoes() throws Exception {
        Files.delete(b.resolve(RunFiles.CHECKSUMS));

        assertThat(execute(a.toString(), b.toString())).isZero();

        assertThat(out.toString()).contains("B  " + b + "  6 rounds, cut off");
    }

    @Test
    void runThatItsTimeBudgetEndedIsSaidToBe() throws Exception {
        edit(
                b.resolve(RunFiles.RUN),
                "\"stopped\" : null",
                "\"stopped\" : {\"round\" : 4, \"reason\" : \"TIME_BUDGET\", \"detail\" : \"stopped\"}");
        Path report = folder.resolve("comparison");

        assertThat(execute(a.toString(), b.toString(), "--out", report.toString()))
                .isZero();

        assertThat(out.toString()).contains("by its time budget, after round 4 of 6");
        assertThat(Files.readString(report.resolve("compare.en.md")))
                .contains("by its time budget, after round 4 of 6", "by itself", "figures or reason");
        assertThat(Files.readString(report.resolve("compare.zh-CN.md"))).contains("时间预算用完，在 6 轮中的第 4 轮之后结束", "指标或原因");
    }

    @Test
    void failedTrialIsADoubtAndExitCodeOne() throws Exception {
        Path c = folder.resolve("c");
        run(OTHER_NOISE, 1)
                .measured("fanout", "event-loop", new MadeUpTrial().failedBecause("kaboom"))
                .writeTo(c, CLAIMS, List.of("event-loop"));

        Path report = folder.resolve("comparison");
        assertThat(execute(a.toString(), c.toString(), "--out", report.toString()))
                .isEqualTo(1);

        assertThat(Files.readString(report.resolve("compare.zh-CN.md")))
                .contains("试验 013-fanout-event-loop 失败：kaboom", "B 的 event-loop：")
                .doesNotContain("failed", "trial", "in B", "only");
        assertThat(out.toString())
                .containsPattern("fanout event-loop +INCONCLUSIVE +in B: 1 of 7 trials failed")
                .contains("doubt: in B: trial 013-fanout-event-loop failed: kaboom");
    }

    @Test
    void runIsNotComparedWithItself() {
        assertThat(execute(a.toString(), folder.resolve("b/../a").toString())).isEqualTo(2);

        assertThat(err.toString())
                .contains("two runs are compared, and both are " + a)
                .hasLineCount(1);
    }

    /** A run that brought a document, and was asked about its claim too. */
    private static void keep(Path run, String document) throws Exception {
        Files.writeString(run.resolve(RunFiles.CATALOGUE), document);
        Path record = run.resolve(RunFiles.RUN);
        String text = Files.readString(record);
        assertThat(text).contains("\"Q03\" ]");
        Files.writeString(record, text.replace("\"Q03\" ]", "\"Q03\", \"X01\" ]"));
        Checksums.write(run);
    }

    private static MadeUpRun open(Spacing spacing) {
        return new MadeUpRun()
                .measured(
                        "in-flight",
                        "event-loop",
                        new MadeUpTrial().answered("wait", 505).open(new Arrivals(Rate.constant(100), spacing)));
    }

    private static MadeUpRun run(double[] noise, double concurrent) {
        return run(noise, concurrent, 1);
    }

    /** The second of the two conditions is so many times as slow where calls are made at once. */
    private static MadeUpRun run(double[] noise, double concurrent, double again) {
        double[] reversed = noise.clone();
        for (int i = 0; i < noise.length; i++) {
            reversed[i] = noise[noise.length - 1 - i];
        }
        return new MadeUpRun()
                .measured("fanout", "event-loop", trials(noise, concurrent))
                .measured("fanout-again", "event-loop", trials(reversed, concurrent * again));
    }

    private static MadeUpTrial[] trials(double[] noise, double concurrent) {
        return Arrays.stream(noise)
                .mapToObj(one -> new MadeUpTrial()
                        .answered("one-call", 101.5 * one)
                        .answered("two-serial", 203 * one)
                        .answered("serial", 304 * one)
                        .answered("concurrent", 102.5 * concurrent * one)
                        .answered("unequal-serial", 304 * one)
                        .answered("unequal-concurrent", 203 * one)
                        .coresBusy(0.5 * one))
                .toArray(MadeUpTrial[]::new);
    }

    private void edit(Path file, String was, String is) throws Exception {
        String text = Files.readString(file);
        assertThat(text).contains(was);
        Files.writeString(file, text.replace(was, is));
        Checksums.write(b);
    }

    private int execute(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "compare";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        CommandLine command = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return command.execute(all);
    }
}

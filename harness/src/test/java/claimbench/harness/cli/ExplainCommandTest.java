package claimbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.Json;
import claimbench.harness.claim.Catalogue;
import claimbench.harness.claim.Claim;
import claimbench.harness.claim.Judge;
import claimbench.harness.claim.MadeUpRun;
import claimbench.harness.claim.MadeUpTrial;
import claimbench.harness.experiment.Sweep;
import claimbench.harness.experiment.SweepCatalogue;
import claimbench.harness.report.Report;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.TrustCheck;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code explain}, and documents of a user's own in every command that takes them. */
class ExplainCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    static List<String> ids() {
        return Catalogue.load().claims().stream().map(Claim::id).toList();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void everyClaimIsExplainedInBothLanguages(String id) {
        assertThat(explain(id)).contains(id, "claim ", "stands in", "《", "verdict");
        // What is to be copied stays on one line, however long.
        assertThat(out.toString().lines().filter(line -> !line.matches(COMMAND + ".*")))
                .allMatch(line -> line.length() <= 100);
        assertThat(out.toString())
                .contains(
                        "in class",
                        Objects.requireNonNull(claim(id).tryIt()).commands().getLast());

        out.getBuffer().setLength(0);
        assertThat(explain(id, "--language", "zh")).contains(id, "论断", "出处", "最近判定");
    }

    @ParameterizedTest
    @MethodSource("ids")
    void noLineOfAChineseExplanationBeginsWithAClosingSignOrEndsWithAnOpeningOne(String id) {
        assertThat(explain(id, "--language", "zh").lines().map(String::strip))
                .noneMatch(line -> line.matches("[，。、；：？！）》」』”’].*|.*[（《「『]"));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void chineseExplanationHasNoEnglishLeft(String id) {
        assertThat(withoutNames(explain(id, "--language", "zh"))).doesNotContainPattern(ENGLISH);
    }

    @Test
    void chineseVerdictsHaveNoEnglishLeft() throws IOException {
        String run = judgedAll().toString();
        for (String id : ids()) {
            out.getBuffer().setLength(0);

            assertThat(withoutNames(explain(id, "--language", "zh", "--run", run)))
                    .as(id)
                    .doesNotContainPattern(ENGLISH)
                    .doesNotContain("还没有哪次运行");
        }
    }

    /** How a line begins that is to be copied. */
    private static final String COMMAND = "(run it)? +(\\./claimbench|curl) ";

    private static Claim claim(String id) {
        return Catalogue.load().claim(id).orElseThrow();
    }

    /** Two words in a row. */
    private static final String ENGLISH = "\\b[a-z]{2,} [a-z]{2,}\\b";

    /** Every claim, most of them in doubt for one reason or another. */
    private Path judgedAll() throws IOException {
        Path dir = Files.createDirectories(folder.resolve("all"));
        var made = MadeUpRun.quick();
        made.measured("fanout", "reactive", new MadeUpTrial().failedBecause("the target ended with code 137"));
        made.measured(
                "cpu-cores",
                "event-loop",
                new MadeUpTrial()
                        .answered("serial", 80)
                        .answered("parallel", 42)
                        .found(TrustCheck.OTHER_LOAD, false, "1.67 of 2 cores busy with others"));
        made.writeTo(dir, Catalogue.load().claims().stream().map(Claim::id).toList(), MadeUpRun.TARGETS);
        StoredRun run = StoredRun.load(dir);
        Report.write(run, Judge.judge(run, Catalogue.load()), Catalogue.load());
        return dir;
    }

    /** What is the same in every language left out: commands and paths. */
    private static String withoutNames(String explanation) {
        return explanation.replaceAll("(\\./claimbench|curl) .*", "").replaceAll("（/.*", "");
    }

    @Test
    void explanationHasTheWholeClaim() {
        assertThat(explain("Q05").replaceAll("\\s+", " "))
                .contains("several model APIs at once")
                .contains("(D2), 与 AI Agent 开发的关系, row 2")
                .contains("a map over calls at once: speed-up of means, expected 3 to 5")
                .contains("experiment calls (one call to fifty")
                .contains("which is k/H_k for exponential ones")
                .contains("./claimbench run --claims Q05", "./claimbench micro Fanout");
    }

    /** cpu-turns measures reactive too, of which Q14 does not speak. */
    @Test
    void experimentIsNamedWithTheTargetsThatTheClaimSpeaksOf() {
        assertThat(explain("Q14").replaceAll("\\s+", " "))
                .containsPattern("experiment cpu-turns \\([^)]*\\), on event-loop theory");
        out.getBuffer().setLength(0);

        assertThat(explain("Q10").replaceAll("\\s+", " "))
                .containsPattern("experiment cpu-turns \\([^)]*\\), on event-loop, reactive");
    }

    @Test
    void crowdsAreNamedByTheProfilesThatMeasureThem() {
        assertThat(explain("Q09").replaceAll("\\s+", " "))
                .contains(
                        "experiment users-… (users who wait: 10, 200 with profile quick; and 5,000 with profile standard; and 1, 20,"
                                + " 40, 100, 400, 600, 2,000, 10,000 with profile full), on virtual-threads, event-loop, reactive")
                .contains("beside it, and not judged: platform-threads")
                .contains(
                        "experiment users-…-one-at-a-time (users who wait: 10 with profile quick; and 1 with profile full), on"
                                + " platform-threads")
                .contains(
                        "experiment users-…-pool-40 (users who wait: 200 with profile quick; and 40, 100 with profile full), on"
                                + " platform-threads");
        out.getBuffer().setLength(0);

        // Of the crowds it has two, and no ten thousand.
        assertThat(explain("Q19").replaceAll("\\s+", " "))
                .contains("experiment users-… (users who wait: 10, 200 with profile quick), on ")
                .doesNotContain("10,000");
    }

    @Test
    void programsAreExplainedByWhatTheyMustDo() {
        assertThat(explain("S03").replaceAll("\\s+", " "))
                .contains("a program, line by line; case: the task begins at the moment it is made.")
                .contains("./claimbench run --claims S03");
    }

    @Test
    void adviceHasNoCommand() {
        assertThat(explain("A02")).contains("How long people take to learn").doesNotContain("run it");
    }

    @Test
    void verdictOfTheNamedRunIsShown() throws IOException {
        Path run = judged("run", MadeUpRun.quick());

        assertThat(explain("Q13", "--run", run.toString()).replaceAll("\\s+", " "))
                .contains(
                        "QUALIFIED, run 20261120-000000-quick",
                        "does not hold on reactive",
                        "beside it, and not judged: does not hold on platform-threads");

        out.getBuffer().setLength(0);
        assertThat(explain("Q13", "--run", run.toString(), "--language", "zh").replaceAll("\\s+", ""))
                .contains("QUALIFIED有条件成立", "event-loop上成立；在reactive上不成立：同时进行的最大请求数800，预期至少1,000");
    }

    @Test
    void runThatWasNotAskedSaysNothing() throws IOException {
        Path run = judged("run", MadeUpRun.quick());

        assertThat(explain("Q07", "--run", run.toString())).contains("No run has judged it yet.");
    }

    @Test
    void newestRunThatJudgedTheClaimIsFound() throws IOException {
        judged("runs/20260101T000000Z-quick", MadeUpRun.quick());
        judged("runs/20260102T000000Z-quick", MadeUpRun.quick());
        Files.createDirectories(folder.resolve("runs/20260103T000000Z-quick"));
        Path damaged = Files.createDirectories(folder.resolve("runs/20260104T000000Z-quick"));
        Files.writeString(damaged.resolve(Report.VERDICTS), "{");

        assertThat(LastVerdict.newest(folder.resolve("runs"), "Q01")
                        .orElseThrow()
                        .dir())
                .isEqualTo(folder.resolve("runs/20260102T000000Z-quick"));
        assertThat(LastVerdict.newest(folder.resolve("runs"), "Q07")).isEmpty();
        assertThat(LastVerdict.newest(folder.resolve("none"), "Q01")).isEmpty();
    }

    @Test
    void jsonHasBothLanguagesAndTheVerdict() throws IOException {
        Path run = judged("run", MadeUpRun.quick());

        var json = Json.MAPPER.readTree(explain("Q01", "--run", run.toString(), "--json"));

        assertThat(json.at("/theory/zh").asString()).contains("阿姆达尔定律");
        assertThat(json.at("/citations/0/document").asString()).isEqualTo("D0");
        assertThat(json.at("/lastVerdict/verdict/verdict").asString()).isEqualTo("SUPPORTED");
        assertThat(json.at("/commands/0").asString()).isEqualTo("./claimbench run --claims Q01");
        assertThat(json.at("/tryIt/words/zh").asString()).contains("学生");
        assertThat(json.at("/tryIt/commands/0").asString()).isEqualTo("./claimbench serve event-loop");
    }

    @Test
    void claimThatIsNoneIsRefused() {
        assertThat(execute("explain", "Q99")).isEqualTo(2);
        assertThat(err.toString())
                .contains("unknown claim 'Q99'; it must be one of ")
                .hasLineCount(1);
    }

    @Test
    void languageThatIsNoneIsRefused() {
        assertThat(execute("explain", "Q01", "--language", "fr")).isEqualTo(2);
        assertThat(err.toString()).contains("unknown language 'fr'; it must be one of en, zh");
    }

    // A document of the user's own.

    @Test
    void claimsOfAnOwnDocumentAreListedPlannedAndExplained() throws IOException {
        String file = course(OwnCourse.YAML);

        assertThat(execute("list", "claims", "--catalogue", file)).isZero();
        assertThat(out.toString()).contains("X01", "three times as fast", "Q01");
        out.getBuffer().setLength(0);

        assertThat(execute(
                        "run",
                        "--dry-run",
                        "--catalogue",
                        file,
                        "--targets",
                        "event-loop",
                        "--out",
                        folder.resolve("run").toString()))
                .isZero();
        assertThat(out.toString())
                .contains("6 trials (2 conditions, 3 rounds)", "fanout-event-loop")
                .doesNotContain("in-flight");
        out.getBuffer().setLength(0);

        assertThat(explain("X01", "--catalogue", file))
                .contains("《a course of mine》 (X1), week 3")
                .containsPattern("My course\\s+says three times\\.")
                .contains("./claimbench run --claims X01 --catalogue " + file);
    }

    @Test
    void ownDocumentIsKeptWithTheRunAndJudgedAgain() throws IOException {
        var known = Catalogue.load().with("course.yaml", OwnCourse.YAML);
        Path dir = folder.resolve("run");
        MadeUpRun.quick().writeTo(dir, List.of("X01"), MadeUpRun.TARGETS);
        Files.writeString(dir.resolve("catalogue.yaml"), OwnCourse.YAML);

        assertThat(Catalogue.ofRun(dir).claims()).hasSameSizeAs(known.claims());
        execute("report", dir.toString());
        assertThat(out.toString()).contains("X01  SUPPORTED", "three times as fast");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "experiment: fanout|experiment: fan|course.yaml, line 7: claim X01: there is no experiment 'fan'; there are fanout, ",
                "baseline: serial|baseline: serial-unequal|course.yaml, line 12: claim X01: experiment fanout sends no request 'serial-unequal'; it sends one-call, ",
                "id: X01|id: Q01|course.yaml, line 3: two claims have the id Q01",
                "id: X1,|id: D1,|course.yaml, line 1: there is a document D1 already; give yours another id",
                "low: 2.5|lo: 2.5|course.yaml, line 14: unknown key 'lo'; known are high, low, reason",
                "document: X1|document: D8|course.yaml, line 6: claim X01 cites D8, which is no document",
                "quantity: speedup|quantity: speed|course.yaml, line 11: ",
                "experiment: fanout|targets: [tomcat]|course.yaml, line 3: claims: claim X01 has cases, and needs an experiment for them",
                "citations:|targets: [tomcat]\n    citations:|course.yaml, line 6: claim X01: there is no target 'tomcat'; there are platform-threads, ",
                "experiment:|tryIt: {words: w, commands: [rm -r x]}\n    experiment:|course.yaml, line 7: claims.tryIt: a command to try begins with './claimbench ' or 'curl ', and is one line, not 'rm -r x'",
                "X01|X 01|course.yaml, line 3: claim X 01: an id has a letter first"
            })
    void mistakeInAnOwnDocumentIsOneLineWithFileAndLine(String mistake) throws IOException {
        String[] parts = mistake.split("\\|", -1);
        String file = course(OwnCourse.YAML.replaceFirst(Pattern.quote(parts[0]), parts[1]));

        assertThat(execute("list", "claims", "--catalogue", file)).isEqualTo(2);
        assertThat(err.toString()).contains("--catalogue: " + parts[2]).hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "low: 2.5|low: .nan|course.yaml, line 14: claims.cases.measures.expected: 'low' must be a number, and NaN is none to compare with",
                "high: 3.5|high: .inf|course.yaml, line 14: claims.cases.measures.expected: 'high' must be a number, and Infinity is none",
                "high: 3.5|high: abc|course.yaml, line 14: claims.cases.measures.expected.high: it must be a number, and 'abc' is none",
                "value: 3|value: .nan|course.yaml, line 15: claims.cases.measures.theory: 'value' must be a number",
                "value: 3|value: [3]|course.yaml, line 15: claims.cases.measures.theory.value: it must be a number",
                "baseline: serial|coresMin: two\n            baseline: serial|course.yaml, line 12: claims.cases.measures.coresMin: it must be a whole number, and 'two' is none",
                "quantity: speedup|quantity: speed|course.yaml, line 11: claims.cases.measures.quantity: it must be one of speedup, cost-ratio, "
            })
    void numberThatIsNoneIsRefusedInPlainWords(String mistake) throws IOException {
        String[] parts = mistake.split("\\|", -1);

        refused(OwnCourse.YAML.replaceFirst(Pattern.quote(parts[0]), parts[1]), parts[2]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "users|speedup|course.yaml, line 12: claims.maps: sweep users cannot be asked for 'speedup'; it can for throughput-ratio",
                "unequal-calls|throughput-ratio|course.yaml, line 12: claims.maps: sweep unequal-calls cannot be asked for 'throughput-ratio'; it can for speedup, mean-speedup",
                "number-of-calls|first-token-speedup|course.yaml, line 12: claims.maps: sweep number-of-calls cannot be asked for 'first-token-speedup'",
                "users-served|threads-per-request|course.yaml, line 12: claims.maps: sweep users-served cannot be asked for 'threads-per-request'; it can for median-over-wait, p99-over-wait",
                "user|speedup|course.yaml, line 9: claims.maps: no sweep 'user'; there are number-of-calls, "
            })
    void mapOfAQuantityThatItsSweepDoesNotHoldIsRefused(String mistake) throws IOException {
        String[] parts = mistake.split("\\|", -1);

        refused(map(parts[0], parts[1]), parts[2]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "low: 2|low: .nan|course.yaml, line 11: claims.maps.bands: 'low' must be a number",
                "from: 2|from: .inf|course.yaml, line 11: claims.maps.bands: 'from' must be a number",
                "from: 2|from: two|course.yaml, line 11: claims.maps.bands.from: it must be a number, and 'two' is none",
                "source: a book|crossings: [.nan]\n        source: a book|course.yaml, line 13: claims.maps: 'crossings' are numbers, and NaN is none to compare with",
                "source: a book|targets: [tomcat]\n        source: a book|course.yaml, line 13: claim X01: there is no target 'tomcat'; there are ",
                "source: a book|targets: [reactive]\n        source: a book|course.yaml, line 13: claim X01: a map over loops-and-processes cannot be of reactive; it can of event-loop",
                "maps:|targets: [reactive]\n    maps:|course.yaml, line 10: claim X01: sweep loops-and-processes measures event-loop, and not reactive"
            })
    void mapThatCouldHaveNoPointOrNoBandIsRefused(String mistake) throws IOException {
        String[] parts = mistake.split("\\|", -1);

        refused(
                map("loops-and-processes", "throughput-ratio").replaceFirst(Pattern.quote(parts[0]), parts[1]),
                parts[2]);
    }

    /** A map of whatever a sweep says that it can be asked for is one that a run can be planned for, and could be measured. */
    @Test
    void mapOfEachQuantityThatASweepHoldsIsGood() {
        for (Sweep sweep : SweepCatalogue.all()) {
            assertThat(sweep.quantities()).as(sweep.id()).isNotEmpty();
            for (String quantity : sweep.quantities()) {
                assertThat(Catalogue.load()
                                .with("course.yaml", map(sweep.id(), quantity))
                                .claimsOf("X1"))
                        .as(sweep.id() + " of " + quantity)
                        .hasSize(1);
            }
        }
    }

    /** A document with a map, whose first line of it is the ninth. */
    private static String map(String sweep, String quantity) {
        return """
            document: {id: X1, title: a course of mine, file: course.md}
            claims:
              - id: X01
                title: three times as fast
                restatement: Whatever is done at once takes a third of the time.
                citations:
                  - {document: X1, section: week 3}
                maps:
                  - sweep: %s
                    bands:
                      - {from: 2, low: 2, high: 4, reason: My course says three times.}
                    quantity: %s
                    source: a book
            """.formatted(sweep, quantity);
    }

    private void refused(String yaml, String why) throws IOException {
        assertThat(execute("list", "claims", "--catalogue", course(yaml))).isEqualTo(2);
        assertThat(err.toString()).contains("--catalogue: " + why).hasLineCount(1);
    }

    @Test
    void documentThatIsNotThereIsSaid() {
        assertThat(execute(
                        "list",
                        "claims",
                        "--catalogue",
                        folder.resolve("none.yaml").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--catalogue must be a file, and there is none at");
    }

    @Test
    void exampleOfTheDocumentationIsGood() throws IOException {
        Path page = Path.of("docs/own-claims.md");
        String yaml = Files.readString(page);
        yaml = yaml.substring(yaml.indexOf("```yaml\n") + 8);
        yaml = yaml.substring(0, yaml.indexOf("```"));

        assertThat(Catalogue.load().with("course.yaml", yaml).claimsOf("W1")).isNotEmpty();
    }

    private String course(String yaml) throws IOException {
        return Files.writeString(folder.resolve("course.yaml"), yaml).toString();
    }

    /** A run's folder, with its verdicts. */
    private Path judged(String name, MadeUpRun made) throws IOException {
        Path dir = Files.createDirectories(folder.resolve(name));
        made.writeTo(dir, MadeUpRun.CLAIMS, MadeUpRun.TARGETS);
        StoredRun run = StoredRun.load(dir);
        Report.write(run, Judge.judge(run, Catalogue.load()), Catalogue.load());
        return dir;
    }

    private String explain(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "explain";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        assertThat(execute(all)).as(err.toString()).isZero();
        return out.toString();
    }

    private int execute(String... arguments) {
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}

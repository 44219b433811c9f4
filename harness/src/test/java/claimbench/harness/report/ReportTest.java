package claimbench.harness.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import claimbench.harness.claim.Catalogue;
import claimbench.harness.claim.Claim;
import claimbench.harness.claim.Judge;
import claimbench.harness.claim.MadeUpRun;
import claimbench.harness.claim.MadeUpTrial;
import claimbench.harness.claim.Verdict;
import claimbench.harness.result.Checksums;
import claimbench.harness.result.RunChecks;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.Trial.Finding.State;
import claimbench.harness.result.TrustCheck;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
    private static final Catalogue CATALOGUE = Catalogue.load();
    private static final List<Claim> UNDER_LOAD = CATALOGUE.claims().stream()
            .filter(claim -> MadeUpRun.CLAIMS.contains(claim.id()))
            .toList();
    private static final List<String> ALL_CLAIMS =
            UNDER_LOAD.stream().map(Claim::id).toList();
    private static final List<String> SHOWN_BY_PROGRAMS = CATALOGUE.claims().stream()
            .filter(Claim::shownByProgram)
            .map(Claim::id)
            .toList();

    @TempDir
    Path dir;

    @Test
    void everyVerdictIsOnTheFirstScreenWithAWayToItsClaim() throws IOException {
        write(MadeUpRun.quick());
        report();

        String page = String.valueOf(files().get("report/report.en.html"));
        String top = page.split("<strong>What cannot be concluded", -1)[0];
        for (Verdict verdict : Judge.judge(MadeUpRun.quick(), UNDER_LOAD)) {
            String id = verdict.claim().id();
            assertThat(top).contains("<a href=\"#" + id + "\">" + id + "</a>");
        }
        assertThat(top).contains("<li><strong class=\"mixed\">Qualified</strong>: <a href=\"#Q13\">Q13</a></li>");
        assertThat(files().get("report/report.zh-CN.md")).contains("- **有条件成立**：[Q13](#Q13)");
    }

    @Test
    void damagedRunKeepsTheReportItHas() throws IOException {
        write(MadeUpRun.quick());
        report();
        Map<String, String> before = files();
        Path log = dir.resolve("trials/001-fanout-platform-threads/responses.hlog");
        Files.writeString(log, "damaged");

        assertThatThrownBy(this::report).isInstanceOf(IOException.class).hasMessageContaining("responses.hlog");
        Map<String, String> after = files();
        after.put(
                dir.relativize(log).toString(),
                String.valueOf(before.get(dir.relativize(log).toString())));
        assertThat(after).isEqualTo(before);
    }

    @Test
    void fileThatCannotBeWrittenIsNamed() throws IOException {
        write(MadeUpRun.quick());
        Files.writeString(dir.resolve("report"), "a file where the folder should be");

        assertThatThrownBy(this::report).isInstanceOf(IOException.class).hasMessageContaining("report");
        assertThat(dir.resolve("verdicts.json")).doesNotExist();
    }

    @Test
    void sameRunGivesTheSameBytes() throws IOException {
        write(MadeUpRun.quick());
        report();
        Map<String, String> first = files();
        report();

        assertThat(files()).isEqualTo(first);
        assertThat(first).containsKeys("verdicts.json", "comparisons.json", "trust.json");
        assertThat(first)
                .containsKeys(
                        "report/report.en.html",
                        "report/report.zh-CN.html",
                        "report/report.en.md",
                        "report/report.zh-CN.md",
                        "report/report.en.tex",
                        "report/report.zh-CN.tex",
                        "report/report.json",
                        "report/tables/verdicts-measured.en.csv",
                        "report/tables/verdicts-measured.zh-CN.csv",
                        "report/figures/speedups.en.svg",
                        "report/evidence.csv");
        assertThat(first.get("report/figures/speedups.en.svg"))
                .contains("<title>Measured ratios of run 20261120-000000-quick");
        assertThat(first.keySet()).noneMatch(name -> name.endsWith(".part"));
    }

    @Test
    void storedRunGetsTheVerdictsThatTheRunItselfGot() throws IOException {
        MadeUpRun run = MadeUpRun.quick();
        write(run);
        List<Verdict> fromStored = Judge.judge(StoredRun.load(dir), CATALOGUE);

        assertThat(fromStored).hasSize(7);
        assertThat(fromStored).isEqualTo(Judge.judge(run, UNDER_LOAD));
    }

    @Test
    void verdictsHaveTheKeysThatProgramsRelyOn() throws IOException {
        write(MadeUpRun.quick());
        report();

        JsonNode json = json("verdicts.json");
        assertThat(json.propertyNames()).containsExactly("schema", "run", "verdicts");
        assertThat(json.get("schema").asInt()).isEqualTo(1);
        assertThat(json.get("run").asString()).isEqualTo("20261120-000000-quick");
        JsonNode first = json.get("verdicts").get(0);
        assertThat(first.propertyNames())
                .containsExactly(
                        "claim", "verdict", "basis", "level", "reason", "conditions", "evidence", "traces", "zh");
        assertThat(first.get("zh").get("reason").asString()).contains("成立：", "预期 2.7 至 3.3。");
        assertThat(first.get("verdict").asString()).isEqualTo("SUPPORTED");
        assertThat(first.get("basis").asString()).isEqualTo("analogy");
        assertThat(first.get("evidence").get(0).propertyNames())
                .containsExactly(
                        "target",
                        "quantity",
                        "parameters",
                        "value",
                        "low",
                        "high",
                        "expectedLow",
                        "expectedHigh",
                        "theory",
                        "trials");
    }

    @Test
    void comparisonsHoldWhatEachTrialGave() throws IOException {
        write(MadeUpRun.quick());
        report();

        JsonNode first = json("comparisons.json").get("comparisons").get(0);
        assertThat(first.get("baseline").asString()).isEqualTo("serial");
        assertThat(first.get("perTrial")).hasSize(3);
        JsonNode trial = first.get("perTrial").get(0);
        assertThat(trial.get("value").asDouble())
                .isEqualTo(trial.get("baselineMedianNanos").asDouble()
                        / trial.get("treatmentMedianNanos").asDouble());
    }

    @Test
    void everyFindingOfEveryTrialIsKept() throws IOException {
        write(new MadeUpRun()
                .measured(
                        "fanout",
                        "event-loop",
                        new MadeUpTrial()
                                .answered("serial", 300)
                                .found(TrustCheck.GENERATOR_CPU, false, "93 % | of 1 core"),
                        new MadeUpTrial().failedBecause("the target <never> got ready")));
        Path markdown = report();

        JsonNode trust = json("trust.json");
        assertThat(trust.get("planned").asInt()).isEqualTo(2);
        assertThat(trust.get("trials")
                        .get(0)
                        .get("findings")
                        .get(0)
                        .get("check")
                        .asString())
                .isEqualTo("GENERATOR_CPU");
        assertThat(trust.get("trials").get(1).get("outcome").asString()).isEqualTo("FAILED");
        assertThat(markdown)
                .content()
                .contains("93 % \\| of 1 core", "the target &lt;never> got ready", "Lower the rate");
    }

    @Test
    void reportSaysWhatTheMachineDoesNotShowAndWhatFollows() throws IOException {
        write(new MadeUpRun()
                .found(TrustCheck.CLOCK_SOURCE, State.PASSED, "tsc")
                .found(TrustCheck.FREQUENCY_GOVERNOR, State.UNKNOWN, "the kernel shows none for core 0")
                .found(TrustCheck.LOOPBACK_MTU, State.FAILED, "lo has 1500")
                .found(TrustCheck.SECOND_WITNESS, State.PASSED, "agrees within noise")
                .witnessed(new RunChecks.Witness(
                        "event-loop",
                        "/wait?ms=20",
                        50,
                        List.of(new RunChecks.Reading(2_400.4, 20_100_000, 22_000_000)),
                        List.of(new RunChecks.Reading(2_410.2, 20_150_000, 21_000_000))))
                .measured(
                        "fanout",
                        "event-loop",
                        new MadeUpTrial()
                                .answered("serial", 300)
                                .found(TrustCheck.ERRORS, true, "0 failed")
                                .unknown(TrustCheck.STEAL, "it may not tell")));
        Path markdown = report();

        assertThat(markdown)
                .content()
                .contains(
                        "| `CLOCK_SOURCE` | passed | tsc |",
                        "| `FREQUENCY_GOVERNOR` | **unknown** | the kernel shows none for core 0 |",
                        "| `LOOPBACK_MTU` | **failed** | lo has 1500. The loopback interface",
                        "The trust check `LOOPBACK_MTU` failed, which does not matter here: each answer fits",
                        "- `STEAL` in 1 of 1 trials: it may not tell",
                        "| 1 | 2,400 | 2,410 | 20.10 | 20.15 | 22.00 | 21.00 |",
                        "41,235",
                        "0.20 % of a core",
                        "| figures in milliseconds or requests a second that another day will give again | **no** |")
                .doesNotContain("The trust check `CLOCK_SOURCE`");
        assertThat(Files.readString(markdown))
                .doesNotContainPattern("[^\\n]\\n#")
                .doesNotContainPattern("(?m)^- .*\\n[^- \\n]")
                .doesNotContainPattern("(?m)^\\|.*\\n[^|\\n]");
        JsonNode trust = json("trust.json");
        assertThat(trust.get("findings").get(1).get("state").asString()).isEqualTo("UNKNOWN");
        assertThat(trust.get("conclusions").size()).isPositive();
        assertThat(trust.get("trials")
                        .get(0)
                        .get("findings")
                        .get(1)
                        .get("state")
                        .asString())
                .isEqualTo("UNKNOWN");
    }

    @Test
    void whatSomeTrialsCannotBearIsNoPlainYes() throws IOException {
        write(new MadeUpRun()
                .found(TrustCheck.CLOCK_SOURCE, State.PASSED, "tsc")
                .asked("event-loop")
                .measured(
                        "fanout",
                        "event-loop",
                        fanout().found(TrustCheck.STEAL, false, "4.8 % of the cores' time"),
                        fanout().found(TrustCheck.GENERATOR_CEILING, false, "much"),
                        fanout().found(TrustCheck.STEAL, true, "0.1 % of the cores' time")));
        Path markdown = report();

        String why = "GENERATOR_CEILING failed in 1, STEAL failed in 1 of 3 trials";
        for (String statement : List.of(
                "how many times as fast one way of doing the work is as another, on one target",
                "times of some microseconds")) {
            assertThat(markdown).content().contains("| " + statement + " | **in 2 of 3 trials not** | " + why + " |");
        }
        assertThat(dir.resolve("report/report.zh-CN.md"))
                .content()
                .contains("| 几微秒的时间 | **3 次试验中有 2 次不能** | 3 次试验中，GENERATOR_CEILING 有 1 次未通过，STEAL 有 1 次未通过 |");
        JsonNode told = conclusion("times of some microseconds");
        assertThat(told.get("can").asBoolean()).isFalse();
        assertThat(told.get("except").get("trials").asInt()).isEqualTo(2);
        assertThat(told.get("except").get("of").asInt()).isEqualTo(3);
        assertThat(told.get("because").asString()).isEqualTo(why);
    }

    @Test
    void whatNoTrialCanBearIsANo() throws IOException {
        write(new MadeUpRun()
                .found(TrustCheck.CLOCK_SOURCE, State.PASSED, "tsc")
                .asked("event-loop")
                .measured(
                        "fanout",
                        "event-loop",
                        fanout().found(TrustCheck.OTHER_LOAD, false, "1.93 of 2 cores busy with others"),
                        fanout().found(TrustCheck.GENERATOR_CPU, false, "93 % of 1 core")));
        Path markdown = report();

        assertThat(markdown)
                .content()
                .contains(
                        "| times of some microseconds | **no** | GENERATOR_CPU failed in 1, OTHER_LOAD failed in 1 of 2 trials |");
        assertThat(conclusion("times of some microseconds").get("except").isNull())
                .isTrue();
    }

    @Test
    void whatNothingDisturbedIsAYes() throws IOException {
        write(new MadeUpRun()
                .found(TrustCheck.CLOCK_SOURCE, State.PASSED, "tsc")
                .asked("event-loop")
                .measured(
                        "fanout",
                        "event-loop",
                        fanout().found(TrustCheck.STEAL, true, "0.1 % of the cores' time")
                                .unknown(TrustCheck.OTHER_LOAD, "the kernel does not show how busy each core is")
                                .found(TrustCheck.UPSTREAM_LATENESS, false, "p95 22.3 ms")));
        report();

        assertThat(conclusion("times of some microseconds").get("can").asBoolean())
                .isTrue();
    }

    @Test
    void firstScreenCountsTheTrialsWithoutATestOfSteadyStateWhoseCompilersWereBusy() throws IOException {
        String few = "the window has 2 whole seconds, and it takes 10 to see a change; compilers at work: target ";
        write(new MadeUpRun()
                .asked("event-loop")
                .measured(
                        "fanout",
                        "event-loop",
                        fanout().unknown(TrustCheck.STEADY_STATE, few + "34.5 %, generator 0.2 %"),
                        fanout().unknown(
                                        TrustCheck.STEADY_STATE,
                                        few + "10.0 %, generator 9.9 %, at most 10.0 % allowed"),
                        fanout().unknown(TrustCheck.STEADY_STATE, few + "not shown, generator not shown")));
        Path markdown = report();

        assertThat(markdown)
                .content()
                .contains(
                        "it could not be tested in 3 of 3 trials; in 1 of these the compilers were still at work for more than a"
                                + " tenth of the window.");
        assertThat(dir.resolve("report/report.zh-CN.md"))
                .content()
                .contains("3 次试验中有 3 次无法检验；其中 1 次，编译器在窗口内仍占用了十分之一以上的时间。");
    }

    @Test
    void firstScreenSaysThatNoTrialHadSettled() throws IOException {
        MadeUpTrial unsteady = fanout().found(TrustCheck.STEADY_STATE, false, "answers fell by 9 %");
        write(new MadeUpRun().asked("event-loop").measured("fanout", "event-loop", unsteady, unsteady, unsteady));
        Path markdown = report();

        assertThat(markdown).content().contains("**Whether trials had settled**: 3 of 3 trials had not.");
        assertThat(dir.resolve("report/report.zh-CN.md")).content().contains("**试验是否已达到稳态**：3 次试验中有 3 次没有。");
    }

    private static MadeUpTrial fanout() {
        return new MadeUpTrial().answered("serial", 300).answered("concurrent", 100);
    }

    private JsonNode conclusion(String statement) throws IOException {
        return json("trust.json")
                .get("conclusions")
                .valueStream()
                .filter(told -> told.get("statement").asString().equals(statement))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void trialThatNeverSettlesSaysSoInTheReportAndItsClaimIsOpen() throws IOException {
        String seen = "no steady state: median of serial changed by -12 % at second 7 of 15";
        write(new MadeUpRun()
                .asked("event-loop")
                .measured(
                        "fanout",
                        "event-loop",
                        new MadeUpTrial()
                                .answered("serial", 300)
                                .answered("concurrent", 100)
                                .found(TrustCheck.STEADY_STATE, false, seen)
                                .found(TrustCheck.IN_FLIGHT, true, "rate × service time = 40.1")
                                .found(TrustCheck.LITTLES_LAW, true, "rate × time = 9.9 with 10 users"),
                        new MadeUpTrial()
                                .answered("serial", 300)
                                .answered("concurrent", 100)
                                .found(TrustCheck.STEADY_STATE, true, "3 series of 15 s settled"),
                        new MadeUpTrial()
                                .answered("serial", 300)
                                .answered("concurrent", 100)
                                .unknown(TrustCheck.STEADY_STATE, "the window has 2 whole seconds")));
        Path markdown = report();

        assertThat(markdown)
                .content()
                .contains(
                        seen,
                        "trust check STEADY_STATE failed in 1 of 3 trials",
                        "Steady state: 1 trials settled, 1 did not (no steady state), and 1 could not be tested.",
                        "against the number of users: 1 trials keep it, 0 do not, and 0 could not be tested.",
                        "says it has in flight: 1 trials keep it, 0 do not, and 0 could not be tested.",
                        "- `STEADY_STATE` in 1 of 3 trials: the window has 2 whole seconds");
        assertThat(Files.readString(dir.resolve("report/trust.csv")).split("\r\n"))
                .startsWith(
                        "trial,experiment,target,round,check,state,detail",
                        "001-fanout-event-loop,fanout,event-loop,1,STEADY_STATE,FAILED," + seen);
    }

    @Test
    void runWithoutRatiosSaysThatThereIsNoFigure() throws IOException {
        write(MadeUpRun.quick());
        report();
        Path other = dir.resolve("report/figures/speedups.en.svg");
        assertThat(other).exists();
        Files.delete(dir.resolve(RunFiles.CHECKSUMS));
        try (var trials = Files.walk(dir.resolve("trials"))) {
            for (Path path : trials.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        Path markdown = report();

        assertThat(other).as("an older figure would contradict the text").doesNotExist();
        assertThat(markdown).content().doesNotContain("figures/speedups");
    }

    @Test
    void reportHasASectionForEveryClaimAndTheWayBack() throws IOException {
        write(MadeUpRun.quick());
        String markdown = Files.readString(report());

        for (Claim claim : UNDER_LOAD) {
            assertThat(markdown).contains("(#" + claim.id() + ")", "<a id=\"" + claim.id() + "\">");
            assertThat(dir.resolve("report/report.zh-CN.md"))
                    .content()
                    .contains(
                            "<a id=\"" + claim.id() + "\">", claim.restatement().zh());
            assertThat(dir.resolve("report/report.en.html")).content().contains("<h2 id=\"" + claim.id() + "\">");
        }
        assertThat(markdown)
                .contains("./claimbench run --profile quick --seed 7 --claims Q01,Q02,Q03,Q10,Q11,Q13,Q14 --targets ")
                .contains("a made-up processor", "![Measured ratios of run")
                .contains("platform-threads with a pool of 200 threads and a queue of 1,000");
        assertThat(markdown)
                .as("a table ends with a blank line, and has none inside")
                .doesNotContainPattern("(?m)^\\|.*\\n[^|\\n]")
                .doesNotContain("|---|\n\n");
        assertThat(markdown).as("a heading stands by itself").doesNotContainPattern("[^\\n]\\n#");
        assertThat(markdown).as("so does a list").doesNotContainPattern("(?m)^- .*\\n[^- \\n]");
    }

    @Test
    void everyFigureHasALineOfItsOwnAndNothingIsSaidTwice() throws IOException {
        write(MadeUpRun.quick());
        String markdown = Files.readString(report());

        assertThat(markdown)
                .doesNotContain("<br>")
                .contains("started 2026-11-20 00:00 UTC")
                .contains("| [Q13](#Q13) | | most requests in flight at once: at least 1,000 | 800 to 1,000 (");
        assertThat(markdown.split("does not hold on reactive", -1))
                .as("in the reason of Q13, in the table and in its section, and not in its conditions again")
                .hasSize(3);
    }

    /** As in the dashboards, whatever the order, and whoever is missing. */
    @Test
    void targetHasItsOwnColourInTheFigure() throws IOException {
        MadeUpTrial trial = new MadeUpTrial().answered("serial", 300).answered("concurrent", 100);
        new MadeUpRun()
                .measured("fanout", "reactive", trial, trial)
                .measured("fanout", "event-loop", trial, trial)
                .writeTo(dir, ALL_CLAIMS, List.of("reactive", "event-loop"));
        report();

        assertThat(dir.resolve("report/figures/speedups.en.svg"))
                .content()
                .contains("rgb(204,121,167)", "rgb(0,158,115)")
                .doesNotContain("rgb(230,159,0)", "rgb(86,180,233)");
    }

    @Test
    void languageOfAServerOfTheUserIsNotClaimedToBeKnown() throws IOException {
        MadeUpTrial trial = new MadeUpTrial().answered("serial", 300).answered("concurrent", 100);
        new MadeUpRun()
                .running("mine", "http://127.0.0.1:9000")
                .measured("fanout", "mine", trial, trial)
                .writeTo(dir, ALL_CLAIMS, List.of("mine"));

        assertThat(report()).content().contains("In what language mine is written is not known.");
    }

    @Test
    void csvHasALineForEveryRow() throws IOException {
        write(MadeUpRun.quick());
        report();
        int rows = Judge.judge(StoredRun.load(dir), CATALOGUE).stream()
                .mapToInt(verdict -> verdict.shownRows().size())
                .sum();

        assertThat(Files.readString(dir.resolve("report/evidence.csv")).split("\r\n"))
                .hasSize(rows + 1)
                .allMatch(line -> line.matches("([^\",]*|\"[^\"]*\")(,([^\",]*|\"[^\"]*\")){14}"));
    }

    @Test
    void responseAndServiceTimesStandSideBySideWithTheLoad() throws IOException {
        var trial = new MadeUpTrial().answered("serial", 300).answered("concurrent", 100);
        new MadeUpRun()
                .planned("fanout", List.of("event-loop"))
                .measured("fanout", "event-loop", trial, trial, trial)
                .writeTo(dir, ALL_CLAIMS, List.of("event-loop"));
        Path record;
        try (var trials = Files.newDirectoryStream(dir.resolve("trials"))) {
            record = trials.iterator().next();
        }
        // As if these had been sent 1 ms late.
        var services = new Histogram(3);
        services.setTag("serial");
        services.recordValueWithCount(299_000_000, 20);
        try (var out = new PrintStream(record.resolve("service.hlog").toFile(), StandardCharsets.UTF_8)) {
            var log = new HistogramLogWriter(out);
            log.outputLogFormatVersion();
            log.outputLegend();
            log.outputIntervalHistogram(services);
        }
        Checksums.write(dir);
        report();

        List<String> lines = Files.readAllLines(dir.resolve("report/latencies.csv"));
        assertThat(lines.getFirst())
                .startsWith(
                        "trial,experiment,target,round,workload,users,rate,rateShape,arrivals,request,answered,failed,")
                .contains("responseMillisP50", "responseMillisP99.9", "serviceMillisMax");
        assertThat(lines).hasSize(7);
        assertThat(lines)
                .filteredOn(line -> line.startsWith(record.getFileName() + ",") && line.contains(",serial,"))
                .singleElement()
                .asString()
                .contains(",closed,1,,,,serial,20,0,300.")
                .contains(",299.");
        // No record of service times: nothing is made up.
        assertThat(lines)
                .filteredOn(line -> line.contains(",concurrent,"))
                .allSatisfy(line -> assertThat(line).endsWith(",,,,,"));
    }

    @Test
    void tracesOfBothSubjectsAreShownAsOneWhereTheyAreTheSame() throws IOException {
        writePrograms(new MadeUpRun().ranAsExpected("event-loop", CATALOGUE).ranAsExpected("asyncio", CATALOGUE));
        String markdown = Files.readString(report());

        assertThat(markdown)
                .contains("programs, and no server under load")
                .contains("2 processes on event-loop and 2 processes on asyncio")
                .contains("Trace of `awaits` on event-loop and asyncio, line by line the same:")
                .contains("```\n0 started\n1000 hello\n3000 world\n3000 finished\n```")
                .contains("Expected of `task` for the case: the task begins at the moment it is made:")
                .contains("4 of 4 processes of programs ended.")
                .contains("No server was put under load.")
                .contains("./claimbench run --profile quick --seed 7 --claims S01,")
                .doesNotContain("--targets", "How to read the figures", "planned trials");
        assertThat(markdown)
                .as("a table ends with a blank line, and has none inside")
                .doesNotContainPattern("(?m)^\\|.*\\n[^|\\n]")
                .doesNotContain("|---|\n\n");
        assertThat(markdown).as("a heading stands by itself").doesNotContainPattern("[^\\n]\\n#");
    }

    @Test
    void traceThatIsAnotherOnOneSubjectStandsByItself() throws IOException {
        writePrograms(new MadeUpRun()
                .ranAsExpected("event-loop", CATALOGUE)
                .ran(MadeUpRun.program("asyncio", 1, "S04", "awaits", "0 started"))
                .ran(MadeUpRun.program("asyncio", 2, "S04", "awaits", "0 started")));

        assertThat(report())
                .content()
                .contains("Trace of `awaits` on event-loop:", "Trace of `awaits` on asyncio:\n\n```\n0 started\n```");
    }

    @Test
    void tracesAreThereForProgramsToo() throws IOException {
        writePrograms(new MadeUpRun().ranAsExpected("event-loop", CATALOGUE).ranAsExpected("asyncio", CATALOGUE));
        report();

        JsonNode first = json("verdicts.json").get("verdicts").get(0);
        assertThat(first.get("basis").asString()).isEqualTo("direct");
        assertThat(first.get("traces").get(0).propertyNames())
                .containsExactly("subject", "caseLabel", "scene", "asExpected", "trace", "expected", "runs");
        assertThat(Files.readString(dir.resolve("report/traces.csv")).split("\r\n"))
                .contains("S04,SUPPORTED,two awaits take 3 s,asyncio,awaits,3,3000 world,3000 world,2");
    }

    @Test
    void sameProgramsGiveTheSameBytes() throws IOException {
        writePrograms(new MadeUpRun().ranAsExpected("event-loop", CATALOGUE));
        report();
        Map<String, String> first = files();
        report();

        assertThat(files()).isEqualTo(first).containsKeys("semantics/event-loop-1.json", "report/traces.csv");
    }

    private void writePrograms(MadeUpRun run) throws IOException {
        run.writeTo(dir, SHOWN_BY_PROGRAMS, List.of());
    }

    private void write(MadeUpRun run) throws IOException {
        run.writeTo(dir, ALL_CLAIMS, MadeUpRun.TARGETS);
    }

    private Path report() throws IOException {
        StoredRun run = StoredRun.load(dir);
        Path page = Report.write(run, Judge.judge(run, CATALOGUE), CATALOGUE);
        assertThat(page).isEqualTo(dir.resolve("report/report.en.html")).exists();
        return dir.resolve("report/report.en.md");
    }

    private JsonNode json(String file) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(dir.resolve(file)));
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

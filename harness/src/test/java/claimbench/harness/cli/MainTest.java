package claimbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.Json;
import claimbench.load.Scenario;
import claimbench.load.ScenarioCatalogue;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    run --frob                        | unknown option '--frob'                       | --claims, --controls, --database-url, --dry-run
                    run surplus                       | unexpected argument 'surplus'                 | claimbench run
                    frob                              | unknown command 'frob'                        | run, resume, report, compare, dashboard, cite, bundle, verify, serve
                    run --profile fast                | unknown profile 'fast'                        | quick, standard, full
                    run --claims Q01,Q99              | unknown claim 'Q99'                           | Q01, Q02
                    run --targets netty               | unknown target 'netty'                        | platform-threads, virtual-threads
                    run --targets tomcat              | unknown target 'tomcat'                       | platform-threads, virtual-threads
                    run --trials 0                    | --trials must be a whole number from 1 to 1000 | '0'
                    run --trials 5 --time-budget 20m  | both say how many trials                      | give one
                    run --trials 5 --claims S01       | --trials is for claims that are measured under load | none of these
                    run --time-budget 1h --claims S01 | --time-budget is for claims that are measured under load | none of these
                    run --stop-early                  | --stop-early needs a plan of at least 4 trials | this one has 3
                    run --trials 3 --stop-early       | --stop-early needs a plan of at least 4 trials | --trials, --time-budget or --profile
                    run --stop-early --claims S01     | --stop-early is for claims that are measured under load | none of these
                    run --time-budget soon            | --time-budget must be a time                  | such as 90s, 20m or 1h30m, not 'soon'
                    run --time-budget 0s              | --time-budget must be a time                  | not '0s'
                    run --time-budget 1000h           | --time-budget must be a time from 1s to 999h  | not '1000h'
                    run --claims Q14 --targets event-loop --time-budget 7s | 7s does not hold one trial of each condition | 23s is the least that does
                    resume                            | missing required parameter                    | DIR
                    run --seed twelve                 | --seed must be a whole number                 | 'twelve'
                    run --seed 99999999999999999999   | --seed must be a whole number                 | from -9223372036854775808
                    run --target-url mine=ftp://x     | --target-url must be http://HOST:PORT         | 'ftp://x'
                    run --target-url A=http://x:1     | lower-case letters                            | 'A'
                    run --controls --target-url netty=http://x:1 | needs a name other than 'netty'    | which is a control's
                    run --claims                      | missing required parameter                    | --claims
                    run --database-url mysql://a@b/c  | --database-url must be postgresql://USER      | DATABASE
                    serve tomcat                      | unknown target 'tomcat'                       | event-loop
                    serve event-loop --port 65536     | --port must be a whole number from 0 to 65535 | '65536'
                    serve event-loop --upstream x     | --upstream must be http://HOST:PORT           | 'x'
                    serve reactive --workers 2        | --workers is for event-loop alone             | reactive
                    serve event-loop --workers 257    | --workers must be a whole number from 1 to 256 | '257'
                    performance --only disk           | unknown part 'disk'                           | http, idle, micro
                    performance --servers apache      | unknown server 'apache'                       | event-loop, reactive, netty, vertx
                    performance --rounds 0            | --rounds must be a whole number from 1 to 100 | '0'
                    performance --seconds 601         | --seconds must be a whole number from 1 to 600 | '601'
                    performance --soak-minutes 0      | --soak-minutes must be a number from 0.05 to 600 | '0'
                    performance --soak-minutes NaN    | --soak-minutes must be a number from 0.05 to 600 | 'NaN'
                    performance --streams 20001       | --streams must be a whole number from 1 to 20000 | '20001'
                    load frob --url http://x:1        | unknown scenario 'frob'                       | plaintext, wait, fanout, cpu
                    load fanout                       | missing required option                       | --url
                    load fanout --url https://x       | --url must be http://HOST:PORT                | 'https://x'
                    load fanout --url http://x:1/path | --url must be http://HOST:PORT                | without a path
                    load wait --url http://x:1 --users 0      | --users must be a whole number from 1 to 20000 | '0'
                    load wait --url http://x:1 --users 1 --rate 1 | give one                          | --rate
                    capacity frob                     | unknown target 'frob'                         | platform-threads
                    capacity --scenario frob          | unknown scenario 'frob'                       | plaintext
                    capacity --scenario ramp          | has arrivals at rates of its own              | ramp
                    capacity --set frob=1             | unknown parameter 'frob' of scenario wait     | ms
                    capacity --objective p99=fast     | --objective must be one or more of pN=TIME    | 'p99=fast'
                    capacity --arrivals odd           | unknown --arrivals 'odd'; it must be one of even, poisson | poisson
                    capacity --start-rate 0           | --start-rate must be a whole number from 1    | '0'
                    capacity --start-rate 9 --max-rate 8 | --start-rate must be a whole number from 1 to 8 | '9'
                    capacity --precision 1            | --precision must be a number from 2.0 to 100.0 | '1'
                    capacity --at 50,96               | --at must be a whole number from 1 to 95      | '96'
                    capacity --budget 10s             | --budget 10s does not hold one trial of each  | is the least
                    capacity --budget soon            | --budget must be a time from 1s to 999h       | 'soon'
                    load wait --url http://x:1 --rate 100..   | --rate must be a whole number from 1 to 100000, a ramp between two such as 100..500 | '100..'
                    load wait --url http://x:1 --rate 1 --arrivals odd | unknown --arrivals 'odd'; it must be one of even, poisson | poisson
                    load wait --url http://x:1 --arrivals poisson | --arrivals is for an open load        | --rate
                    load wait --url http://x:1 --rate 1 --seed x | --seed must be a whole number          | 'x'
                    load wait --url http://x:1 --window 0     | --window must be a whole number from 1 to 3600 | '0'
                    load wait --url http://x:1 --set calls=3  | unknown parameter 'calls' of scenario wait | ms
                    load ramp --url http://x:1 --users 5      | at rates of its own: --users cannot be given | ramp
                    load spike --url http://x:1 --rate 5      | at rates of its own: --rate cannot be given | spike
                    load retry --url http://x:1 --set failures=4 | --set failures must be less than the 4 attempts | 4
                    load wait --url http://x:1 --set ms=-1    | ms must be a whole number from 0 to 60000 | '-1'
                    dashboard --port 65536            | --port must be a whole number from 0 to 65535 | '65536'
                    dashboard --prometheus-port x     | --prometheus-port must be a whole number from 0 to 65535 | 'x'
                    dashboard --no-grafana --grafana x | give one                                     | --no-grafana
                    dashboard a b                     | unexpected argument 'b'                       | claimbench dashboard
                    list frobs                        | unknown kind 'frobs'                          | targets, scenarios, claims, profiles
                    report                            | missing required parameter                    | DIR
                    compare                           | missing required parameters                   | A
                    cite                              | missing required parameter                    | DIR
                    bundle                            | missing required parameter                    | DIR
                    verify                            | missing required parameter                    | ARCHIVE
                    """)
    void wrongUsageIsOneLineThatNamesItAndWhatIsAllowed(String line, String named, String allowed) {
        assertThat(execute(line.split(" ", -1))).isEqualTo(2);

        assertThat(err.toString())
                .startsWith("claimbench: ")
                .contains(named, allowed)
                .hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void folderWithFilesIsNotWrittenInto() throws Exception {
        Files.writeString(folder.resolve("precious"), "mine");

        assertThat(execute("run", "--out", folder.toString())).isEqualTo(2);

        assertThat(err.toString())
                .contains("--out must be a new or an empty folder", folder.toString())
                .hasLineCount(1);
        assertThat(folder).isDirectoryContaining("glob:**precious");
    }

    @Test
    void dryRunPrintsThePlanAndRunsNothing() {
        Path dir = folder.resolve("run");

        assertThat(execute("run", "--dry-run", "--seed", "7", "--out", dir.toString()))
                .isZero();

        assertThat(out.toString())
                .contains(
                        "37 trials (25 conditions, 3 rounds), about ",
                        "seed 7",
                        "001-",
                        "037-",
                        "in-flight",
                        "--pool 40");
        assertThat(dir).doesNotExist();
    }

    @Test
    void controlsArePlannedBesideTheTargetsInTheSameOrderOfChance() {
        execute(
                "run",
                "--controls",
                "--dry-run",
                "--targets",
                "event-loop",
                "--claims",
                "Q14",
                "--out",
                folder.resolve("run").toString());

        // One experiment of the claim, measured twice, and two of the controls on ten servers.
        assertThat(out.toString())
                .contains("66 trials (22 conditions, 3 rounds), about ")
                .contains("stack-plaintext-event-loop-r1", "stack-plaintext-netty-r1", "stack-wait-jetty-virtual-r3")
                .doesNotContain("cpu-turns-netty", "stack-wait-reactive-r");
    }

    @Test
    void controlsStandBesideTargetsAlsoWhereProgramsAloneShowTheClaims() {
        execute(
                "run",
                "--controls",
                "--dry-run",
                "--targets",
                "event-loop",
                "--claims",
                "S01",
                "--out",
                folder.resolve("run").toString());

        // Two experiments on ten servers, one of them twice on one server.
        assertThat(out.toString())
                .contains("63 trials (21 conditions, 3 rounds), about ", "programs on event-loop, run 1: S01")
                .contains("stack-plaintext-event-loop-r1", "stack-wait-netty-r3");
    }

    @Test
    void controlsAreListedAsSuch() {
        execute("list", "targets", "--json");

        assertThat(Json.MAPPER.readTree(out.toString()).valueStream())
                .filteredOn(entry -> entry.get("kind").asString().equals("control"))
                .extracting(entry -> entry.get("name").asString())
                .containsExactlyInAnyOrder(
                        "netty",
                        "vertx",
                        "microhttp",
                        "helidon",
                        "jetty-virtual",
                        "jetty-platform",
                        "tomcat-virtual",
                        "tomcat-platform",
                        "reactor-netty");
    }

    @Test
    void everyScenarioIsListedWithItsParametersBelow() {
        assertThat(execute("list", "scenarios")).isZero();

        assertThat(out.toString().lines().map(line -> line.split(" ", 2)[0]))
                .containsAll(
                        ScenarioCatalogue.all().stream().map(Scenario::name).toList());
        assertThat(out.toString())
                .containsPattern(
                        "(?m)^retry +Asks for .*\\.\\R +failures: a whole number from 1 to 9 \\(default: 2\\)$");
    }

    @Test
    void samePlanComesFromTheSameSeed() {
        execute(
                "run",
                "--dry-run",
                "--seed",
                "7",
                "--out",
                folder.resolve("run").toString());
        String first = trials();
        out.getBuffer().setLength(0);
        execute(
                "run",
                "--dry-run",
                "--seed",
                "7",
                "--out",
                folder.resolve("run").toString());

        assertThat(trials()).isEqualTo(first).contains("r3");
    }

    @Test
    void claimsAndTargetsNarrowThePlan() {
        execute(
                "run",
                "--dry-run",
                "--claims",
                "Q14",
                "--targets",
                "event-loop,platform-threads",
                "--out",
                folder.resolve("run").toString());

        assertThat(out.toString())
                .contains("6 trials (2 conditions", "cpu-turns-event-loop", "cpu-turns-again-event-loop")
                .doesNotContain("cpu-turns-platform-threads", "fanout");
    }

    @Test
    void trialsOfEachConditionAreAsManyAsAskedFor() {
        execute(
                "run",
                "--dry-run",
                "--claims",
                "Q14",
                "--trials",
                "7",
                "--out",
                folder.resolve("run").toString());

        assertThat(out.toString())
                .contains("21 trials (3 conditions, 7 rounds)", "r7")
                .doesNotContain("r8");
    }

    @Test
    void planSaysThatItMayStopEarlyAndWhatIsMeasuredTwice() {
        execute(
                "run",
                "--dry-run",
                "--profile",
                "full",
                "--stop-early",
                "--out",
                folder.resolve("run").toString());

        assertThat(out.toString())
                .containsPattern("\\d+ trials \\(\\d+ conditions, 10 rounds\\)")
                .contains("stops after the third round or a later one")
                .contains("measured twice in each round, to tell the noise: fanout on event-loop");
    }

    @Test
    void timeBudgetHoldsAsManyRoundsAsFit() {
        // A round of two trials: 2.3 s beside the load, 0.9 s of warm-up and 3 s of window each.
        planTurnsWithin("1m");

        assertThat(out.toString()).contains("8 trials (2 conditions, 4 rounds), about 59 s");
    }

    @Test
    void timeBudgetLeavesTimeForTheReport() {
        // Checks take 9.5 s and five rounds 62 s; the report of ten trials takes more than the half second that is
        // left.
        planTurnsWithin("72s");

        assertThat(out.toString()).contains("8 trials (2 conditions, 4 rounds), about 59 s");
    }

    private void planTurnsWithin(String timeBudget) {
        execute(
                "run",
                "--dry-run",
                "--claims",
                "Q14",
                "--targets",
                "event-loop",
                "--time-budget",
                timeBudget,
                "--out",
                folder.resolve("run").toString());
    }

    @Test
    void roundThatAProfileHasNoTimeForIsSaid() {
        execute(
                "run",
                "--dry-run",
                "--profile",
                "standard",
                "--out",
                folder.resolve("run").toString());

        assertThat(out.toString()).contains("a round that would end after more than 45m is not begun, from round 4 on");
    }

    @ParameterizedTest
    @CsvSource({"standard, --controls", "standard, --trials=5", "quick, --seed=1"})
    void runThatIsToTakeLongerOrHasNoBoundHasEveryRound(String profile, String option) {
        execute(
                "run",
                "--dry-run",
                "--profile",
                profile,
                option,
                "--out",
                folder.resolve("run").toString());

        assertThat(out.toString()).contains("trials (").doesNotContain("is not begun");
    }

    @Test
    void claimOfNoneOfTheTargetsIsSaid() {
        assertThat(execute("run", "--claims", "Q14", "--targets", "platform-threads,reactive"))
                .isEqualTo(2);

        assertThat(err.toString()).contains("nothing to measure", "Q14", "platform-threads");
    }

    @Test
    void programsNeedNoTargetAndNoLoad() {
        assertThat(execute(
                        "run",
                        "--dry-run",
                        "--claims",
                        "S01,S03",
                        "--targets",
                        "platform-threads",
                        "--out",
                        folder.resolve("run").toString()))
                .isZero();

        assertThat(out.toString())
                .contains("2 programs on virtual time, on event-loop")
                .contains("programs on event-loop, run 2: S01,S03")
                .doesNotContain("trials", "platform-threads", "cores");
    }

    @Test
    void programsAndTrialsAreOneRun() {
        execute(
                "run",
                "--dry-run",
                "--claims",
                "S01,Q14",
                "--out",
                folder.resolve("run").toString());

        assertThat(out.toString())
                .contains("9 trials (3 conditions", "1 program on virtual time", "cpu-turns-event-loop");
    }

    @Test
    void serverThatIsAlreadyRunningIsPlannedUnderItsName() {
        execute(
                "run",
                "--dry-run",
                "--claims",
                "Q01",
                "--target-url",
                "mine=http://127.0.0.1:1",
                "--out",
                folder.resolve("run").toString());

        assertThat(out.toString()).contains("fanout-mine-r1", "fanout-event-loop-r1");
    }

    @Test
    void foreignFolderIsReportedInOneLineWithExitCode1() {
        assertThat(execute("report", folder.toString())).isEqualTo(1);

        assertThat(err.toString())
                .contains(folder.toString(), "is no run directory: it has no run.json")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({"targets,event-loop", "scenarios,fanout", "claims,Q10", "claims,S20", "profiles,standard"})
    void listsAreForPeopleAndForPrograms(String kind, String entry) {
        assertThat(execute("list", kind)).isZero();
        assertThat(out.toString()).contains(entry);
        out.getBuffer().setLength(0);

        assertThat(execute("list", kind, "--json")).isZero();
        assertThat(Json.MAPPER.readTree(out.toString()).toString()).contains('"' + entry + '"');
    }

    @Test
    void doctorSaysOfEachCheckHowItEndedAndWhatFollows() {
        execute("doctor");

        assertThat(out.toString())
                .contains(
                        "CLOCK_SOURCE",
                        "CPU_SETS",
                        "FREQUENCY_GOVERNOR",
                        "LOOPBACK_MTU",
                        "OTHER_LOAD",
                        "STEAL",
                        "THROTTLING",
                        "SWAP")
                .contains("only a trial can tell: GENERATOR_LAG")
                .containsPattern("unknown +GENERATOR_CEILING +it was not measured here: claimbench doctor --measure")
                .doesNotContainPattern("only a trial can tell:.*(GENERATOR_CEILING|CPU_SETS)")
                .contains("On this machine", "how much faster work becomes on several cores");
    }

    @Test
    void doctorsFindingsAreForProgramsToo() {
        execute("doctor", "--json");

        assertThat(Json.MAPPER.readTree(out.toString()).findValuesAsString("what"))
                .contains(
                        "JDK", "cores", "taskset", "memory", "open files", "loopback", "disk", "python3", "prometheus");
    }

    /** A script asks whether it can go on; what may then be concluded is another question, and has its own answers. */
    @Test
    void doctorsExitCodeSaysWhetherARunCanBeMade() {
        int exitCode = execute("doctor", "--json");
        boolean failed = Json.MAPPER
                .readTree(out.toString())
                .path("findings")
                .valueStream()
                .anyMatch(finding -> finding.path("state").asString().equals("FAILED"));
        assertThat(exitCode).isEqualTo(failed ? 1 : 0);

        out.getBuffer().setLength(0);
        execute("help", "doctor");
        assertThat(out.toString().replaceAll("\\s+", " "))
                .contains("nothing keeps a run from being made; what it could not conclude on this machine is listed")
                .doesNotContain("everything can be measured");
    }

    @Test
    void helpTeachesByExamplesAndExitCodes() {
        for (String command : new String[] {
            "run",
            "resume",
            "report",
            "serve",
            "load",
            "capacity",
            "contract",
            "micro",
            "performance",
            "list",
            "prepare",
            "doctor"
        }) {
            out.getBuffer().setLength(0);
            assertThat(execute("help", command)).isZero();
            assertThat(out.toString()).as(command).contains("Example", "Exit codes:", "claimbench " + command);
        }
    }

    @Test
    void completionScriptKnowsTheCommands() {
        assertThat(execute("generate-completion")).isZero();

        assertThat(out.toString()).contains("claimbench", "doctor", "--target-url");
    }

    private String trials() {
        return out.toString()
                .lines()
                .filter(line -> line.matches("\\d{3}-.*"))
                .reduce("", (all, line) -> all + line.split(" ", 2)[0] + "\n");
    }

    @Test
    void profilesSayWhatTheirTimesAre() {
        assertThat(execute("list", "profiles")).isZero();
        assertThat(out.toString()).contains("1.3 s + 2.0 s", "warm-up + window");
    }

    /** The library tells of a text that it cannot format on the process's own standard error. */
    @Test
    void helpOfEveryCommandIsPrintedWithoutWarnings() {
        var printed = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertThat(execute("--help")).isZero();
            for (String command : Main.commandLine().getSubcommands().keySet()) {
                assertThat(execute("help", command)).as(command).isZero();
            }
        } finally {
            System.setErr(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(err.toString()).isEmpty();
        assertThat(out.toString())
                .contains("right together with 95 %.", "errors=0.1%")
                .doesNotContain("%%", "%n");
    }

    private int execute(String... args) {
        CommandLine commandLine =
                Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(args);
    }
}

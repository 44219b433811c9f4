package claimbench.harness.cli;

import claimbench.harness.claim.Catalogue;
import claimbench.harness.experiment.Plan;
import claimbench.harness.experiment.Profile;
import claimbench.harness.experiment.ProgramPlan;
import claimbench.harness.result.EnvironmentRecord;
import claimbench.harness.result.RunRecord;
import claimbench.harness.run.Installation;
import claimbench.harness.run.InstalledPrograms;
import claimbench.harness.run.Machine;
import claimbench.harness.run.ProgramRunner;
import claimbench.harness.run.Python;
import claimbench.runtime.DatabaseUrl;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code claimbench run}: plan, measure, judge, report. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        header = "Measures targets under load, and judges claims.",
        description = "Starts each target in a fresh JVM, drives it with Gatling, samples it, and stores everything in "
                + "a directory of its own as it happens. Runs the programs that show what an event loop does, on our event "
                + "loop and on CPython where it is found. Then judges the claims from what is stored.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  claimbench run                                        all claims, profile quick",
            "  claimbench run --dry-run                              the plan, and how long it takes",
            "  claimbench run --profile standard --claims Q01,Q10    two claims, longer windows",
            "  claimbench run --time-budget 20m                      as many trials as fit into twenty minutes",
            "  claimbench run --trials 20 --stop-early               until all is decided, twenty trials at most",
            "  claimbench run --claims S03,S06                       what an event loop does, shown by programs in seconds",
            "  claimbench run --targets event-loop,reactive          two targets",
            "  claimbench run --controls                             beside Netty, Jetty and other servers",
            "  claimbench run --catalogue course.yaml                the claims of a document of your own",
            "  claimbench run --target-url mine=http://127.0.0.1:9000   a server of yours as well"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:a trial failed or a trust check did; the rest is measured, judged and stored all the same",
            "2:wrong usage: nothing was run",
            "130, 143:ended by Ctrl-C or SIGTERM; trials already done are kept, and 'claimbench resume' does the rest"
        })
final class RunCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            defaultValue = "quick",
            description = "How long and how often is measured: quick, standard or full (default: ${DEFAULT-VALUE}).")
    private String profile = "quick";

    @Option(
            names = "--claims",
            paramLabel = "ID",
            split = ",",
            description = "Claims to judge, joined by commas; see 'claimbench list claims' (default: all).")
    private List<String> claims = List.of();

    @Option(
            names = "--targets",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Targets to measure, joined by commas; see 'claimbench list targets' (default: all). Claims that programs "
                            + "show (S01 to S20) need none.")
    private List<String> targets = List.of();

    @Option(
            names = "--target-url",
            paramLabel = "NAME=URL",
            description =
                    "A server that is already running, measured beside the targets, or in place of the one of that "
                            + "name. It must keep the contract. It is neither started nor kept to cores. May be repeated.")
    private Map<String, String> targetUrls = Map.of();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of every random choice: the order of trials and of requests (default: a new one).")
    private @Nullable String seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the run is stored; a new or an empty folder (default: runs/TIME-PROFILE).")
    private @Nullable Path out;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            defaultValue = "${env:" + DatabaseUrl.VARIABLE + "}",
            description = "Your own PostgreSQL, as " + DatabaseUrl.ALLOWED + ", for targets that are started and need"
                    + " one: it gets the table and the rows (default: the environment's " + DatabaseUrl.VARIABLE
                    + ", or else one is started where a trial needs it).")
    private @Nullable String databaseUrl;

    @Option(
            names = "--controls",
            description = "Measure the servers people would pick instead (see 'claimbench list targets') beside the"
                    + " targets: requests a second, CPU time, response times. No claim is judged by them.")
    private boolean controls;

    @Option(
            names = "--trials",
            paramLabel = "N",
            description = "How many trials each condition has, in place of the profile's number.")
    private @Nullable String trials;

    @Option(
            names = "--time-budget",
            paramLabel = "TIME",
            description =
                    "How long the run may take, such as 90s, 20m or 1h30m: it has as many trials of each condition as"
                            + " fit, in place of the profile's number.")
    private @Nullable String timeBudget;

    @Option(
            names = "--stop-early",
            description =
                    "After each round from the third on, stop if every interval that a claim rests on is decided. To look"
                            + " several times costs confidence, so intervals are wider than without it.")
    private boolean stopEarly;

    @Option(
            names = "--witness",
            description =
                    "Ask wrk too, where it is installed, and stop a server for a second to see that it shows: half a"
                            + " minute before the first trial (default: with profiles standard and full).")
    private boolean witness;

    @Option(
            names = "--no-metrics",
            description =
                    "Do not ask each process for its meters every second, and store no metrics.om: the run's charts over time"
                            + " are then for those who watch it alone.")
    private boolean noMetrics;

    @Option(
            names = "--catalogue",
            paramLabel = "FILE",
            description =
                    "A document of your own, whose claims are judged by the experiments there are; without --claims, they"
                            + " alone. It is kept with the run.")
    private @Nullable Path catalogueFile;

    @Option(names = "--dry-run", description = "Print the plan and end: nothing is run.")
    private boolean dryRun;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter terminal = spec.commandLine().getOut();
        Instant startedAt = Instant.now();
        var own = OwnCatalogue.of(spec.commandLine(), catalogueFile);
        Catalogue catalogue = own.catalogue();
        Profile chosenProfile = profile();
        List<String> claimIds = Selection.claims(spec.commandLine(), claims.isEmpty() ? own.ids() : claims, catalogue);
        var selection = Selection.of(
                spec.commandLine(), claimIds, targets, targetUrls, controls, chosenProfile.mapsBeside(), catalogue);
        // Who asks for some claims is answered for these; a first look is for those who ask for all of them.
        boolean thorough = claimIds.size() < catalogue.claims().size();
        String id = Folders.stamp(startedAt) + "-" + chosenProfile.wireName();
        DatabaseUrl database = databaseUrl == null ? null : Selection.database(spec.commandLine(), databaseUrl);
        var rounds = RoundsChoice.of(spec.commandLine(), trials, timeBudget, stopEarly);
        Path dir = dir(id);
        EnvironmentRecord environment = Machine.describe(dir);
        long chosenSeed = Choices.seed(spec.commandLine(), seed);
        var installed = new InstalledPrograms(
                Installation.find(), selection.programs().isEmpty() ? Optional.empty() : Python.find());
        var programs = new ProgramPlan(selection.programs(), installed.subjects());
        Duration checks = Checking.estimate(
                chosenProfile, witness, !selection.experiments().isEmpty());
        Duration before = programs.estimate().plus(checks);
        Plan plan = rounds.plan(
                chosenProfile,
                before,
                count -> Plan.make(
                        chosenProfile,
                        count,
                        chosenSeed,
                        controls ? selection.experimentsWithControls() : selection.experiments(),
                        controls ? selection.targetsWithControls() : selection.targets(),
                        environment.cores(),
                        environment.taskset(),
                        thorough));
        List<String> notes = Notes.of(environment, plan, programs);
        RunRecord.Stopping stopping = rounds.stopping(chosenProfile, before, plan);
        Duration planned = plan.estimate(before, stopping);
        PlanText.summary(terminal, plan, planned.minus(programs.estimate()), programs, stopping, dir, notes);
        if (dryRun) {
            PlanText.trials(terminal, plan, programs);
            return 0;
        }
        // What is prepared serves trials alone.
        Preparation preparation = plan.trials().isEmpty()
                ? new Preparation(installed.installation(), List.of())
                : Preparation.of(installed.installation(), plan.targets(), terminal);
        Installation installation = preparation.installation();
        RunRecord record = RunRecords.of(
                        id,
                        startedAt,
                        claimIds,
                        selection,
                        plan,
                        programs,
                        Stream.concat(notes.stream(), preparation.notes().stream())
                                .toList(),
                        database,
                        installation)
                .with(stopping);
        return new Measuring(spec.commandLine(), installation, databaseUrl, dir, catalogue)
                .carryOut(plan, plan.trials(), planned, witness, runner -> {
                    own.store(dir);
                    return (noMetrics ? runner.withoutMetrics() : runner)
                            .run(
                                    plan,
                                    record,
                                    environment,
                                    dir,
                                    new ProgramRunner(installed, programs, ProgramRunner.BOUND),
                                    DecidedReview.of(record, dir, catalogue));
                });
    }

    private Profile profile() {
        Choices.one(spec.commandLine(), "profile", profile, Profile.names());
        return Profile.find(profile).orElseThrow();
    }

    private Path dir(String id) throws IOException {
        return Folders.fresh(spec.commandLine(), out == null ? Path.of("runs", id) : out);
    }
}

package claimbench.harness.cli;

import claimbench.contract.ProblemException;
import claimbench.harness.capacity.CapacitySettings;
import claimbench.harness.capacity.Objective;
import claimbench.harness.experiment.Plan;
import claimbench.harness.experiment.SameTwice;
import claimbench.harness.experiment.Target;
import claimbench.harness.result.EnvironmentRecord;
import claimbench.harness.result.PrivateData;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.RunLock;
import claimbench.harness.result.RunRecord;
import claimbench.harness.result.StoredRun;
import claimbench.harness.run.Installation;
import claimbench.harness.run.Machine;
import claimbench.load.LoadLimits;
import claimbench.load.Scenario;
import claimbench.load.ScenarioCatalogue;
import claimbench.load.Spacing;
import claimbench.runtime.DatabaseUrl;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code claimbench capacity}: what each target can keep up with, and how fast all are at equal rates below that. */
@Command(
        name = "capacity",
        mixinStandardHelpOptions = true,
        header = "Finds what each target can keep up with, then compares latencies at equal rates below that.",
        description =
                "Tries rates of an open load one after another, each in fresh JVMs, until the capacity of each target lies in"
                        + " an interval that is narrow enough. Then measures all targets at equal rates below the lowest capacity: above"
                        + " it, response times mean nothing. One of them is measured there twice (A/A), which shows the noise. Stores everything as a run does; 'claimbench report' shows it again, and"
                        + " 'claimbench resume' finishes it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  claimbench capacity                                         all targets, requests that wait",
            "  claimbench capacity event-loop reactive --scenario fanout --set ms=20",
            "  claimbench capacity --objective p99=250ms,errors=0.1%%",
            "  claimbench capacity --arrivals poisson --precision 10 --budget 30m"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done: every capacity is as narrow as asked for, every latency holds",
            "1:some capacity is wider than asked for or unknown, or some latency is void or doubtful",
            "2:wrong usage: nothing was run",
            "130, 143:ended by Ctrl-C or SIGTERM; trials already done are kept, and 'claimbench resume' does the rest"
        })
final class CapacityCommand implements Callable<Integer> {
    private static final int SHARES_MAX = 10;
    private static final int START_RATE_DEFAULT = 200;
    private static final int MAX_RATE_DEFAULT = 30_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(
            paramLabel = "TARGET",
            arity = "0..*",
            split = ",",
            description = "Targets; see 'claimbench list targets' (default: all that come with claimbench).")
    private List<String> targets = List.of();

    @Option(
            names = "--target-url",
            paramLabel = "NAME=URL",
            description =
                    "A server that is already running, beside the targets or in place of the one of that name. May be"
                            + " repeated.")
    private Map<String, String> targetUrls = Map.of();

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            defaultValue = "wait",
            description = "What users do; see 'claimbench list scenarios' (default: ${DEFAULT-VALUE}).")
    private String scenario = "";

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "A parameter of the scenario. May be repeated.")
    private Map<String, String> parameters = Map.of();

    @Option(
            names = "--objective",
            paramLabel = "WHAT",
            description =
                    "When a server keeps up with a rate: one or more of pN=TIME (a percentile of response times, such as"
                            + " p99=200ms), errors=N%% (at most so many fail) and achieved=N%% (good answers come at least at this part"
                            + " of the rate of arrivals), joined by commas (default: p99=1s,errors=1%%,achieved=95%%).")
    private @Nullable String objective;

    @Option(
            names = "--arrivals",
            paramLabel = "HOW",
            defaultValue = "even",
            description = "How arrivals follow each other: even or poisson (default: ${DEFAULT-VALUE}).")
    private String arrivals = "";

    @Option(
            names = "--start-rate",
            paramLabel = "N",
            defaultValue = "" + START_RATE_DEFAULT,
            description = "Arrivals a second that are tried first (default: ${DEFAULT-VALUE}).")
    private String startRate = "";

    @Option(
            names = "--max-rate",
            paramLabel = "N",
            defaultValue = "" + MAX_RATE_DEFAULT,
            description = "The most that are tried, up to " + LoadLimits.RATE_MAX
                    + " (default: ${DEFAULT-VALUE}, about what one core of the generator can send).")
    private String maxRate = "";

    @Option(
            names = "--precision",
            paramLabel = "PERCENT",
            defaultValue = "20",
            description = "How much higher than its lower end the upper end of an interval may be, 2 to 100 (default:"
                    + " ${DEFAULT-VALUE}).")
    private String precision = "";

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            description =
                    "How long all of it may take, such as 20m: the search ends so early that the comparison still fits"
                            + " (default: as long as it takes).")
    private @Nullable String budget;

    @Option(
            names = "--at",
            paramLabel = "PERCENT",
            split = ",",
            defaultValue = "25,50,75",
            description =
                    "At which parts of the lowest capacity latencies are compared, 1 to 95, joined by commas (default:"
                            + " ${DEFAULT-VALUE}).")
    private List<String> at = List.of();

    @Option(
            names = "--trials",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many trials each target has at each of these rates (default: ${DEFAULT-VALUE}).")
    private String trials = "";

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "3",
            description = "How long the same load runs before the window of each trial, 0 to "
                    + LoadLimits.WARM_UP_SECONDS_MAX + " (default: ${DEFAULT-VALUE}).")
    private String warmUp = "";

    @Option(
            names = "--window",
            paramLabel = "SECONDS",
            defaultValue = "4",
            description = "How long is measured in each trial, 1 to " + LoadLimits.WINDOW_SECONDS_MAX
                    + " (default: ${DEFAULT-VALUE}).")
    private String window = "";

    @Option(names = "--seed", paramLabel = "N", description = "Seed of every random choice (default: a new one).")
    private @Nullable String seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the run is stored; a new or an empty folder (default: runs/TIME-capacity).")
    private @Nullable Path out;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            defaultValue = "${env:" + DatabaseUrl.VARIABLE + "}",
            description =
                    "Your own PostgreSQL, as " + DatabaseUrl.ALLOWED + ", where the scenario needs one (default: the"
                            + " environment's " + DatabaseUrl.VARIABLE + ", or else one is started).")
    private @Nullable String databaseUrl;

    @Option(
            names = "--json",
            description = "Print what was found as JSON; how the search goes on is then told on standard error.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandLine command = spec.commandLine();
        PrintWriter progress = json ? command.getErr() : command.getOut();
        Instant startedAt = Instant.now();
        List<Target> chosen = Selection.targets(command, targets, targetUrls);
        CapacitySettings settings = settings(SameTwice.target(chosen));
        checkBudget(settings, chosen.size());
        DatabaseUrl database = databaseUrl == null ? null : Selection.database(command, databaseUrl);
        long chosenSeed = Choices.seed(command, seed);
        String id = Folders.stamp(startedAt) + "-capacity";
        Path dir = Folders.fresh(command, out == null ? Path.of("runs", id) : out);
        EnvironmentRecord environment = Machine.describe(dir);
        List<String> notes = notes(environment);
        progress.println("capacities of "
                + String.join(", ", chosen.stream().map(Target::name).toList()) + " for " + scenario + "; seed "
                + chosenSeed);
        progress.println(
                settings.rounds() == 1
                        ? "one trial at each equal rate cannot tell the noise (A/A); --trials 2 or more can"
                        : "measured twice in each round at the highest equal rate, to tell the noise: "
                                + settings.measuredTwice());
        progress.println("folder: " + dir);
        notes.forEach(note -> progress.println("note: " + note));
        progress.flush();
        Preparation preparation = Preparation.of(Installation.find(), chosen, progress);
        Installation installation = preparation.installation();
        RunRecord record = RunRecords.ofSearch(
                id,
                startedAt,
                chosenSeed,
                chosen,
                ScenarioCatalogue.find(scenario).orElseThrow(),
                Stream.concat(notes.stream(), preparation.notes().stream()).toList(),
                database,
                installation);
        RunFiles.makeFolder(dir);
        try (RunLock lock =
                RunLock.take(dir).orElseThrow(() -> new IOException("another process measures into " + dir))) {
            RunFiles.write(dir.resolve(RunFiles.ENVIRONMENT), environment);
            RunFiles.write(dir.resolve(RunFiles.SEARCH), settings);
            // Last: a folder that has it has all that a reader needs.
            RunFiles.write(dir.resolve(RunFiles.RUN), record);
            var searching = new Searching(command, installation, databaseUrl, dir, settings, chosen, progress);
            searching.measure(lock, record, environment, List.of());
        }
        StoredRun stored = StoredRun.load(dir).hiding(PrivateData.here());
        boolean sound = json
                ? CapacityOutcome.showJson(stored, settings, command.getOut())
                : CapacityOutcome.show(stored, settings, command.getOut());
        return sound ? 0 : 1;
    }

    private CapacitySettings settings(String measuredTwice) {
        CommandLine command = spec.commandLine();
        Scenario chosen = scenario(command);
        int most = (int) Choices.wholeNumber(command, "--max-rate", maxRate, 1, LoadLimits.RATE_MAX);
        int first = (int) Choices.wholeNumber(command, "--start-rate", startRate, 1, most);
        Choices.one(command, "--arrivals", arrivals, Spacing.names());
        return new CapacitySettings(
                CapacitySettings.SCHEMA,
                chosen.name(),
                new TreeMap<>(parameters),
                objective == null ? Objective.DEFAULT : objective(command, objective),
                arrivals.equals(Spacing.POISSON.wireName()) ? Spacing.POISSON : Spacing.EVEN,
                first,
                most,
                Choices.number(command, "--precision", precision, 2, 100),
                budget == null ? null : budget(command, budget).toMillis(),
                1_000 * (int) Choices.wholeNumber(command, "--warm-up", warmUp, 0, LoadLimits.WARM_UP_SECONDS_MAX),
                1_000 * (int) Choices.wholeNumber(command, "--window", window, 1, LoadLimits.WINDOW_SECONDS_MAX),
                shares(command),
                (int) Choices.wholeNumber(command, "--trials", trials, 1, Plan.ROUNDS_MAX),
                measuredTwice);
    }

    private Scenario scenario(CommandLine command) {
        Choices.one(
                command,
                "scenario",
                scenario,
                ScenarioCatalogue.all().stream().map(Scenario::name).toList());
        Scenario chosen = ScenarioCatalogue.find(scenario).orElseThrow();
        LoadCommand.checkParameters(command, chosen, parameters);
        try {
            if (chosen.isShaped(parameters)) {
                throw new ParameterException(
                        command,
                        "scenario " + scenario + " has arrivals at rates of its own, so it has no capacity to find;"
                                + " choose another one");
            }
        } catch (ProblemException e) {
            throw new ParameterException(command, "--set " + e.getMessage());
        }
        return chosen;
    }

    private static Objective objective(CommandLine command, String text) {
        return Objective.parse(text)
                .orElseThrow(() -> new ParameterException(
                        command, "--objective must be " + Objective.ALLOWED + ", not '" + text + "'"));
    }

    private static Duration budget(CommandLine command, String text) {
        return Durations.parse(text)
                .orElseThrow(() -> new ParameterException(
                        command,
                        "--budget must be a time from 1s to 999h, such as 90s, 20m or 1h30m, not '" + text + "'"));
    }

    private void checkBudget(CapacitySettings settings, int targetsChosen) {
        Duration least = settings.leastTime(targetsChosen);
        if (settings.budgetMillis() != null && settings.budgetMillis() < least.toMillis()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--budget " + budget + " does not hold one trial of each target to search by and the comparison: "
                            + Durations.typed(least)
                            + " is the least that does; or give less by --at, --trials, --warm-up"
                            + " or --window");
        }
    }

    private List<Integer> shares(CommandLine command) {
        if (at.size() > SHARES_MAX) {
            throw new ParameterException(command, "--at has at most " + SHARES_MAX + " parts, not " + at.size());
        }
        return at.stream()
                .map(share -> (int) Choices.wholeNumber(command, "--at", share, 1, 95))
                .distinct()
                .sorted()
                .toList();
    }

    private static List<String> notes(EnvironmentRecord environment) {
        var notes = new ArrayList<String>();
        int cores = environment.cores().size();
        if (!environment.taskset()) {
            notes.add("processes cannot be kept to cores here (no taskset): all of them share all cores");
        } else if (cores == 1) {
            notes.add("one core: target, generator and upstream share it, so capacities are those of all three");
        } else if (cores == 2) {
            notes.add("2 cores: the upstream shares the generator's");
        }
        Notes.busy(environment).ifPresent(notes::add);
        return List.copyOf(notes);
    }
}

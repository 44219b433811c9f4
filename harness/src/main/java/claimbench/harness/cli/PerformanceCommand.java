package claimbench.harness.cli;

import claimbench.harness.experiment.Target;
import claimbench.harness.performance.Part;
import claimbench.harness.performance.Requirements;
import claimbench.harness.performance.Results;
import claimbench.harness.performance.Results.SettingsRecord;
import claimbench.harness.performance.Schedule;
import claimbench.harness.performance.Servers;
import claimbench.harness.performance.Session;
import claimbench.harness.performance.Session.Measured;
import claimbench.harness.performance.Settings;
import claimbench.harness.performance.Settings.Counts;
import claimbench.harness.performance.Step;
import claimbench.harness.result.EnvironmentRecord;
import claimbench.harness.run.Affinity;
import claimbench.harness.run.Installation;
import claimbench.harness.run.Machine;
import claimbench.harness.run.SourceCommit;
import claimbench.harness.run.TrialFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code claimbench performance}: makes the tables of the page on performance. */
@Command(
        name = "performance",
        mixinStandardHelpOptions = true,
        header = "Measures how fast the servers are, beside those that people use, and makes the tables.",
        description = "Drives each server with wrk, on one core, from another; weighs idle connections; runs the "
                + "benchmarks without HTTP; asks the targets for more than they can do, and for long, and for very many at"
                + " once, and leaves in the middle; measures what our recording costs "
                + "Gatling; and holds what it finds against bars that were set before.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  claimbench performance                                 everything",
            "  claimbench performance --dry-run                       what, in which order, how long",
            "  claimbench performance --only http --servers event-loop,netty --rounds 5",
            "  claimbench performance --only micro",
            "  claimbench performance --only overload,leaving,streams",
            "  claimbench performance --only soak --soak-minutes 60",
            "  claimbench performance --only recording --rounds 5    what recording costs Gatling"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; a bar that is missed is a result, not a failure",
            "1:something could not be measured; the rest is, and is stored",
            "2:wrong usage, or the machine lacks what is needed: nothing was run",
            "130, 143:ended by Ctrl-C or SIGTERM; what was measured is kept"
        })
final class PerformanceCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--only",
            paramLabel = "PART",
            split = ",",
            description =
                    "Parts, joined by commas: http, idle, micro, overload, leaving, soak, streams, recording (default: all).")
    private List<String> only = List.of();

    @Option(
            names = "--servers",
            paramLabel = "NAME",
            split = ",",
            description = "Servers, joined by commas: targets and controls (default: all).")
    private List<String> servers = List.of();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "" + Settings.ROUNDS_DEFAULT,
            description = "How often each is measured, 1 to " + Settings.ROUNDS_MAX + " (default: ${DEFAULT-VALUE}).")
    private String rounds = "";

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "" + Settings.WINDOW_SECONDS_DEFAULT,
            description = "How long each load is measured, 1 to " + Settings.SECONDS_MAX
                    + " seconds (default: ${DEFAULT-VALUE}).")
    private String seconds = "";

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "" + Settings.WARM_UP_SECONDS_DEFAULT,
            description = "How long the same load runs before that, 0 to " + Settings.SECONDS_MAX
                    + " seconds (default: ${DEFAULT-VALUE}).")
    private String warmUp = "";

    @Option(
            names = "--leaves",
            paramLabel = "N",
            defaultValue = "" + Counts.LEAVES_DEFAULT,
            description = "How many clients leave, for each kind of request, 1 to " + Counts.LEAVES_MAX
                    + " (default: ${DEFAULT-VALUE}).")
    private String leaves = "";

    @Option(
            names = "--streams",
            paramLabel = "N",
            defaultValue = "" + Counts.STREAMS_DEFAULT,
            description = "Streams that are open at once, 1 to " + Counts.AT_ONCE_MAX + " (default: ${DEFAULT-VALUE}).")
    private String streams = "";

    @Option(
            names = "--waits",
            paramLabel = "N",
            defaultValue = "" + Counts.WAITS_DEFAULT,
            description =
                    "Waits that are under way at once, 1 to " + Counts.AT_ONCE_MAX + " (default: ${DEFAULT-VALUE}).")
    private String waits = "";

    @Option(
            names = "--soak-minutes",
            paramLabel = "N",
            defaultValue = "" + Counts.SOAK_MINUTES_DEFAULT,
            description =
                    "How long the load of the soak lasts, " + Counts.SOAK_MINUTES_MIN + " to " + Counts.SOAK_MINUTES_MAX
                            + " minutes (default: ${DEFAULT-VALUE}). Once; the targets without a pool"
                            + " of threads run side by side.")
    private String soakMinutes = "";

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of the order within each round (default: a new one).")
    private @Nullable String seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the results are stored; a new or an empty folder (default: runs/TIME-performance).")
    private @Nullable Path out;

    @Option(names = "--dry-run", description = "Print what would be measured, and how long it takes, and end.")
    private boolean dryRun;

    @Override
    public Integer call() throws IOException, InterruptedException, TrialFailure {
        PrintWriter terminal = spec.commandLine().getOut();
        Instant startedAt = Instant.now();
        Settings settings = settings();
        Path dir = Folders.fresh(
                spec.commandLine(), out == null ? Path.of("runs", Folders.stamp(startedAt) + "-performance") : out);
        EnvironmentRecord machine = Machine.describe(dir);
        Requirements.missing(settings, machine).ifPresent(missing -> {
            throw new ParameterException(spec.commandLine(), missing);
        });
        int serverCore = machine.cores().get(0);
        int loadCore = machine.cores().get(1);
        var installation = Installation.find();
        Schedule schedule = Schedule.of(settings, installation, serverCore, loadCore);
        if (schedule.steps().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "nothing to measure: of these servers, none has these parts; overload, leaving, soak and streams are"
                            + " for targets");
        }
        summary(terminal, schedule, settings, machine, dir);
        if (dryRun) {
            schedule.steps().stream().map(Step::title).forEach(terminal::println);
            terminal.flush();
            return 0;
        }
        Files.createDirectories(dir);
        Affinity.keepSelfTo(List.of(loadCore));
        Results results;
        try (var _ = new Interruption(
                spec.commandLine().getErr(), "the step in flight is lost, what was measured is kept in " + dir)) {
            results = new Session(schedule, dir, describe(settings, startedAt, machine, installation))
                    .run((number, of, line, left) -> progress(terminal, number, of, line, left));
        }
        terminal.println();
        terminal.print(Files.readString(dir.resolve(Session.MARKDOWN_FILE)));
        terminal.println("tables: " + dir.resolve(Session.MARKDOWN_FILE));
        terminal.flush();
        return results.failures().isEmpty() ? 0 : 1;
    }

    private Settings settings() {
        var command = spec.commandLine();
        Set<Part> parts = EnumSet.noneOf(Part.class);
        (only.isEmpty() ? Part.names() : Choices.several(command, "part", only, Part.names()))
                .forEach(name -> parts.add(Part.of(name)));
        List<String> names = Servers.all().stream().map(Target::name).toList();
        List<String> chosen = servers.isEmpty() ? names : Choices.several(command, "server", servers, names);
        return new Settings(
                parts,
                Servers.all().stream()
                        .filter(server -> chosen.contains(server.name()))
                        .toList(),
                (int) Choices.wholeNumber(command, "--rounds", rounds, 1, Settings.ROUNDS_MAX),
                (int) Choices.wholeNumber(command, "--seconds", seconds, 1, Settings.SECONDS_MAX),
                (int) Choices.wholeNumber(command, "--warm-up", warmUp, 0, Settings.SECONDS_MAX),
                new Counts(
                        (int) Choices.wholeNumber(command, "--leaves", leaves, 1, Counts.LEAVES_MAX),
                        (int) Choices.wholeNumber(command, "--streams", streams, 1, Counts.AT_ONCE_MAX),
                        (int) Choices.wholeNumber(command, "--waits", waits, 1, Counts.AT_ONCE_MAX),
                        Choices.number(
                                command,
                                "--soak-minutes",
                                soakMinutes,
                                Counts.SOAK_MINUTES_MIN,
                                Counts.SOAK_MINUTES_MAX)),
                Choices.seed(command, seed));
    }

    private static void summary(
            PrintWriter terminal, Schedule schedule, Settings settings, EnvironmentRecord machine, Path dir) {
        terminal.println(schedule.steps().size() + " steps in " + settings.rounds() + " rounds, about "
                + Durations.text(schedule.expected()) + "; seed " + settings.seed());
        terminal.println("folder: " + dir);
        Notes.busy(machine).ifPresent(note -> terminal.println("note: " + note));
        terminal.flush();
    }

    private static void progress(PrintWriter terminal, int number, int of, String line, Duration left) {
        int width = Integer.toString(of).length();
        terminal.printf("[%" + width + "d/%d] %s; %s left%n", number, of, line, Durations.text(left));
        terminal.flush();
    }

    private static Function<Measured, Results> describe(
            Settings settings, Instant startedAt, EnvironmentRecord machine, Installation installation) {
        String commit = SourceCommit.of(installation.lib()).orElse("");
        var record = new SettingsRecord(
                settings.parts().stream().map(Part::wireName).toList(),
                settings.servers().stream().map(Target::name).toList(),
                settings.rounds(),
                settings.windowSeconds(),
                settings.warmUpSeconds(),
                settings.seed(),
                machine.cores().get(0),
                machine.cores().get(1));
        return measured -> new Results(
                command(settings),
                commit,
                startedAt.truncatedTo(ChronoUnit.SECONDS).toString(),
                record,
                machine,
                installation.versions(),
                measured.bars(),
                measured.samples(),
                measured.failures());
    }

    /** What makes the same tables again, in the same order of steps. */
    private static String command(Settings settings) {
        var command = new StringBuilder("./claimbench performance");
        if (settings.parts().size() < Part.values().length) {
            command.append(" --only ")
                    .append(String.join(
                            ",", settings.parts().stream().map(Part::wireName).toList()));
        }
        if (settings.servers().size() < Servers.all().size()) {
            command.append(" --servers ")
                    .append(String.join(
                            ",", settings.servers().stream().map(Target::name).toList()));
        }
        option(command, " --leaves ", Part.LEAVING, settings, settings.counts().leaves());
        option(command, " --streams ", Part.STREAMS, settings, settings.counts().streams());
        option(command, " --waits ", Part.STREAMS, settings, settings.counts().waits());
        option(
                command,
                " --soak-minutes ",
                Part.SOAK,
                settings,
                settings.counts().soakMinutes());
        return command.append(" --rounds ")
                .append(settings.rounds())
                .append(" --seconds ")
                .append(settings.windowSeconds())
                .append(" --warm-up ")
                .append(settings.warmUpSeconds())
                .append(" --seed ")
                .append(settings.seed())
                .toString();
    }

    private static void option(StringBuilder command, String name, Part part, Settings settings, Number value) {
        if (settings.parts().contains(part)) {
            command.append(name).append(value);
        }
    }
}

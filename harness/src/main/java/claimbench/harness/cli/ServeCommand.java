package claimbench.harness.cli;

import claimbench.harness.experiment.Target;
import claimbench.harness.experiment.TargetCatalogue;
import claimbench.harness.run.Bounds;
import claimbench.harness.run.Foreground;
import claimbench.harness.run.Installation;
import claimbench.harness.run.TrialFailure;
import claimbench.runtime.DatabaseUrl;
import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code claimbench serve TARGET}: one target in the foreground, or what targets need alone. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        header = "Runs one target, control, upstream or database in the foreground, until Ctrl-C.",
        description =
                "With a target, the upstream and the database that its routes need are started too, unless --upstream"
                        + " and --database-url name others. Without a database, the other routes are served all the same.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  claimbench serve event-loop",
            "  curl 'http://127.0.0.1:8080/fanout?calls=3&mode=concurrent&ms=100'",
            "  claimbench serve reactive --database-url postgresql://me@127.0.0.1/mine",
            "  claimbench serve event-loop --workers 2",
            "  claimbench serve platform-threads --port 9000 -- --pool 50",
            "  claimbench serve netty -- --loops 2",
            "  claimbench serve upstream -- --fault stall-body --fault-share 0.1",
            "  claimbench serve database --port 5432"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "1:what was to be served, or a target's upstream, could not start, or ended by itself",
            "2:wrong usage",
            "130, 143:Ctrl-C, SIGTERM"
        })
final class ServeCommand implements Callable<Integer> {
    /** The only one that can be several processes. */
    private static final String TARGET_OF_WORKERS = "event-loop";

    private static final int WORKERS_MAX = 256;

    /** What can be served alone, since targets need it. */
    private static final String UPSTREAM = "upstream";

    private static final String DATABASE = "database";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "TARGET",
            description = "Name of a target or a control (see 'claimbench list targets'), " + UPSTREAM + " or "
                    + DATABASE + ".")
    private String target = "";

    @Parameters(index = "1..*", paramLabel = "OPTION", description = "Options of its own, after '--'.")
    private List<String> targetOptions = List.of();

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (default: ${DEFAULT-VALUE}, this machine alone).")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Port to listen on, 0 to 65535; 0 takes a free one (default: 8080; " + UPSTREAM + " 8089, "
                    + DATABASE + " 5432).")
    private @Nullable String port;

    @Option(
            names = "--upstream",
            paramLabel = "URL",
            description = "Where an upstream answers (default: one is started, on a free port).")
    private @Nullable String upstream;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description = "Your own PostgreSQL, as " + DatabaseUrl.ALLOWED
                    + ": it gets the table and the rows (default: the environment's " + DatabaseUrl.VARIABLE
                    + ", or else one is started, with data of its own).")
    private @Nullable String databaseUrl;

    @Option(names = "--no-database", description = "Start no database: /users and /profile answer 502.")
    private boolean noDatabase;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Processes of " + TARGET_OF_WORKERS + " that share the port, 1 to " + WORKERS_MAX
                    + " (default: 1): for more cores where the work is CPU work, and for a pause or a crash to concern one"
                    + " alone. Each connection is served by one of them.")
    private @Nullable String workers;

    @Override
    public Integer call() throws TrialFailure, InterruptedException {
        List<String> known = Stream.concat(TargetCatalogue.namesWithControls().stream(), Stream.of(UPSTREAM, DATABASE))
                .toList();
        Choices.one(spec.commandLine(), "target", target, known);
        return switch (target) {
            case UPSTREAM, DATABASE -> alone();
            default -> target(TargetCatalogue.find(target).orElseThrow());
        };
    }

    /** What targets need, and needs nothing itself. */
    private int alone() throws TrialFailure, InterruptedException {
        boolean isUpstream = target.equals(UPSTREAM);
        refuse("--upstream", upstream != null);
        refuse("--workers", workers != null);
        refuse("--no-database", noDatabase);
        refuse("--database-url", isUpstream && databaseUrl != null);
        List<String> options = options(isUpstream ? "8089" : "5432");
        options.addAll(targetOptions);
        String ownDatabase = isUpstream ? null : ownDatabase();
        var installation = Installation.find();
        var full = new ArrayList<>(isUpstream ? installation.upstream() : installation.database());
        full.addAll(options);
        try (var processes = new Foreground()) {
            return exitCode(processes.start(target, full, ownDatabase), processes);
        }
    }

    private int target(Target chosen) throws TrialFailure, InterruptedException {
        String upstreamUrl = upstream == null
                ? null
                : Selection.address(spec.commandLine(), "--upstream", upstream).toString();
        if (noDatabase && databaseUrl != null) {
            throw new ParameterException(spec.commandLine(), "--no-database and --database-url: give one");
        }
        String ownDatabase = noDatabase ? null : ownDatabase();
        List<String> workersOption = workersOption();
        List<String> options = options("8080");
        var installation = Installation.find();
        PrintWriter out = spec.commandLine().getOut();
        try (var processes = new Foreground()) {
            var command = new ArrayList<>(installation.target(chosen));
            command.addAll(options);
            if (chosen.control()) {
                if (upstreamUrl != null) {
                    command.addAll(List.of("--upstream", upstreamUrl));
                }
                command.addAll(workersOption);
                command.addAll(targetOptions);
                return exitCode(processes.start(target, command), processes);
            }
            var companions = new Companions(
                    installation, processes, out, spec.commandLine().getErr());
            Companions.Told told = companions.start(upstreamUrl, !noDatabase, ownDatabase);
            command.addAll(told.options());
            command.addAll(workersOption);
            command.addAll(targetOptions);
            Foreground.Starting server = processes.startServer(target, command, told.databaseUrl(), line -> {
                out.println(line);
                out.flush();
            });
            showExercises(server);
            return exitCode(server.process(), processes);
        }
    }

    /** When it is ready; where it has ended instead, it has said why. */
    private void showExercises(Foreground.Starting server) throws TrialFailure, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try {
            var url = URI.create(server.await(Bounds.DEFAULT.ready()));
            out.println("to try, in another terminal:");
            Exercises.commands(url).forEach(out::println);
            out.flush();
        } catch (TrialFailure e) {
            if (server.process().isAlive()) {
                throw e;
            }
        }
    }

    /** That every server takes. */
    private List<String> options(String portDefault) {
        String text = port == null ? portDefault : port;
        long portNumber = Choices.wholeNumber(spec.commandLine(), "--port", text, 0, 65_535);
        return new ArrayList<>(List.of("--host", host, "--port", Long.toString(portNumber), "--exit-with-parent"));
    }

    /** When one of them has ended. */
    private int exitCode(Process server, Foreground processes) throws TrialFailure, InterruptedException {
        String ended = processes.awaitFirstEnd();
        if (!ended.equals(target)) {
            throw new TrialFailure(ended + " has ended, so " + target + " is ended too");
        }
        // It was not this process that asked it to end.
        return server.exitValue() == 0 ? 1 : server.exitValue();
    }

    private void refuse(String option, boolean given) {
        if (given) {
            throw new ParameterException(spec.commandLine(), option + " is for targets, not for " + target);
        }
    }

    /** The user's own, checked; null where there is none. */
    private @Nullable String ownDatabase() {
        // Not picocli's default: what is in the environment is no reason to refuse what is on the command line.
        String url = databaseUrl == null ? System.getenv(DatabaseUrl.VARIABLE) : databaseUrl;
        if (url != null) {
            var _ = Selection.database(spec.commandLine(), url);
        }
        return url;
    }

    private List<String> workersOption() {
        if (workers == null) {
            return List.of();
        }
        long count = Choices.wholeNumber(spec.commandLine(), "--workers", workers, 1, WORKERS_MAX);
        if (!target.equals(TARGET_OF_WORKERS)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--workers is for " + TARGET_OF_WORKERS + " alone: " + target + " is one process, on all cores");
        }
        return List.of("--workers", Long.toString(count));
    }
}

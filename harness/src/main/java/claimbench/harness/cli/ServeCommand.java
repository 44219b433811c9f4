package claimbench.harness.cli;

import claimbench.harness.experiment.Target;
import claimbench.harness.experiment.TargetCatalogue;
import claimbench.harness.run.Bounds;
import claimbench.harness.run.Foreground;
import claimbench.harness.run.Installation;
import claimbench.harness.run.TrialFailure;
import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code claimbench serve TARGET}: one target in the foreground. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        header = "Runs one target or control in the foreground, until Ctrl-C.",
        description = "The upstream that a target's fan-out calls is started too, unless --upstream names another.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  claimbench serve event-loop",
            "  curl 'http://127.0.0.1:8080/fanout?calls=3&mode=concurrent&ms=100'",
            "  claimbench serve event-loop --workers 2",
            "  claimbench serve platform-threads --port 9000 -- --pool 50",
            "  claimbench serve netty -- --loops 2"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "1:the target or its upstream could not start, or ended by itself",
            "2:wrong usage",
            "130, 143:Ctrl-C, SIGTERM"
        })
final class ServeCommand implements Callable<Integer> {
    /** The only one that can be several processes. */
    private static final String TARGET_OF_WORKERS = "event-loop";

    private static final int WORKERS_MAX = 256;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "TARGET",
            description = "Name of a target or a control; see 'claimbench list targets'.")
    private String target = "";

    @Parameters(index = "1..*", paramLabel = "OPTION", description = "Options of the target's own, after '--'.")
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
            defaultValue = "8080",
            description = "Port to listen on, 0 to 65535; 0 takes a free one (default: ${DEFAULT-VALUE}).")
    private String port = "8080";

    @Option(
            names = "--upstream",
            paramLabel = "URL",
            description = "Where an upstream answers (default: one is started, on a free port).")
    private @Nullable String upstream;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Processes of " + TARGET_OF_WORKERS + " that share the port, 1 to " + WORKERS_MAX
                    + " (default: 1): for more cores where the work is CPU work, and for a pause or a crash to concern one"
                    + " alone. Each connection is served by one of them.")
    private @Nullable String workers;

    @Override
    public Integer call() throws TrialFailure, InterruptedException {
        Choices.one(spec.commandLine(), "target", target, TargetCatalogue.namesWithControls());
        Target chosen = TargetCatalogue.find(target).orElseThrow();
        long portNumber = Choices.wholeNumber(spec.commandLine(), "--port", port, 0, 65_535);
        String upstreamUrl = upstream == null
                ? null
                : Selection.address(spec.commandLine(), "--upstream", upstream).toString();
        List<String> workersOption = workersOption();
        var installation = Installation.find();
        try (var processes = new Foreground()) {
            if (upstreamUrl == null && !chosen.control()) {
                upstreamUrl = startUpstream(installation, processes).toString();
            }
            var command = new ArrayList<>(installation.target(chosen));
            command.addAll(List.of("--host", host, "--port", Long.toString(portNumber), "--exit-with-parent"));
            if (upstreamUrl != null) {
                command.addAll(List.of("--upstream", upstreamUrl));
            }
            command.addAll(workersOption);
            command.addAll(targetOptions);
            Process server = processes.start(target, command);
            String ended = processes.awaitFirstEnd();
            if (!ended.equals(target)) {
                throw new TrialFailure(ended + " has ended, so " + target + " is ended too");
            }
            // It was not this process that asked it to end.
            return server.exitValue() == 0 ? 1 : server.exitValue();
        }
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

    /** The target must know the address before it starts, so it waits for it. */
    private URI startUpstream(Installation installation, Foreground processes)
            throws TrialFailure, InterruptedException {
        PrintWriter terminal = spec.commandLine().getOut();
        var command = new ArrayList<>(installation.upstream());
        command.addAll(List.of("--port", "0", "--exit-with-parent"));
        return processes.startServer("the upstream", command, Bounds.DEFAULT.ready(), line -> {
            terminal.println(line);
            terminal.flush();
        });
    }
}

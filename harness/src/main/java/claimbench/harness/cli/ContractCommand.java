package claimbench.harness.cli;

import claimbench.harness.experiment.TargetCatalogue;
import claimbench.harness.run.Bounds;
import claimbench.harness.run.Foreground;
import claimbench.harness.run.Installation;
import claimbench.harness.run.TrialFailure;
import claimbench.runtime.DatabaseUrl;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
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

/** {@code claimbench contract}: whether a server keeps the contract, whoever has written it and in whatever language. */
@Command(
        name = "contract",
        mixinStandardHelpOptions = true,
        header = "Checks whether a server keeps the contract, and prints a table: each check, and why it failed.",
        description = {
            "For a server that runs already (--url), the kit takes the place of its upstream: start the server with its"
                    + " upstream at http://127.0.0.1:8089, where nothing else may listen, and with a database that has the"
                    + " rows of 'claimbench serve database'.",
            "A server that the kit starts itself (TARGET, or --start) is checked for its start and end, too."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  claimbench contract event-loop",
            "  claimbench contract --url http://127.0.0.1:8080",
            "  claimbench contract --url http://127.0.0.1:8080 --filter answer",
            "  claimbench contract --start 'python3 server.py'",
            "  claimbench contract reactive --fuzz 100000 --filter 'random bytes'"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every check that was run is green",
            "1:a check failed, or could not be made since the server lacks its upstream or database or has ended, or none was"
                    + " run",
            "2:wrong usage: nothing was checked"
        })
final class ContractCommand implements Callable<Integer> {
    private static final String UPSTREAM_PORT_DEFAULT = "8089";
    private static final int FUZZ_MAX = 100_000_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "TARGET",
            description =
                    "One that comes with claimbench (see 'claimbench list targets'): it is started, with a database.")
    private @Nullable String target;

    @Parameters(index = "1..*", paramLabel = "OPTION", description = "Options of the target's own, after '--'.")
    private List<String> targetOptions = List.of();

    @Option(names = "--url", paramLabel = "URL", description = "A server that runs: http://HOST:PORT.")
    private @Nullable String url;

    @Option(
            names = "--start",
            paramLabel = "COMMAND",
            description = "A command that starts a server, its words apart by spaces. It is given --port, --upstream"
                    + " and --exit-with-parent, and its database by the environment's " + DatabaseUrl.VARIABLE
                    + "; it must print 'ready NAME http://HOST:PORT'.")
    private @Nullable String start;

    @Option(
            names = "--upstream-port",
            paramLabel = "N",
            description = "With --url: where the server looks for its upstream on this machine, 1 to 65535 (default: "
                    + UPSTREAM_PORT_DEFAULT + ").")
    private @Nullable String upstreamPort;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description =
                    "Of a server that is started: your own PostgreSQL, which gets the table and the rows (default: the"
                            + " environment's " + DatabaseUrl.VARIABLE + ", or else one is started).")
    private @Nullable String databaseUrl;

    @Option(
            names = "--filter",
            paramLabel = "REGEX",
            description = "Only checks whose 'facet: check' it is found in, in any case of letters.")
    private @Nullable String filter;

    @Option(names = "--quick", description = "Leave out the checks that wait for a server's patience to end.")
    private boolean quick;

    @Option(
            names = "--fuzz",
            paramLabel = "N",
            description = "How many random and mutated requests, 0 to " + FUZZ_MAX + " (default: 400).")
    private @Nullable String fuzz;

    @Option(names = "--seed", paramLabel = "N", description = "Of the random requests; a failure names its own.")
    private @Nullable String seed;

    @Option(names = "--json", description = "Print JSON in place of the table.")
    private boolean json;

    @Override
    public Integer call() throws TrialFailure, InterruptedException {
        List<String> options = options();
        var installation = Installation.find();
        var command = new ArrayList<>(installation.contractKit());
        command.addAll(options);
        try (var processes = new Foreground()) {
            if (url != null) {
                return processes.start("the kit", command).waitFor();
            }
            command.add("--");
            command.addAll(started(installation));
            return processes
                    .start("the kit", command, database(installation, processes))
                    .waitFor();
        }
    }

    private List<String> options() {
        CommandLine command = spec.commandLine();
        if (Stream.of(url, start, target).filter(given -> given != null).count() != 1) {
            throw new ParameterException(
                    command, "give one of --url URL, TARGET and --start COMMAND: which server is to be checked");
        }
        var options = new ArrayList<String>();
        if (url != null) {
            if (databaseUrl != null) {
                throw new ParameterException(
                        command, "--database-url is for a server that is started; one that runs knows its database");
            }
            URI address = Selection.address(command, "--url", url);
            String port = upstreamPort == null ? UPSTREAM_PORT_DEFAULT : upstreamPort;
            long portNumber = Choices.wholeNumber(command, "--upstream-port", port, 1, 65_535);
            options.addAll(List.of("--url", address.toString(), "--upstream-port", Long.toString(portNumber)));
        } else if (upstreamPort != null) {
            throw new ParameterException(command, "--upstream-port is for --url; a server that is started is told");
        }
        if (target != null) {
            Choices.one(command, "target", target, TargetCatalogue.names());
        }
        if (filter != null) {
            options.addAll(List.of("--filter", filter));
        }
        if (fuzz != null) {
            options.addAll(List.of("--fuzz", Long.toString(Choices.wholeNumber(command, "--fuzz", fuzz, 0, FUZZ_MAX))));
        }
        if (seed != null) {
            options.addAll(List.of("--seed", Long.toString(Choices.seed(command, seed))));
        }
        if (quick) {
            options.add("--quick");
        }
        if (json) {
            options.add("--json");
        }
        return options;
    }

    private List<String> started(Installation installation) throws TrialFailure {
        if (target == null) {
            return List.of(String.valueOf(start).strip().split("\\s+"));
        }
        var command =
                new ArrayList<>(installation.target(TargetCatalogue.find(target).orElseThrow()));
        command.addAll(targetOptions);
        return command;
    }

    /** Of the server that is started: the user's own, which is given the rows, or a fresh one. */
    private String database(Installation installation, Foreground processes) throws TrialFailure, InterruptedException {
        var command = new ArrayList<>(installation.database());
        command.add("--exit-with-parent");
        String own = databaseUrl == null ? System.getenv(DatabaseUrl.VARIABLE) : databaseUrl;
        if (own != null) {
            var _ = Selection.database(spec.commandLine(), own);
        }
        String started =
                processes.startServer("the database", command, own, line -> {}).await(Bounds.DEFAULT.ready());
        return own == null ? started : own;
    }
}

package claimbench.kit;

import claimbench.contract.BaseUrl;
import claimbench.contract.Json;
import claimbench.kit.Check.Outcome;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The kit as a program: checks one server, prints a table, and says by its exit code whether the contract is kept. */
@Command(
        name = "claimbench contract",
        mixinStandardHelpOptions = true,
        header = "Checks whether a server keeps the contract.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every check that was run is green",
            "1:a check failed, or none could be run",
            "2:wrong usage: nothing was checked"
        })
public final class Main implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--url", paramLabel = "URL", description = "A server that runs: http://HOST:PORT.")
    private @Nullable String url;

    @Option(
            names = "--upstream-port",
            paramLabel = "N",
            defaultValue = "" + ScriptedUpstream.PORT_DEFAULT,
            description =
                    "Where that server looks for its upstream on this machine, 1 to 65535: the kit takes the upstream's"
                            + " place (default: ${DEFAULT-VALUE}).")
    private int upstreamPort = ScriptedUpstream.PORT_DEFAULT;

    @Option(
            names = "--filter",
            paramLabel = "REGEX",
            description = "Only checks whose 'facet: check' it is found in, in any case of letters.")
    private String filter = "";

    @Option(names = "--quick", description = "Leave out the checks that take longer than some seconds.")
    private boolean quick;

    @Option(
            names = "--fuzz",
            paramLabel = "N",
            defaultValue = "" + FuzzContract.CASES_DEFAULT,
            description = "How many random and mutated requests, 0 to 100000000 (default: ${DEFAULT-VALUE}).")
    private int fuzz = FuzzContract.CASES_DEFAULT;

    @Option(names = "--seed", paramLabel = "N", description = "Of the random requests; a failure names its own.")
    private @Nullable Long seed;

    @Option(names = "--json", description = "Print JSON in place of the table.")
    private boolean json;

    @Parameters(
            paramLabel = "COMMAND",
            description =
                    "After '--': a command that starts the server, in place of --url. It is given --port, --upstream"
                            + " and --exit-with-parent, and its database by the environment's "
                            + StartedProcess.DATABASE_VARIABLE
                            + "; it must print 'ready NAME http://HOST:PORT'.")
    private List<String> command = List.of();

    private final PrintStream out;

    private Main(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] args) {
        System.exit(run(System.out, System.err, args));
    }

    /** Checks, and gives the exit code. */
    static int run(PrintStream out, PrintStream err, String... args) {
        return new CommandLine(new Main(out))
                .setOut(new PrintWriter(out, true, out.charset()))
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler((e, given) -> {
                    err.println("claimbench: " + e.getMessage());
                    return 2;
                })
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    if (!(e instanceof KitException)) {
                        throw e;
                    }
                    err.println("claimbench: " + e.getMessage());
                    return 1;
                })
                .execute(args);
    }

    @Override
    public Integer call() {
        Subject subject = subject();
        Predicate<String> wanted = wanted();
        if (fuzz < 0 || fuzz > 100_000_000) {
            throw new ParameterException(
                    spec.commandLine(), "--fuzz must be a whole number from 0 to 100000000, not " + fuzz);
        }
        System.setProperty(FuzzContract.CASES, Integer.toString(fuzz));
        if (seed != null) {
            System.setProperty(FuzzContract.SEED, Long.toString(seed));
        }
        var table = new TableText(out);
        List<Check> checks = Kit.run(subject, wanted, !quick, facet -> {
            if (!json) {
                table.facet(facet);
            }
        });
        if (checks.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--filter '" + filter + "' is found in no check" + (quick ? " that --quick leaves in" : "")
                            + "; leave it out to see them all");
        }
        if (json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("url", String.valueOf(subject.url()));
            document.put("checks", checks);
            out.println(Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document));
        } else {
            table.summary(checks);
        }
        if (checks.stream().allMatch(check -> check.outcome() == Outcome.NOT_RUN)) {
            // Nothing is known of the server: that must not look like success.
            throw new KitException("nothing was checked: " + checks.getFirst().reason());
        }
        if (TableText.count(checks, Outcome.FAILED) + TableText.count(checks, Outcome.IMPEDED) > 0) {
            return 1;
        }
        if (!command.isEmpty()) {
            StartedProcess.deleteLog();
        }
        return 0;
    }

    private Subject subject() {
        if ((url == null) == command.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "give one of --url URL and, after '--', a command that starts a server");
        }
        if (url == null) {
            String database = System.getenv(StartedProcess.DATABASE_VARIABLE);
            return Subject.startedBy(command, database == null ? null : URI.create(database));
        }
        if (upstreamPort < 1 || upstreamPort > 65_535) {
            throw new ParameterException(
                    spec.commandLine(), "--upstream-port must be a whole number from 1 to 65535, not " + upstreamPort);
        }
        URI base = BaseUrl.parse(url)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "--url must be " + BaseUrl.ALLOWED + " without a path, not '" + url + "'"));
        return Subject.running(base, upstreamPort);
    }

    private Predicate<String> wanted() {
        try {
            return Pattern.compile(filter, Pattern.CASE_INSENSITIVE).asPredicate();
        } catch (PatternSyntaxException e) {
            throw new ParameterException(
                    spec.commandLine(), "--filter must be a regular expression: " + e.getDescription(), e);
        }
    }
}

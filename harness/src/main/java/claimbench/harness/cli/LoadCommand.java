package claimbench.harness.cli;

import claimbench.contract.Parameter;
import claimbench.contract.ProblemException;
import claimbench.harness.run.Foreground;
import claimbench.harness.run.Installation;
import claimbench.harness.run.TrialFailure;
import claimbench.load.LoadLimits;
import claimbench.load.Rate;
import claimbench.load.Scenario;
import claimbench.load.ScenarioCatalogue;
import claimbench.load.Spacing;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code claimbench load SCENARIO --url URL}: one scenario against any server. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        header = "Drives any server that keeps the contract with one scenario.",
        description = "Prints what was measured; stores nothing unless --out is given. No claim is judged.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  claimbench load fanout --url http://127.0.0.1:8080",
            "  claimbench load fanout --url http://127.0.0.1:8080 --set calls=10 --set ms=50",
            "  claimbench load wait --url http://127.0.0.1:8080 --rate 500 --arrivals poisson --window 30",
            "  claimbench load wait --url http://127.0.0.1:8080 --rate 100..2000 --window 60",
            "  claimbench load stream --url http://127.0.0.1:8080 --set tokens=50 --set gap-ms=20",
            "  claimbench load ramp --url http://127.0.0.1:8080 --set to=2000 --window 60",
            "  claimbench load soak --url http://127.0.0.1:8080 --users 200 --window 600"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:the load failed", "2:wrong usage: nothing was sent"})
final class LoadCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "SCENARIO", description = "Name of a scenario; see 'claimbench list scenarios'.")
    private String scenario = "";

    @Option(names = "--url", paramLabel = "URL", required = true, description = "The server: http://HOST:PORT.")
    private String url = "";

    @Option(
            names = "--users",
            paramLabel = "N",
            description = "Closed load: so many users, each with one request at a time, 1 to " + LoadLimits.USERS_MAX
                    + " (default: " + LoadLimits.USERS_DEFAULT + ").")
    private @Nullable String users;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Open load instead: so many arrivals a second, 1 to " + LoadLimits.RATE_MAX
                    + ". N..M is a ramp over the window, N,M,… are steps of equal length.")
    private @Nullable String rate;

    @Option(
            names = "--arrivals",
            paramLabel = "HOW",
            description = "How the arrivals of an open load follow each other: even, or poisson, by chance as users do"
                    + " who do not know of each other (default: even).")
    private @Nullable String arrivals;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of what is drawn: the order of requests, arrivals at random (default: 1).")
    private @Nullable String seed;

    @Option(
            names = "--warm-up",
            paramLabel = "SECONDS",
            defaultValue = "" + LoadLimits.WARM_UP_SECONDS_DEFAULT,
            description = "How long the same load runs before the window, 0 to " + LoadLimits.WARM_UP_SECONDS_MAX
                    + " (default: ${DEFAULT-VALUE}).")
    private String warmUpSeconds = "";

    @Option(
            names = "--window",
            paramLabel = "SECONDS",
            defaultValue = "" + LoadLimits.WINDOW_SECONDS_DEFAULT,
            description =
                    "How long is measured, 1 to " + LoadLimits.WINDOW_SECONDS_MAX + " (default: ${DEFAULT-VALUE}).")
    private String windowSeconds = "";

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A parameter of the scenario; see 'claimbench list scenarios'. May be repeated.")
    private Map<String, String> parameters = Map.of();

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for what is recorded.")
    private @Nullable Path out;

    @Override
    public Integer call() throws TrialFailure, InterruptedException {
        Map<String, String> properties = properties();
        var installation = Installation.find();
        try (var processes = new Foreground()) {
            return processes.start(installation.generator(properties)).waitFor();
        }
    }

    private Map<String, String> properties() {
        CommandLine command = spec.commandLine();
        Choices.one(
                command,
                "scenario",
                scenario,
                ScenarioCatalogue.all().stream().map(Scenario::name).toList());
        Scenario chosen = ScenarioCatalogue.find(scenario).orElseThrow();
        checkParameters(command, chosen, parameters);
        URI address = Selection.address(command, "--url", url);
        if (users != null && rate != null) {
            throw new ParameterException(command, "--users is for a closed load and --rate for an open one: give one");
        }
        var properties = new LinkedHashMap<String, String>();
        parameters.forEach((name, value) -> properties.put("claimbench." + name, value));
        properties.put("claimbench.scenario", scenario);
        properties.put("claimbench.url", address.toString());
        if (chosen.isShaped(parameters)) {
            if (users != null || rate != null) {
                throw new ParameterException(
                        command,
                        "scenario " + scenario + " has arrivals at rates of its own: "
                                + (users == null ? "--rate" : "--users") + " cannot be given; see its parameters");
            }
        } else if (rate == null) {
            properties.put("claimbench.workload", "closed");
            properties.put(
                    "claimbench.users",
                    users == null
                            ? Integer.toString(LoadLimits.USERS_DEFAULT)
                            : number("--users", users, 1, LoadLimits.USERS_MAX, 1));
        } else {
            properties.put("claimbench.workload", "open");
            properties.put("claimbench.rate", rate(command, rate).toString());
        }
        if (arrivals != null) {
            if (!chosen.isShaped(parameters) && rate == null) {
                throw new ParameterException(command, "--arrivals is for an open load: give --rate as well");
            }
            properties.put("claimbench.arrivals", Choices.one(command, "--arrivals", arrivals, Spacing.names()));
        }
        if (seed != null) {
            properties.put("claimbench.seed", Long.toString(Choices.seed(command, seed)));
        }
        properties.put(
                "claimbench.warmUpMillis",
                number("--warm-up", warmUpSeconds, 0, LoadLimits.WARM_UP_SECONDS_MAX, 1_000));
        properties.put(
                "claimbench.windowMillis", number("--window", windowSeconds, 1, LoadLimits.WINDOW_SECONDS_MAX, 1_000));
        if (out != null) {
            properties.put("claimbench.out", out.toAbsolutePath().toString());
        }
        properties.put("claimbench.exitWithParent", "true");
        properties.put("claimbench.output", "text");
        return properties;
    }

    private static Rate rate(CommandLine command, String text) {
        return Rate.parse(text)
                .orElseThrow(() ->
                        new ParameterException(command, "--rate must be " + Rate.ALLOWED + ", not '" + text + "'"));
    }

    private String number(String option, String text, long min, long max, long factor) {
        return Long.toString(factor * Choices.wholeNumber(spec.commandLine(), option, text, min, max));
    }

    /** Whether a scenario takes these parameters. */
    static void checkParameters(CommandLine command, Scenario chosen, Map<String, String> parameters) {
        List<String> names = chosen.parameters().stream().map(Parameter::name).toList();
        for (String name : parameters.keySet()) {
            if (!names.contains(name)) {
                throw new ParameterException(
                        command,
                        "unknown parameter '" + name + "' of scenario " + chosen.name() + "; it "
                                + (names.isEmpty() ? "takes none" : "must be one of " + String.join(", ", names)));
            }
        }
        try {
            chosen.arms(parameters);
        } catch (ProblemException e) {
            throw new ParameterException(command, "--set " + e.getMessage());
        }
    }
}

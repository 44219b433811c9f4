package claimbench.load;

import claimbench.contract.Arguments;
import claimbench.contract.BaseUrl;
import claimbench.contract.Parameter;
import claimbench.contract.ProblemException;
import claimbench.contract.WireName;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a run of the generator is asked to do: the system properties that begin with {@link #PREFIX}, checked.
 *
 * @param scenario what users do
 * @param parameters of the scenario that were set, by name
 * @param arms the requests that follow from the parameters
 * @param turns who sends which of them when
 * @param schedule when arrivals of an open load are due
 * @param url the target's address, without a path; null when it comes on standard input
 * @param model shape of the load
 * @param users virtual users of a closed load
 * @param warmUpMillis how long the same requests run before the window
 * @param windowMillis how long is measured
 * @param timeoutMillis after which a request without an answer has failed
 * @param seed of the order of the arms, and of arrivals that come at random
 * @param out folder for what is recorded; null to record nothing
 * @param metricsPort port of the metrics endpoint, 0 for a free one; null for none
 * @param exitWithParent whether to stop when standard input ends
 * @param output how standard output reads
 * @param recordingInTurns whether requests of some tenths of a second are not recorded ({@link RecordingTurn}), to measure what recording costs
 */
record Settings(
        Scenario scenario,
        Map<String, String> parameters,
        List<Arm> arms,
        Turns turns,
        Schedule schedule,
        @Nullable URI url,
        LoadModel model,
        int users,
        int warmUpMillis,
        int windowMillis,
        int timeoutMillis,
        long seed,
        @Nullable Path out,
        @Nullable Integer metricsPort,
        boolean exitWithParent,
        Output output,
        boolean recordingInTurns) {

    /** What the names of all settings begin with. */
    static final String PREFIX = "claimbench.";

    /** In place of a URL: it comes on standard input when the target is ready. */
    static final String URL_ON_STDIN = "stdin";

    /** Who reads standard output. */
    enum Output implements WireName {
        /** A program: one event a line. */
        EVENTS,
        /** A person: what is happening, and a table in the end. */
        TEXT;

        @Override
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private enum Recorded implements WireName {
        ALWAYS,
        IN_TURNS;

        @Override
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private enum Truth implements WireName {
        TRUE,
        FALSE;

        @Override
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Parameter<LoadModel> WORKLOAD =
            Parameter.choice("workload", LoadModel.values()).orElse(LoadModel.CLOSED);
    private static final Parameter<Integer> USERS =
            Parameter.integer("users", 1, LoadLimits.USERS_MAX).orElse(LoadLimits.USERS_DEFAULT);
    private static final Parameter<Rate> RATE =
            Parameter.of("rate", Rate.ALLOWED, Rate::parse).orElse(Rate.constant(LoadLimits.RATE_DEFAULT));
    private static final Parameter<Spacing> ARRIVALS =
            Parameter.choice("arrivals", Spacing.values()).orElse(Spacing.EVEN);
    private static final Parameter<Integer> WARM_UP_MILLIS = Parameter.integer(
                    "warmUpMillis", 0, LoadLimits.millis(LoadLimits.WARM_UP_SECONDS_MAX))
            .orElse(LoadLimits.millis(LoadLimits.WARM_UP_SECONDS_DEFAULT));
    private static final Parameter<Integer> WINDOW_MILLIS = Parameter.integer(
                    "windowMillis", LoadLimits.WINDOW_MILLIS_MIN, LoadLimits.millis(LoadLimits.WINDOW_SECONDS_MAX))
            .orElse(LoadLimits.millis(LoadLimits.WINDOW_SECONDS_DEFAULT));
    private static final Parameter<Integer> TIMEOUT_MILLIS =
            Parameter.integer("timeoutMillis", 100, 120_000).orElse(60_000);
    private static final Parameter<Long> SEED = Parameter.number("seed").orElse(1L);
    private static final Parameter<Integer> METRICS_PORT = Parameter.integer("metricsPort", 0, 65_535);
    private static final Parameter<Truth> EXIT_WITH_PARENT =
            Parameter.choice("exitWithParent", Truth.values()).orElse(Truth.FALSE);
    private static final Parameter<Output> OUTPUT = Parameter.choice("output", Output.values());
    private static final Parameter<Recorded> RECORDING =
            Parameter.choice("recording", Recorded.values()).orElse(Recorded.ALWAYS);

    private static final List<Parameter<?>> GENERAL = List.of(
            WORKLOAD,
            USERS,
            RATE,
            ARRIVALS,
            WARM_UP_MILLIS,
            WINDOW_MILLIS,
            TIMEOUT_MILLIS,
            SEED,
            METRICS_PORT,
            EXIT_WITH_PARENT,
            OUTPUT,
            RECORDING);

    /**
     * The settings of any scenario that have bounds of their own: all but the scenario, the URL and the folder. For those
     * who list or check settings before a generator is started.
     */
    static List<Parameter<?>> general() {
        return GENERAL;
    }

    /**
     * Reads and checks the settings.
     *
     * @throws SettingsException for the first that is wrong
     */
    static Settings from(Properties properties) {
        Map<String, String> values = new TreeMap<>();
        properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith(PREFIX))
                .forEach(name -> values.put(name.substring(PREFIX.length()), properties.getProperty(name)));
        Scenario scenario = scenario(values.remove("scenario"));
        @Nullable URI url = url(values.remove("url"));
        @Nullable Path out = out(values.remove("out"));
        Map<String, String> parameters = new TreeMap<>();
        for (Parameter<?> parameter : scenario.parameters()) {
            String value = values.remove(parameter.name());
            if (value != null) {
                parameters.put(parameter.name(), value);
            }
        }
        checkKnown(values, scenario);
        try {
            Arguments general = Arguments.of(values, GENERAL);
            boolean exitWithParent = general.get(EXIT_WITH_PARENT) == Truth.TRUE;
            // Whoever sends the URL, or wants the generator to end with it, is a program.
            Output fallback = url == null || exitWithParent ? Output.EVENTS : Output.TEXT;
            Behaviour behaviour = scenario.behaviour(parameters);
            Turns turns = behaviour.turns();
            LoadModel model = general.get(turns.isShaped() ? WORKLOAD.orElse(LoadModel.OPEN) : WORKLOAD);
            checkShape(scenario, turns, model, general.get(USERS), values);
            if (general.get(RECORDING) == Recorded.IN_TURNS) {
                checkUnrecorded(scenario, behaviour, model);
            }
            var arrivals = new Arrivals(general.get(RATE), general.get(ARRIVALS));
            checkClosed(model, values);
            long seed = general.get(SEED);
            int warmUpMillis = general.get(WARM_UP_MILLIS);
            int windowMillis = general.get(WINDOW_MILLIS);
            return new Settings(
                    scenario,
                    parameters,
                    behaviour.arms(),
                    turns,
                    Schedule.of(scenario.name(), turns, arrivals, seed, warmUpMillis, windowMillis),
                    url,
                    model,
                    general.get(USERS),
                    warmUpMillis,
                    windowMillis,
                    general.get(TIMEOUT_MILLIS),
                    seed,
                    out,
                    values.containsKey(METRICS_PORT.name()) ? general.get(METRICS_PORT) : null,
                    exitWithParent,
                    general.get(OUTPUT.orElse(fallback)),
                    general.get(RECORDING) == Recorded.IN_TURNS);
        } catch (ProblemException e) {
            throw new SettingsException(PREFIX + e.getMessage());
        }
    }

    /**
     * The address in a text.
     *
     * @throws SettingsException where it is no plain HTTP address without a path
     */
    static URI address(String text) {
        return BaseUrl.parse(text)
                .orElseThrow(() -> new SettingsException(
                        PREFIX + "url must be " + BaseUrl.ALLOWED + ", or " + URL_ON_STDIN + ", not '" + text + "'"));
    }

    /** What a load is asked to be must suit what its users do. */
    private static void checkShape(
            Scenario scenario, Turns turns, LoadModel model, int users, Map<String, String> values) {
        if (turns.isShaped()) {
            for (Parameter<?> own : List.of(USERS, RATE)) {
                if (values.containsKey(own.name())) {
                    throw new SettingsException(PREFIX + own.name() + " cannot be set for scenario " + scenario.name()
                            + ": its arrivals come at rates of its own");
                }
            }
            if (model == LoadModel.CLOSED) {
                throw new SettingsException(PREFIX + "workload must be open for scenario " + scenario.name()
                        + ": its arrivals come at rates of its own");
            }
        }
        if (turns instanceof Turns.OneIn && model == LoadModel.CLOSED && users < 2) {
            throw new SettingsException(PREFIX + "users must be at least 2 for scenario " + scenario.name()
                    + ", where one of several users does something else than the others");
        }
    }

    /** Arrivals are an open load's: a closed one that seemed to have some would be another load than was asked for. */
    private static void checkClosed(LoadModel model, Map<String, String> values) {
        if (model == LoadModel.CLOSED && values.containsKey(ARRIVALS.name())) {
            throw new SettingsException(PREFIX + ARRIVALS.name() + " is for an open load: set " + PREFIX
                    + WORKLOAD.name() + "=" + LoadModel.OPEN.wireName() + " as well");
        }
    }

    /** Only what needs nothing of ours can do without the recording. */
    private static void checkUnrecorded(Scenario scenario, Behaviour behaviour, LoadModel model) {
        if (model == LoadModel.OPEN
                || behaviour.arms().size() != 1
                || behaviour.arms().getFirst().always() == null
                || behaviour.arms().getFirst().manner() != Arm.Manner.GET) {
            throw new SettingsException(PREFIX + "recording cannot be in turns for scenario " + scenario.name()
                    + ": it can for a closed load with a single request that is always the same, such as plaintext");
        }
    }

    private static Scenario scenario(@Nullable String name) {
        if (name == null) {
            throw new SettingsException(PREFIX + "scenario is missing; it must be one of " + ScenarioCatalogue.names());
        }
        return ScenarioCatalogue.find(name)
                .orElseThrow(() -> new SettingsException(
                        PREFIX + "scenario must be one of " + ScenarioCatalogue.names() + ", not '" + name + "'"));
    }

    private static @Nullable URI url(@Nullable String text) {
        if (text == null) {
            throw new SettingsException(
                    PREFIX + "url is missing; it must be " + BaseUrl.ALLOWED + ", or " + URL_ON_STDIN);
        }
        return text.equals(URL_ON_STDIN) ? null : address(text);
    }

    private static @Nullable Path out(@Nullable String text) {
        try {
            return text == null ? null : Path.of(text);
        } catch (InvalidPathException e) {
            throw new SettingsException(PREFIX + "out must be the path of a folder, not '" + text + "'");
        }
    }

    private static void checkKnown(Map<String, String> values, Scenario scenario) {
        List<String> known = Stream.concat(GENERAL.stream(), scenario.parameters().stream())
                .map(Parameter::name)
                .toList();
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw new SettingsException("unknown setting " + PREFIX + name + "; scenario " + scenario.name()
                        + " takes scenario, url, out, " + String.join(", ", known));
            }
        }
    }
}

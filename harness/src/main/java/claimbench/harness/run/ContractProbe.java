package claimbench.harness.run;

import claimbench.contract.About;
import claimbench.contract.Json;
import claimbench.contract.Parameter;
import claimbench.contract.ProblemException;
import claimbench.contract.Route;
import claimbench.harness.result.Condition;
import claimbench.load.Arm;
import claimbench.load.Asker;
import claimbench.load.Scenario;
import claimbench.load.ScenarioCatalogue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;

/**
 * Asks a target, before any load, what it is and one short request of each kind that the scenario will send. A target
 * that answers wrongly is not measured: speed is worth nothing there.
 */
final class ContractProbe {
    /** In place of the condition's own values: the same kinds of request, and next to no time. */
    private static final Map<String, String> SHORT = Map.ofEntries(
            Map.entry("ms", "1"),
            Map.entry("slow-ms", "1"),
            Map.entry("timeout-ms", "1"),
            Map.entry("tasks", "2"),
            Map.entry("units", "1"),
            Map.entry("total-ms", "1"),
            Map.entry("tokens", "2"),
            Map.entry("gap-ms", "1"),
            Map.entry("db-ms", "1"),
            Map.entry("api-ms", "1"),
            Map.entry("mail-ms", "1"),
            Map.entry("wait-ms", "1"),
            Map.entry("healthy-ms", "1"));

    private final HttpProbe target;

    ContractProbe(HttpProbe target) {
        this.target = target;
    }

    /** Whether a target calls the upstream when it serves this scenario. */
    static boolean callsUpstream(Condition condition) throws TrialFailure {
        return scenario(condition).callsUpstream();
    }

    /** Whether a target asks the database when it serves this scenario. */
    static boolean needsDatabase(Condition condition) throws TrialFailure {
        return scenario(condition).needsDatabase();
    }

    private static Scenario scenario(Condition condition) throws TrialFailure {
        return ScenarioCatalogue.find(condition.scenario())
                .orElseThrow(() -> new TrialFailure("unknown scenario '" + condition.scenario()
                        + "'; it must be one of " + ScenarioCatalogue.names()));
    }

    /**
     * Asks everything.
     *
     * @return what the target says of itself
     * @throws TrialFailure that names the request and what is wrong with its answer
     */
    About check(Condition condition) throws TrialFailure, InterruptedException {
        target.get(Route.HEALTH.path());
        About about = about();
        ask(arms(condition));
        return about;
    }

    /**
     * Asks one short request of each kind that a scenario sends by default.
     *
     * @throws TrialFailure that names the request and what is wrong with its answer
     */
    void ask(Scenario scenario) throws TrialFailure, InterruptedException {
        ask(arms(scenario, Map.of()));
    }

    private void ask(List<Arm> arms) throws TrialFailure, InterruptedException {
        // One user, who asks for everything in order: what it asks for later may rest on earlier answers.
        var asker = new Asker(1, 0);
        for (Arm arm : arms) {
            target.ask(arm.manner(), arm.ask(asker));
        }
    }

    private About about() throws TrialFailure, InterruptedException {
        String body = target.get(Route.ABOUT.path());
        About about;
        try {
            about = Json.MAPPER.readValue(body, About.class);
        } catch (JacksonException e) {
            throw target.wrong(Route.ABOUT.path(), "a body that is not the contract's: " + body);
        }
        if (about == null || about.contract() != About.CONTRACT_VERSION) {
            throw target.wrong(
                    Route.ABOUT.path(), "another contract than version " + About.CONTRACT_VERSION + ": " + body);
        }
        return about;
    }

    /** One short request of each kind. */
    static List<Arm> arms(Condition condition) throws TrialFailure {
        return arms(scenario(condition), condition.parameters());
    }

    private static List<Arm> arms(Scenario scenario, Map<String, String> parameters) {
        var values = new HashMap<>(parameters);
        for (Parameter<?> parameter : scenario.parameters()) {
            String value = SHORT.get(parameter.name());
            if (value != null) {
                var shorter = new HashMap<>(values);
                shorter.put(parameter.name(), value);
                if (suits(scenario, shorter)) {
                    values = shorter;
                }
            }
        }
        return scenario.arms(values);
    }

    /** Not every value goes with every other: what must be longer than something else cannot be next to nothing. */
    private static boolean suits(Scenario scenario, Map<String, String> values) {
        try {
            return !scenario.arms(values).isEmpty();
        } catch (ProblemException e) {
            return false;
        }
    }
}

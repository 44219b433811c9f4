package claimbench.load;

import claimbench.contract.Arguments;
import claimbench.contract.Parameter;
import claimbench.contract.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What users do.
 *
 * @param name in the catalogue, on the command line and in what is recorded
 * @param description one sentence
 * @param simulationClass name of the Gatling simulation; a name, so that a list of scenarios loads no Gatling
 * @param parameters what can be set, with bounds and defaults; each has a default
 * @param callsUpstream whether a target may call the upstream to serve it
 * @param needsDatabase whether a target may ask the database to serve it
 * @param behaviourOf what users do for given arguments
 */
public record Scenario(
        String name,
        String description,
        String simulationClass,
        List<Parameter<?>> parameters,
        boolean callsUpstream,
        boolean needsDatabase,
        Function<Arguments, Behaviour> behaviourOf) {

    /** What a target needs beside itself. */
    enum Needs {
        NOTHING,
        UPSTREAM,
        DATABASE,
        UPSTREAM_AND_DATABASE
    }

    /** A scenario whose simulation is named after it. */
    Scenario(
            String name,
            String description,
            Class<?> entry,
            Needs needs,
            Function<Arguments, Behaviour> behaviourOf,
            Parameter<?>... parameters) {
        this(
                name,
                description,
                entry.getName().replaceFirst("Scenario$", "Simulation"),
                List.of(parameters),
                needs == Needs.UPSTREAM || needs == Needs.UPSTREAM_AND_DATABASE,
                needs == Needs.DATABASE || needs == Needs.UPSTREAM_AND_DATABASE,
                behaviourOf);
    }

    /**
     * What users do.
     *
     * @param values of parameters, by name; what is left out takes its default
     * @throws ProblemException that names the parameter and what is allowed
     */
    Behaviour behaviour(Map<String, String> values) {
        return behaviourOf.apply(Arguments.of(values, parameters));
    }

    /** The kinds of request that users send, under the same conditions. */
    public List<Arm> arms(Map<String, String> values) {
        return behaviour(values).arms();
    }

    /** The names of {@link #arms}, in the same order, under the same conditions. */
    public List<String> requestNames(Map<String, String> values) {
        return arms(values).stream().map(Arm::name).toList();
    }

    /** Whether the load's shape comes with it, under the same conditions: then neither users nor a rate can be chosen. */
    public boolean isShaped(Map<String, String> values) {
        return behaviour(values).turns().isShaped();
    }
}

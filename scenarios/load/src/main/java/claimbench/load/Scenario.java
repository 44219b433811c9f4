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
 * @param callsUpstream whether a target calls the upstream to serve it
 * @param needsDatabase whether a target asks the database to serve it
 * @param armsOf the requests for given arguments
 */
public record Scenario(
        String name,
        String description,
        String simulationClass,
        List<Parameter<?>> parameters,
        boolean callsUpstream,
        boolean needsDatabase,
        Function<Arguments, List<Arm>> armsOf) {

    /**
     * The requests that each user sends.
     *
     * @param values of parameters, by name; what is left out takes its default
     * @throws ProblemException that names the parameter and what is allowed
     */
    public List<Arm> arms(Map<String, String> values) {
        return armsOf.apply(Arguments.of(values, parameters));
    }

    /** The names of {@link #arms}, in the same order, under the same conditions. */
    public List<String> requestNames(Map<String, String> values) {
        return arms(values).stream().map(Arm::name).toList();
    }
}

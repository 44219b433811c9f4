package claimbench.harness.run;

import claimbench.harness.experiment.Target;
import java.util.List;
import java.util.Map;

/**
 * How each process of a trial is started: from jars as installed, or, in tests, from a class path. Each command lacks
 * the options that the trial itself decides on.
 */
public interface Programs {
    /**
     * Command of a server under test.
     *
     * @throws TrialFailure where it is not installed
     */
    List<String> target(Target target) throws TrialFailure;

    /**
     * Command of the upstream.
     *
     * @throws TrialFailure where it is not installed
     */
    List<String> upstream() throws TrialFailure;

    /**
     * Command of the database.
     *
     * @throws TrialFailure where it is not installed
     */
    List<String> database() throws TrialFailure;

    /**
     * Command of the server that costs nothing.
     *
     * @throws TrialFailure where it is not installed
     */
    default List<String> nullServer() throws TrialFailure {
        throw new TrialFailure("not installed: there is no null server");
    }

    /**
     * Command of the generator.
     *
     * @param properties its system properties, by full name
     * @throws TrialFailure where it is not installed
     */
    List<String> generator(Map<String, String> properties) throws TrialFailure;
}

package claimbench.harness.performance;

import claimbench.harness.experiment.Target;
import claimbench.harness.run.Programs;
import claimbench.harness.run.TrialFailure;
import java.time.Duration;
import java.util.List;

/**
 * What all steps measure with. Immutable.
 *
 * @param servers how they are started
 * @param programs how what the servers call is started
 * @param serverCore where a server runs, and a benchmark without HTTP
 * @param loadCore where everything else runs
 * @param warmUp how long the load runs before it is measured
 * @param window how long is measured
 */
record Bench(
        ServerCommands servers, Programs programs, int serverCore, int loadCore, Duration warmUp, Duration window) {

    /** The same bench, with servers that are started otherwise. */
    Bench with(ServerCommands others) {
        return new Bench(others, programs, serverCore, loadCore, warmUp, window);
    }

    /** How a server is started. */
    @FunctionalInterface
    interface ServerCommands {
        /**
         * Command of a server, which lacks where it is to listen.
         *
         * @throws TrialFailure where it is not installed
         */
        List<String> of(Target server) throws TrialFailure;
    }
}

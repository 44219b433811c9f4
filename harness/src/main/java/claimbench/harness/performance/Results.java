package claimbench.harness.performance;

import claimbench.harness.result.EnvironmentRecord;
import java.util.List;
import java.util.Map;

/**
 * All that was measured, as it is stored in {@code performance.json}.
 *
 * @param command that makes it again
 * @param commit the program was built from; empty where that is not known
 * @param startedAt in ISO 8601, UTC
 * @param settings of the run
 * @param environment the machine
 * @param versions of the libraries
 * @param bars judged by what was measured
 * @param samples in the order in which they were taken
 * @param failures steps that gave no numbers
 */
public record Results(
        String command,
        String commit,
        String startedAt,
        SettingsRecord settings,
        EnvironmentRecord environment,
        Map<String, String> versions,
        List<Bar.Judged> bars,
        List<Sample> samples,
        List<Failure> failures) {

    /**
     * The settings in plain values.
     *
     * @param parts that were asked for
     * @param servers by name, in the order of tables
     * @param rounds how often each was measured
     * @param windowSeconds of each load
     * @param warmUpSeconds before it
     * @param seed of the order
     * @param serverCore where servers ran
     * @param loadCore where the load ran
     */
    public record SettingsRecord(
            List<String> parts,
            List<String> servers,
            int rounds,
            int windowSeconds,
            int warmUpSeconds,
            long seed,
            int serverCore,
            int loadCore) {}
}

package claimbench.harness.result;

import claimbench.harness.result.Trial.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was checked once for a whole run, of the machine and of the tools: the content of {@code checks.json}.
 *
 * @param schema version of this record, {@link #SCHEMA}
 * @param findings one for each check that was made, or could not be
 * @param ceiling what the generator can do; null where that was not measured
 * @param freeze how a frozen server showed; null where that was not measured
 * @param witness what another load generator says; null where there was none
 */
public record RunChecks(
        int schema,
        List<Finding> findings,
        @Nullable Ceiling ceiling,
        @Nullable Freeze freeze,
        @Nullable Witness witness) {
    public static final int SCHEMA = 1;

    /** What a run notes down of a check that takes half a minute, and that nobody asked for. */
    public static final String NOT_MEASURED =
            "it was not measured here: claimbench doctor --measure, or run --witness, does";

    /** Nothing was checked: a run of an earlier version, or one without servers. */
    public static final RunChecks NONE = new RunChecks(SCHEMA, List.of(), null, null, null);

    /**
     * The generator against a null server, which costs nothing.
     *
     * @param users of the closed load
     * @param requestsPerSecond answered
     * @param generatorCoresBusy CPU time over wall time; null where it was not read
     */
    public record Ceiling(
            int users, double requestsPerSecond, @Nullable Double generatorCoresBusy) {}

    /**
     * A server that was stopped (SIGSTOP) and went on (SIGCONT) under an open load.
     *
     * @param requestsPerSecond arrivals
     * @param frozenMillis for how long
     * @param lateMillis a response that took longer than this is late
     * @param expected how many were due while the server still stood for longer than that
     * @param late how many were recorded as late
     */
    public record Freeze(double requestsPerSecond, long frozenMillis, long lateMillis, long expected, long late) {}

    /**
     * Two load generators, one after the other, on the same server with the same number of users.
     *
     * @param server its name
     * @param target path and query of the requests
     * @param users each with a connection of its own
     * @param gatling what the generator of this product measured, a round after the other
     * @param wrk what the other one did, in the same rounds
     */
    public record Witness(String server, String target, int users, List<Reading> gatling, List<Reading> wrk) {}

    /**
     * What one of them said of one round.
     *
     * @param requestsPerSecond answered
     */
    public record Reading(double requestsPerSecond, long latencyNanosP50, long latencyNanosP99) {}

    /** The same, without what its free text tells of the machine. */
    RunChecks hiding(PrivateData privateData) {
        return new RunChecks(
                schema,
                findings.stream().map(finding -> finding.hiding(privateData)).toList(),
                ceiling,
                freeze,
                witness);
    }

    /**
     * Of a run directory.
     *
     * @return {@link #NONE} where nothing is stored
     * @throws StoredRunException where what is stored is damaged, or of another schema
     */
    public static RunChecks read(Path dir) throws IOException {
        Path file = dir.resolve(RunFiles.CHECKS);
        if (!Files.exists(file)) {
            return NONE;
        }
        RunChecks checks = RunFiles.read(file, RunChecks.class);
        if (checks.schema != SCHEMA) {
            throw new StoredRunException(
                    file, "has schema " + checks.schema + ", and this version of claimbench reads schema " + SCHEMA);
        }
        return checks;
    }
}

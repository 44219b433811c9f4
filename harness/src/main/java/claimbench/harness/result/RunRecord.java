package claimbench.harness.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run set out to do: the content of {@code run.json}, written before the first trial.
 *
 * @param schema version of this record, {@link #SCHEMA}
 * @param id of the run: when it started, and its profile
 * @param startedAt ISO 8601, UTC
 * @param profile how long and how often was measured
 * @param seed of every random choice in the run
 * @param claims ids of the claims that were asked for
 * @param targets names of the targets that were asked for
 * @param targetUrls addresses of targets that were already running, by name; these were neither started nor pinned
 * @param plan every trial, in order
 * @param programRuns how often the programs that show claims were to be run, by what runs them
 * @param jvmFlags of each target's JVM
 * @param upstreamJvmFlags of the upstream's
 * @param generatorJvmFlags of the generator's, but for its cache
 * @param generatorCache whether the generator was started from a cache of loaded classes, in every trial
 * @param versions of claimbench and of what it stands on, by name
 * @param database which one the targets were given, without its password, or {@link #EMBEDDED}; null where no trial needs one
 * @param commit of the source it was built from; null where that is unknown
 * @param notes on what this machine could not do, for people to read
 */
public record RunRecord(
        int schema,
        String id,
        String startedAt,
        String profile,
        long seed,
        List<String> claims,
        List<String> targets,
        Map<String, String> targetUrls,
        List<PlannedTrial> plan,
        Map<String, Integer> programRuns,
        List<String> jvmFlags,
        List<String> upstreamJvmFlags,
        List<String> generatorJvmFlags,
        boolean generatorCache,
        Map<String, String> versions,
        @Nullable String database,
        @Nullable String commit,
        List<String> notes) {
    public static final int SCHEMA = 1;

    /** In place of a database's address: one that the run started itself. */
    public static final String EMBEDDED = "embedded";

    @SuppressWarnings({"NullAway", "ConstantValue"}) // runs of earlier versions had no programs, and no key for them
    public RunRecord {
        programRuns = programRuns == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(programRuns));
    }
}

package claimbench.harness.capacity;

import claimbench.harness.result.RunFiles;
import claimbench.harness.result.StoredRunException;
import claimbench.load.Spacing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a search for capacities set out to do: the content of {@code search.json}. With the run's own record and its trials, all
 * that the result is made from.
 *
 * @param schema version of this record, {@link #SCHEMA}
 * @param scenario what users do
 * @param parameters of the scenario that were set
 * @param objective when a server keeps up
 * @param arrivals how they follow each other
 * @param startRate arrivals a second that are tried first
 * @param maxRate the most that are tried
 * @param precisionPercent how much higher than its lower end the upper end of an interval may be
 * @param budgetMillis how long all of it may take; null for as long as it takes
 * @param warmUpMillis of each trial
 * @param windowMillis of each trial
 * @param sharesPercent at which parts of the lowest capacity all are compared
 * @param rounds how many trials each has there
 * @param measuredTwice target that is measured once more in each round at the highest of these parts (A/A); null in runs of earlier versions
 */
public record CapacitySettings(
        int schema,
        String scenario,
        Map<String, String> parameters,
        Objective objective,
        Spacing arrivals,
        int startRate,
        int maxRate,
        double precisionPercent,
        @Nullable Long budgetMillis,
        int warmUpMillis,
        int windowMillis,
        List<Integer> sharesPercent,
        int rounds,
        @Nullable String measuredTwice) {
    public static final int SCHEMA = 1;

    /** What a trial takes beside its load, by and large. */
    private static final int OVERHEAD_MILLIS_PER_TRIAL = 2_500;

    /**
     * Those of a run.
     *
     * @return empty where the run is no search for capacities
     * @throws StoredRunException where they are damaged, or of another schema
     */
    public static Optional<CapacitySettings> of(Path dir) throws StoredRunException {
        Path file = dir.resolve(RunFiles.SEARCH);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        CapacitySettings settings = RunFiles.read(file, CapacitySettings.class);
        if (settings.schema != SCHEMA) {
            throw new StoredRunException(
                    file, "has schema " + settings.schema + ", and this version of claimbench reads schema " + SCHEMA);
        }
        return Optional.of(settings);
    }

    /** How long one trial should take. */
    Duration trialTime() {
        return Duration.ofMillis((long) OVERHEAD_MILLIS_PER_TRIAL + warmUpMillis + windowMillis);
    }

    /** How long the comparison at equal rates should take. */
    public Duration comparisonTime(int targets) {
        return trialTime().multipliedBy(comparisonTrials(targets));
    }

    /** How many trials the comparison has: every target at every rate, and one of them once more, in each round. */
    long comparisonTrials(int targets) {
        return (targets * (long) sharesPercent.size() + (measuredTwice == null ? 0 : 1)) * rounds;
    }

    /** The part of the lowest capacity at which one target is measured twice: the highest, where trials differ most. */
    int sharePercentOfPair() {
        return sharesPercent.stream().mapToInt(Integer::intValue).max().orElseThrow();
    }

    /** The least that a budget of time must hold: one trial of each target to search by, and the comparison. */
    public Duration leastTime(int targets) {
        return comparisonTime(targets).plus(trialTime().multipliedBy(targets));
    }
}

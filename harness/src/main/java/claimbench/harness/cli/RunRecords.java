package claimbench.harness.cli;

import claimbench.harness.experiment.Plan;
import claimbench.harness.experiment.ProgramPlan;
import claimbench.harness.experiment.Target;
import claimbench.harness.result.Condition;
import claimbench.harness.result.RunRecord;
import claimbench.harness.run.Installation;
import claimbench.harness.run.JvmFlags;
import claimbench.harness.run.SourceCommit;
import claimbench.load.Scenario;
import claimbench.load.ScenarioCatalogue;
import claimbench.runtime.DatabaseUrl;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the record of what a run sets out to do. */
final class RunRecords {
    private RunRecords() {}

    static RunRecord of(
            String id,
            Instant startedAt,
            List<String> claimIds,
            Selection selection,
            Plan plan,
            ProgramPlan programs,
            List<String> notes,
            @Nullable DatabaseUrl database,
            Installation installation) {
        return new RunRecord(
                RunRecord.SCHEMA,
                id,
                time(startedAt),
                plan.profile().wireName(),
                plan.seed(),
                claimIds,
                selection.targets().stream().map(Target::name).toList(),
                urls(selection.targets()),
                plan.trials(),
                programs.runsBySubject(),
                JvmFlags.SERVER,
                JvmFlags.UPSTREAM,
                JvmFlags.GENERATOR,
                installation.hasStartCaches(),
                versions(installation),
                plan.trials().stream().anyMatch(trial -> needsDatabase(trial.condition()))
                        ? database == null ? RunRecord.EMBEDDED : database.toString()
                        : null,
                SourceCommit.of(installation.lib()).orElse(null),
                notes);
    }

    /**
     * A search for capacities, whose trials are planned one after another.
     *
     * @param scenario what users do
     */
    static RunRecord ofSearch(
            String id,
            Instant startedAt,
            long seed,
            List<Target> targets,
            Scenario scenario,
            List<String> notes,
            @Nullable DatabaseUrl database,
            Installation installation) {
        boolean started = targets.stream().anyMatch(target -> target.url() == null);
        return new RunRecord(
                RunRecord.SCHEMA,
                id,
                time(startedAt),
                "capacity",
                seed,
                List.of(),
                targets.stream().map(Target::name).toList(),
                urls(targets),
                List.of(),
                Map.of(),
                JvmFlags.SERVER,
                JvmFlags.UPSTREAM,
                JvmFlags.GENERATOR,
                installation.hasStartCaches(),
                versions(installation),
                scenario.needsDatabase() && started
                        ? database == null ? RunRecord.EMBEDDED : database.toString()
                        : null,
                SourceCommit.of(installation.lib()).orElse(null),
                notes);
    }

    /** ISO 8601, UTC, to the millisecond. */
    static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static boolean needsDatabase(Condition condition) {
        return ScenarioCatalogue.find(condition.scenario())
                .map(Scenario::needsDatabase)
                .orElse(false);
    }

    private static Map<String, String> urls(List<Target> targets) {
        var urls = new LinkedHashMap<String, String>();
        for (Target target : targets) {
            if (target.url() != null) {
                urls.put(target.name(), target.url().toString());
            }
        }
        return urls;
    }

    private static Map<String, String> versions(Installation installation) {
        var versions = new LinkedHashMap<String, String>();
        versions.put("claimbench", Version.text());
        versions.put("java", Runtime.version().toString());
        versions.putAll(installation.versions());
        return versions;
    }
}

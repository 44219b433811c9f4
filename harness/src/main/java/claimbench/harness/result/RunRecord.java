package claimbench.harness.result;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run set out to do: the content of {@code run.json}, written before the first trial. It is written again, as a whole,
 * when a run stops before its last round, and when it goes on after it was cut off; the plan stays as it was.
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
 * @param generatorJvmFlags of the generator's
 * @param startCaches whether generator, upstream and targets were started from caches, in every trial (targets since 2026-11-22)
 * @param versions of claimbench and of what it stands on, by name
 * @param database which one the targets were given, without its password, or {@link #EMBEDDED}; null where no trial needs one
 * @param commit of the source it was built from; null where that is unknown
 * @param notes on what this machine could not do, for people to read
 * @param stopping what may end it before its last round
 * @param stopped what did; null where nothing has
 * @param resumptions each time that it went on after it was cut off, in order
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
        @JsonAlias("generatorCache") boolean startCaches,
        Map<String, String> versions,
        @Nullable String database,
        @Nullable String commit,
        List<String> notes,
        Stopping stopping,
        @Nullable Stop stopped,
        List<Resumption> resumptions) {
    public static final int SCHEMA = 1;

    /** In place of a database's address: one that the run started itself. */
    public static final String EMBEDDED = "embedded";

    /**
     * What may end a run before its last round.
     *
     * @param early whether it stops once every interval that a claim rests on is decided
     * @param timeBudgetMillis how long it may take; null for as long as it takes
     * @param roundsAtLeast how many rounds are carried out however long they take
     */
    public record Stopping(
            boolean early,
            @Nullable Long timeBudgetMillis,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) int roundsAtLeast) {
        /** Every round is in the budget, or none. */
        public Stopping(boolean early, @Nullable Long timeBudgetMillis) {
            this(early, timeBudgetMillis, 0);
        }

        /** Every round is carried out. */
        public static final Stopping NEVER = new Stopping(false, null);
    }

    /** Why a run ended before its last round. */
    public enum StopReason {
        /** Every interval that a claim rests on lay within its range, or outside of it. */
        DECIDED,
        /** Another round would not have ended in time. */
        TIME_BUDGET
    }

    /**
     * The end of a run before its last round.
     *
     * @param round the last that was carried out, from 1
     * @param detail in words
     * @param trialsSaved how many of the plan were called off; null until the record of a run has it
     */
    public record Stop(
            int round,
            StopReason reason,
            String detail,
            @Nullable Integer trialsSaved) {
        public Stop(int round, StopReason reason, String detail) {
            this(round, reason, detail, null);
        }
    }

    /**
     * A run that was cut off goes on.
     *
     * @param at ISO 8601, UTC
     * @param afterTrial id of the last trial that had ended; null where none had
     * @param trialsEnded how many had
     * @param lostTrial id of the one that was in flight, which is measured anew; null where none was
     * @param notes on what is different from before, for people to read
     */
    public record Resumption(
            String at,
            @Nullable String afterTrial,
            int trialsEnded,
            @Nullable String lostTrial,
            List<String> notes) {}

    @SuppressWarnings({"NullAway", "ConstantValue"}) // runs of earlier versions had none of these keys
    public RunRecord {
        programRuns = programRuns == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(programRuns));
        stopping = stopping == null ? Stopping.NEVER : stopping;
        resumptions = resumptions == null ? List.of() : List.copyOf(resumptions);
    }

    /** A run that carries out every round, and has not been cut off. */
    public RunRecord(
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
            boolean startCaches,
            Map<String, String> versions,
            @Nullable String database,
            @Nullable String commit,
            List<String> notes) {
        this(
                schema,
                id,
                startedAt,
                profile,
                seed,
                claims,
                targets,
                targetUrls,
                plan,
                programRuns,
                jvmFlags,
                upstreamJvmFlags,
                generatorJvmFlags,
                startCaches,
                versions,
                database,
                commit,
                notes,
                Stopping.NEVER,
                null,
                List.of());
    }

    /** How many rounds were planned. */
    public int rounds() {
        return plan.stream().mapToInt(PlannedTrial::round).max().orElse(0);
    }

    /** The trials of the plan but for those that were called off, in order. */
    public List<PlannedTrial> due() {
        Stop stop = stopped;
        return stop == null
                ? plan
                : plan.stream()
                        .filter(planned -> planned.round() <= stop.round())
                        .toList();
    }

    /** The same with what may end it before its last round. */
    public RunRecord with(Stopping rule) {
        return with(rule, stopped, resumptions);
    }

    /** The same with another plan, where trials are planned one after another. */
    public RunRecord with(List<PlannedTrial> trials) {
        return new RunRecord(
                schema,
                id,
                startedAt,
                profile,
                seed,
                claims,
                targets,
                targetUrls,
                List.copyOf(trials),
                programRuns,
                jvmFlags,
                upstreamJvmFlags,
                generatorJvmFlags,
                startCaches,
                versions,
                database,
                commit,
                notes,
                stopping,
                stopped,
                resumptions);
    }

    /** The same, stopped: with the number of trials that this saves. */
    public RunRecord with(Stop stop) {
        int saved = (int)
                plan.stream().filter(planned -> planned.round() > stop.round()).count();
        return with(stopping, new Stop(stop.round(), stop.reason(), stop.detail(), saved), resumptions);
    }

    /** The same, going on once more. */
    public RunRecord with(Resumption resumption) {
        var all = new ArrayList<>(resumptions);
        all.add(resumption);
        return with(stopping, stopped, all);
    }

    /** The same, without what its free text tells of the machine. */
    RunRecord hiding(PrivateData privateData) {
        var urls = new LinkedHashMap<String, String>();
        targetUrls.forEach((target, url) -> urls.put(target, privateData.apply(url)));
        Stop stop = stopped;
        return new RunRecord(
                schema,
                id,
                startedAt,
                profile,
                seed,
                claims,
                targets,
                Collections.unmodifiableMap(urls),
                plan,
                programRuns,
                jvmFlags,
                upstreamJvmFlags,
                generatorJvmFlags,
                startCaches,
                versions,
                database == null ? null : privateData.apply(database),
                commit,
                privateData.all(notes),
                stopping,
                stop == null
                        ? null
                        : new Stop(stop.round(), stop.reason(), privateData.apply(stop.detail()), stop.trialsSaved()),
                resumptions.stream()
                        .map(resumption -> new Resumption(
                                resumption.at(),
                                resumption.afterTrial(),
                                resumption.trialsEnded(),
                                resumption.lostTrial(),
                                privateData.all(resumption.notes())))
                        .toList());
    }

    private RunRecord with(Stopping rule, @Nullable Stop stop, List<Resumption> all) {
        return new RunRecord(
                schema,
                id,
                startedAt,
                profile,
                seed,
                claims,
                targets,
                targetUrls,
                plan,
                programRuns,
                jvmFlags,
                upstreamJvmFlags,
                generatorJvmFlags,
                startCaches,
                versions,
                database,
                commit,
                notes,
                rule,
                stop,
                all);
    }
}

package claimbench.harness.capacity;

import claimbench.harness.capacity.TargetSearch.Tried;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.StoredRunException;
import claimbench.harness.result.Trial;
import claimbench.harness.stats.CapacitySearch;
import claimbench.harness.stats.CapacitySearch.Answer;
import claimbench.harness.stats.Estimate;
import claimbench.harness.stats.Interval;
import claimbench.harness.stats.TypicalTrial;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What a search for capacities found: the content of {@code capacity.json}. Made from what is stored, again each time that somebody asks.
 *
 * @param schema version of this record, {@link #SCHEMA}
 * @param run id of the run
 * @param scenario what users did
 * @param parameters of the scenario that were set
 * @param objective when a server keeps up, as it is typed
 * @param arrivals how they followed each other
 * @param level how likely each capacity is to lie in its interval
 * @param lowestCapacity the lowest lower end, arrivals a second: what the equal rates are parts of; null where no target has one
 * @param capacities by target
 * @param latencies by rate, then target: response and service times at equal rates
 */
@JsonPropertyOrder({
    "schema",
    "run",
    "scenario",
    "parameters",
    "objective",
    "arrivals",
    "level",
    "lowestCapacity",
    "capacities",
    "latencies"
})
public record CapacityResult(
        int schema,
        String run,
        String scenario,
        Map<String, String> parameters,
        String objective,
        String arrivals,
        double level,
        @Nullable Integer lowestCapacity,
        List<Capacity> capacities,
        List<Latency> latencies) {
    public static final int SCHEMA = 1;

    private static final double LEVEL = 0.95;

    /**
     * One target's.
     *
     * @param low lower end, arrivals a second; 0 where it kept up with no rate
     * @param high upper end; null where no rate was too high
     * @param decided whether the search ended by itself, and not for lack of time or of trials
     * @param note what there is to say of it, in words
     */
    @JsonPropertyOrder({"target", "low", "high", "decided", "note", "steps"})
    public record Capacity(
            String target, double low, @Nullable Double high, boolean decided, String note, List<Step> steps) {}

    /**
     * One trial of a search.
     *
     * @param why it is not known to have kept up; null where it is
     * @param errorsPercent failed requests of all; null where the trial failed
     * @param achievedPercent rate of good answers over rate of arrivals; null where the trial failed
     * @param responseNanosP50 from the intended start; null where the server did not keep up: then it says how long the trial was, and not
     *     how fast the server is
     * @param responseNanosP99 under the same condition
     */
    @JsonPropertyOrder({
        "trial",
        "rate",
        "answer",
        "why",
        "errorsPercent",
        "achievedPercent",
        "responseNanosP50",
        "responseNanosP99"
    })
    public record Step(
            String trial,
            int rate,
            Answer answer,
            @Nullable String why,
            @Nullable Double errorsPercent,
            @Nullable Double achievedPercent,
            @Nullable Long responseNanosP50,
            @Nullable Long responseNanosP99) {}

    /**
     * One target at one rate.
     *
     * @param sharePercent of the lowest capacity
     * @param rate arrivals a second
     * @param trials how many were measured
     * @param isVoid whether it fell behind in some trial, so that no time means anything
     * @param notes why, or what makes it doubtful
     * @param responseP50 of response times, nanoseconds over trials; null where void
     */
    @JsonPropertyOrder({
        "sharePercent",
        "rate",
        "target",
        "trials",
        "isVoid",
        "notes",
        "responseP50",
        "responseP99",
        "serviceP50",
        "serviceP99"
    })
    public record Latency(
            int sharePercent,
            int rate,
            String target,
            int trials,
            boolean isVoid,
            List<String> notes,
            @Nullable Figure responseP50,
            @Nullable Figure responseP99,
            @Nullable Figure serviceP50,
            @Nullable Figure serviceP99) {}

    /**
     * A time over several trials.
     *
     * @param nanos of the typical trial
     * @param low lower end of its interval; null where one trial was measured
     * @param high upper end
     */
    @JsonPropertyOrder({"nanos", "low", "high"})
    public record Figure(
            double nanos, @Nullable Double low, @Nullable Double high) {}

    /**
     * Of a stored run, however far it came.
     *
     * @throws StoredRunException where what a trial left is damaged
     */
    public static CapacityResult of(StoredRun run, CapacitySettings settings) throws StoredRunException {
        List<String> targets = run.run().targets();
        List<TargetSearch> searches = searches(settings, targets, run.trials(), run.dir(), new HashMap<>());
        Optional<Integer> base = base(searches);
        var latencies = new ArrayList<Latency>();
        if (base.isPresent()) {
            for (int share : settings.sharesPercent().stream().sorted().toList()) {
                for (String target : targets) {
                    List<Trial> trials = run.trials().stream()
                            .filter(trial -> trial.condition().experiment().equals(CapacityPlan.COMPARISON + share)
                                    && trial.condition().target().equals(target))
                            .toList();
                    if (!trials.isEmpty()) {
                        latencies.add(latency(share, target, trials, run, settings.objective()));
                    }
                }
            }
        }
        return new CapacityResult(
                SCHEMA,
                run.run().id(),
                settings.scenario(),
                settings.parameters(),
                settings.objective().toString(),
                settings.arrivals().wireName(),
                CapacitySearch.LEVEL,
                base.orElse(null),
                searches.stream().map(search -> capacity(search, settings)).toList(),
                List.copyOf(latencies));
    }

    /** Whether there is nothing to doubt: every target has an interval, and is measured at every rate. */
    public boolean isSound() {
        return lowestCapacity != null
                && capacities.stream().allMatch(one -> one.decided && one.low > 0)
                && latencies.stream().noneMatch(one -> one.isVoid || !one.notes.isEmpty());
    }

    static List<TargetSearch> searches(
            CapacitySettings settings, List<String> targets, List<Trial> ended, Path dir, Map<String, Tried> judged)
            throws StoredRunException {
        var searches = new ArrayList<TargetSearch>();
        for (String target : targets) {
            searches.add(TargetSearch.of(
                    settings,
                    target,
                    ended.stream()
                            .filter(trial -> CapacityPlan.isStep(trial.condition())
                                    && trial.condition().target().equals(target))
                            .toList(),
                    dir,
                    judged));
        }
        return searches;
    }

    /** The lowest lower end of those that kept up with some rate, whole arrivals a second. */
    static Optional<Integer> base(List<TargetSearch> searches) {
        return searches.stream()
                .map(search -> (int) Math.floor(search.knowledge().low()))
                .filter(low -> low >= 1)
                .min(Comparator.naturalOrder());
    }

    /** A part of the lowest capacity, at least one arrival a second. */
    static int rate(int base, int sharePercent) {
        return Math.max(1, (int) ((long) base * sharePercent / 100));
    }

    private static Capacity capacity(TargetSearch search, CapacitySettings settings) {
        var knowledge = search.knowledge();
        return new Capacity(
                search.target(),
                knowledge.low(),
                knowledge.high(),
                knowledge.narrow() && search.gaveUp() == null,
                note(search, settings),
                search.tried().stream().map(CapacityResult::step).toList());
    }

    private static String note(TargetSearch search, CapacitySettings settings) {
        var knowledge = search.knowledge();
        if (search.gaveUp() != null) {
            return "could not be measured: " + search.gaveUp();
        }
        if (search.tried().isEmpty()) {
            return "not tried";
        }
        boolean limited = search.tried().stream().anyMatch(tried -> tried.answer() == Answer.NOT_OFFERED);
        boolean disturbed = search.tried().stream().anyMatch(tried -> tried.answer() == Answer.DISTURBED);
        if (knowledge.low() == 0) {
            return knowledge.high() != null
                    ? "kept up with no rate that was tried"
                    : disturbed
                            ? "unknown: the machine was disturbed from beside, or the generator at its limit, at every rate"
                            : "unknown: the generator was at its limit at every rate";
        }
        if (knowledge.high() == null) {
            return !knowledge.narrow()
                    ? "at least; the time for searching was over before a rate was too high"
                    : limited
                            ? "at least; beyond, the generator was at its own limit"
                            : disturbed && knowledge.low() < settings.maxRate()
                                    ? "at least; beyond, the machine was disturbed from beside each time"
                                    : "at least; " + settings.maxRate() + " is the highest rate that was to be tried";
        }
        return knowledge.narrow()
                ? ""
                : search.tried().size() >= CapacitySearch.STEPS_MAX
                        ? "wider than asked for: trials differ too much"
                        : "wider than asked for: the time for searching was over";
    }

    private static Step step(Tried tried) {
        Pace pace = tried.pace();
        boolean holds = pace != null && tried.answer() == Answer.KEPT_UP;
        return new Step(
                tried.trial().id(),
                tried.rate(),
                tried.answer(),
                tried.why(),
                pace == null ? null : (Double) pace.errorsPercent(),
                pace == null ? null : (Double) pace.achievedPercent(),
                pace != null && holds ? (Long) pace.latencyNanos(50) : null,
                pace != null && holds ? (Long) pace.latencyNanos(99) : null);
    }

    private static Latency latency(int share, String target, List<Trial> trials, StoredRun run, Objective objective)
            throws StoredRunException {
        var notes = new ArrayList<String>();
        var responses = new ArrayList<Histogram>();
        var services = new ArrayList<Histogram>();
        boolean isVoid = false;
        for (Trial trial : trials) {
            Tried tried = Tried.of(trial, run.dir(), objective);
            Pace pace = tried.pace();
            if (pace == null) {
                notes.add("trial " + trial.id() + " failed: " + trial.message());
                continue;
            }
            if (tried.why() != null) {
                isVoid = true;
                notes.add("void: trial " + trial.id() + " did not keep up: " + tried.why());
            }
            trial.findings().stream()
                    .filter(Trial.Finding::failed)
                    .forEach(finding -> notes.add(
                            "doubtful: trial " + trial.id() + ": " + finding.check() + " " + finding.detail()));
            responses.add(pace.responses());
            var service = new Histogram(3);
            run.services(trial).values().forEach(service::add);
            services.add(service);
        }
        int rate = trials.getFirst().condition().workload().rate().perSecond().getFirst();
        return new Latency(
                share,
                rate,
                target,
                responses.size(),
                isVoid,
                List.copyOf(notes),
                isVoid ? null : figure(responses, times -> times.getValueAtPercentile(50)),
                isVoid ? null : figure(responses, times -> times.getValueAtPercentile(99)),
                isVoid ? null : figure(services, times -> times.getValueAtPercentile(50)),
                isVoid ? null : figure(services, times -> times.getValueAtPercentile(99)));
    }

    private static @Nullable Figure figure(List<Histogram> trials, ToLongFunction<Histogram> of) {
        double[] values = trials.stream()
                .filter(times -> times.getTotalCount() > 0)
                .mapToDouble(times -> (double) of.applyAsLong(times))
                .filter(nanos -> nanos > 0)
                .toArray();
        if (values.length == 0) {
            return null;
        }
        Estimate estimate = TypicalTrial.estimate(LEVEL, values);
        return estimate instanceof Interval interval
                ? new Figure(interval.value(), interval.low(), interval.high())
                : new Figure(estimate.value(), null, null);
    }
}

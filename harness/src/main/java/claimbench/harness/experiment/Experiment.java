package claimbench.harness.experiment;

import claimbench.harness.result.Workload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * A question put to targets under load. Its scenario sends every arm that is to be compared (serial, concurrent, …) to
 * the same process in random order, so that one trial of one condition holds both sides of a comparison.
 *
 * @param id as in claims and results
 * @param measures what is measured, in one line
 * @param scenario what users do
 * @param kind what its load needs time for
 * @param parameters of the scenario, by name, for a number of cores
 * @param workload its load, for so long
 * @param placement on which cores the processes run
 * @param targets which targets it speaks of; empty for all
 * @param part what it is to a run
 */
public record Experiment(
        String id,
        Words measures,
        String scenario,
        LoadKind kind,
        IntFunction<Map<String, String>> parameters,
        Function<Profile.Times, Workload> workload,
        Placement placement,
        List<String> targets,
        Part part) {

    /**
     * What an experiment is to a run.
     *
     * @param coresMax most cores of the target
     */
    public record Part(Start start, int coresMax, Sampling sampling, Quick quick) {
        static final Part WHOLE = new Part(
                new Start(cores -> List.of(), false),
                Integer.MAX_VALUE,
                new Sampling(Grain.TINY, Map.of(), Rounds.ALL),
                new Quick(List.of(), false));
    }

    /**
     * With what the target is started.
     *
     * @param options of its command line, for a number of cores
     * @param baseline whether it is what others are compared with: then it is measured wherever they are, on its own target,
     *     whichever targets were asked for
     */
    public record Start(IntFunction<List<String>> options, boolean baseline) {}

    /**
     * How finely and how often it is measured.
     *
     * @param grain the coarsest grain at which it is measured
     * @param points parameters that say which points of a map a trial holds, by grain
     * @param rounds in how many of a run's
     */
    public record Sampling(Grain grain, Map<Grain, Map<String, String>> points, Rounds rounds) {}

    /** In how many rounds it is measured. */
    public enum Rounds {
        ALL,
        /** More are not worth their time: of points of a map, and of what lies far from the edges of its range. */
        FEWER,
        /** The same where trials are short: figures that scatter, or lie so near an edge that a few more such trials would not decide it. */
        FEWER_OF_SHORT_TRIALS
    }

    /**
     * What a quick run takes of it.
     *
     * @param targets those that it measures, where any of them was asked for; empty for all
     * @param firstLook whether it takes a first answer only, with one trial of each condition
     */
    public record Quick(List<String> targets, boolean firstLook) {}

    /** One with a closed load of so many users, that every run measures on all of its targets, in each round, as they come. */
    public Experiment(
            String id,
            Words measures,
            String scenario,
            LoadKind kind,
            IntFunction<Map<String, String>> parameters,
            int users,
            Placement placement,
            List<String> targets) {
        this(
                id,
                measures,
                scenario,
                kind,
                parameters,
                times -> Workload.closed(users, times.warmUpMillis(), times.windowMillis()),
                placement,
                targets,
                Part.WHOLE);
    }

    /** The same with another part in a run. */
    private Experiment with(Part other) {
        return new Experiment(id, measures, scenario, kind, parameters, workload, placement, targets, other);
    }

    private Experiment with(Start start) {
        return with(new Part(start, part.coresMax, part.sampling, part.quick));
    }

    private Experiment with(Sampling sampling) {
        return with(new Part(part.start, part.coresMax, sampling, part.quick));
    }

    private Experiment with(Quick quick) {
        return with(new Part(part.start, part.coresMax, part.sampling, quick));
    }

    /** The same on targets that are started with these options. */
    Experiment started(IntFunction<List<String>> options) {
        return with(new Start(options, part.start.baseline));
    }

    /** The same as a baseline, on one target, started with these options. */
    Experiment baseline(String target, String... options) {
        List<String> all = List.of(options);
        Experiment started = with(new Start(cores -> all, true));
        return new Experiment(
                id, measures, scenario, kind, parameters, workload, placement, List.of(target), started.part);
    }

    /** The same on so many cores at most. */
    Experiment onCores(int coresMax) {
        return with(new Part(part.start, coresMax, part.sampling, part.quick));
    }

    /** The same as the point of a map, measured at this grain and at finer ones. */
    Experiment mapped(Grain grain) {
        return with(new Sampling(grain, part.sampling.points, Rounds.FEWER));
    }

    /** The same, of which fewer rounds are enough, since its figures lie far from the edges of their ranges. */
    Experiment farFromEdges() {
        return mapped(part.sampling.grain);
    }

    /** The same, of which more short trials would decide nothing. */
    Experiment needsLongTrials() {
        return with(new Sampling(part.sampling.grain, part.sampling.points, Rounds.FEWER_OF_SHORT_TRIALS));
    }

    /** The same with so many points of a map in one trial, by grain. */
    Experiment points(Map<Grain, Map<String, String>> points) {
        return with(new Sampling(part.sampling.grain, points, Rounds.FEWER));
    }

    /** The same, which a quick run measures on these targets alone. */
    Experiment quicklyOn(String... targetNames) {
        return with(new Quick(List.of(targetNames), part.quick.firstLook));
    }

    /** The same, of which a quick run takes a first answer only: from these targets, with one trial each. */
    Experiment firstLook(String... targetNames) {
        return with(new Quick(List.of(targetNames), true));
    }

    /** Whether this target is measured in it. */
    public boolean speaksOf(String target) {
        return targets.isEmpty() || targets.contains(target);
    }

    /** The scenario's parameters at a grain, for a number of cores. */
    public Map<String, String> parameters(Grain grain, int cores) {
        var all = new LinkedHashMap<>(parameters.apply(cores));
        all.putAll(part.sampling.points.getOrDefault(grain, Map.of()));
        return Map.copyOf(all);
    }
}

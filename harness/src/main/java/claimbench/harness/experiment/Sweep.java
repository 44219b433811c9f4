package claimbench.harness.experiment;

import claimbench.harness.result.Condition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What is varied to see where a claim is true. Which points there are, the conditions of a run say: a coarse run has fewer of them than
 * a fine one, and both are read in the same way.
 *
 * @param id as in claims and results
 * @param axis what is varied, as the label of an axis
 * @param at a place on the axis as part of a sentence, for its number as it is written
 * @param series the lines of the map, by id, in order: how they are called in a sentence
 * @param quantities what can be asked for at its points, as claims name it: what these hold, and what its theory predicts
 * @param experiment whether an experiment's trials hold points of it, by id
 * @param points of it among the conditions of a run
 * @param bars by which share a figure may differ from theory in a quiet run, by series; none where nothing was promised
 * @param fittings laws that are fitted, by series
 */
public record Sweep(
        String id,
        Words axis,
        Function<String, Words> at,
        Map<String, Words> series,
        List<String> quantities,
        Predicate<String> experiment,
        Function<List<Condition>, List<SweepPoint>> points,
        Map<String, Double> bars,
        Map<String, Fitting> fittings) {

    /** One whose theory has no parameters, and of whose figures nothing was promised. */
    Sweep(
            String id,
            Words axis,
            Function<String, Words> at,
            Map<String, Words> series,
            List<String> quantities,
            Predicate<String> experiment,
            Function<List<Condition>, List<SweepPoint>> points) {
        this(id, axis, at, series, quantities, experiment, points, Map.of(), Map.of());
    }

    /** The experiments whose trials hold points of it. */
    public List<Experiment> experiments() {
        return ExperimentCatalogue.all().stream()
                .filter(one -> experiment.test(one.id()))
                .toList();
    }

    /** Its points among the conditions of a run, those that are measured a second time left out. */
    public List<SweepPoint> points(Collection<Condition> conditions) {
        return points.apply(conditions.stream()
                .filter(condition -> !condition.secondOfTwo())
                .filter(condition -> experiment.test(condition.experiment()))
                .distinct()
                .toList());
    }
}

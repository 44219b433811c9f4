package claimbench.harness.claim;

import claimbench.harness.result.Condition;
import claimbench.harness.result.PlannedTrial;
import claimbench.harness.result.Trial;
import claimbench.harness.result.Workload;
import claimbench.harness.stats.Estimate;
import claimbench.harness.stats.Holm;
import claimbench.harness.stats.Interval;
import claimbench.harness.stats.PairedTrials;
import claimbench.harness.stats.SignFlips;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The condition that a run measured twice (A/A), compared with itself: how often this run, on this machine, finds a difference
 * where there is none.
 *
 * <p>The idea: a figure of the second is divided by the figure of the first, round by round, since both were measured close in time;
 * the ratios of all rounds have an interval ({@link PairedTrials}). It should hold 1. At 95 % about one figure in
 * twenty is found to be different by chance, and figures of the same trials go together, so a few may be at once; the share
 * that is, is the run's rate of false positives. Whether that is more than chance, all figures are asked at once ({@link SignFlips};
 * {@link Holm} where rounds are too few for that): in 95 % of runs none is different. What still is shows noise that trials have and
 * intervals do not know of.
 *
 * <p>What is compared: every figure that a claim takes from the experiment, and of each kind of request the median and the 99th percentile
 * of its response times, the answers a second, and the target's CPU time for an answer. Counts are not: their ratio means nothing at zero.
 * Nor is an open load that the target did not keep up with: its times say how long the trial was.
 *
 * @param experiment both are of
 * @param target both measured
 * @param level of confidence of the intervals
 * @param figures that were compared; none where no round has both
 */
public record AaComparison(String experiment, String target, double level, List<Figure> figures) {

    /**
     * So much of the doubt that the level leaves is given to the ruling. It is to be right in 95 % of runs not only on average but in
     * any two hundred of them: with half, 99 of 100 times; with all, in every other time.
     */
    private static final double DOUBT = 0.5;

    /** What comes of it. */
    public enum Ruling {
        /** No figure is different beyond what chance does to so many. */
        WITHIN_NOISE,
        /** Some figure is, though nothing was different. */
        DIFFERENT,
        /** Fewer than two rounds have both. */
        INCONCLUSIVE
    }

    /**
     * A figure of both.
     *
     * @param quantity what it is, in words
     * @param ratio second over first, over all rounds
     * @param low lower end of its interval; null for one round
     * @param high upper end; null for one round
     * @param different whether the interval leaves out 1
     * @param differentAmongAll whether it still is different, corrected for the number of figures
     * @param rounds what it was made from
     */
    @JsonPropertyOrder({"quantity", "ratio", "low", "high", "different", "differentAmongAll", "rounds"})
    public record Figure(
            String quantity,
            double ratio,
            @Nullable Double low,
            @Nullable Double high,
            boolean different,
            boolean differentAmongAll,
            List<Round> rounds) {}

    /** A figure in one round, of both trials. */
    @JsonPropertyOrder({"round", "first", "second"})
    public record Round(int round, double first, double second) {
        double ratio() {
            return second / first;
        }
    }

    /**
     * Compares a run that no claim was asked of: what every trial has, and nothing else.
     *
     * @return empty where the run has no condition that was to be measured twice
     */
    public static Optional<AaComparison> of(Observations run) {
        return of(run, new Catalogue(Map.of(), List.of()));
    }

    /**
     * Compares.
     *
     * @param catalogue of the claims whose figures are compared
     * @return empty where the run has no condition that was to be measured twice, as runs of earlier versions
     */
    public static Optional<AaComparison> of(Observations run, Catalogue catalogue) {
        return run.plan().stream()
                .map(PlannedTrial::condition)
                .filter(Condition::secondOfTwo)
                .findFirst()
                .map(second -> of(run, catalogue, second));
    }

    private static AaComparison of(Observations run, Catalogue catalogue, Condition second) {
        Map<Integer, Trial> firstByRound = completed(run, second.ownExperiment(), second.target());
        Map<Integer, Trial> secondByRound = completed(run, second.experiment(), second.target());
        secondByRound.keySet().retainAll(firstByRound.keySet());
        var roundsByQuantity = new LinkedHashMap<String, List<Round>>();
        for (TrialFigure figure : TrialFigure.all(
                catalogue,
                second.ownExperiment(),
                secondByRound.values().stream().toList())) {
            List<Round> rounds = rounds(run, figure, firstByRound, secondByRound);
            if (!rounds.isEmpty()) {
                roundsByQuantity.put(figure.name(), rounds);
            }
        }
        return new AaComparison(
                second.ownExperiment(), second.target(), run.level(), figures(run.level(), roundsByQuantity));
    }

    private static Map<Integer, Trial> completed(Observations run, String experiment, String target) {
        var byRound = new LinkedHashMap<Integer, Trial>();
        run.trials().stream()
                .filter(Trial::completed)
                .filter(trial -> trial.condition().experiment().equals(experiment))
                .filter(trial -> trial.condition().target().equals(target))
                .filter(trial -> trial.condition().workload().model() == Workload.Model.CLOSED || run.keptUp(trial))
                .forEach(trial -> byRound.put(trial.round(), trial));
        return byRound;
    }

    /** The rounds in which both trials have the figure, and a ratio means something. */
    private static List<Round> rounds(
            Observations run, TrialFigure figure, Map<Integer, Trial> firstByRound, Map<Integer, Trial> secondByRound) {
        var rounds = new ArrayList<Round>();
        for (var entry : secondByRound.entrySet()) {
            Trial firstTrial = firstByRound.get(entry.getKey());
            if (firstTrial == null) {
                continue;
            }
            try {
                double first = figure.of(run, firstTrial);
                double second = figure.of(run, entry.getValue());
                if (first > 0 && second > 0 && Double.isFinite(first) && Double.isFinite(second)) {
                    rounds.add(new Round(entry.getKey(), first, second));
                }
            } catch (UnmeasurableException e) {
                // Then this round has nothing to compare.
            }
        }
        return rounds;
    }

    private static List<Figure> figures(double level, Map<String, List<Round>> roundsByQuantity) {
        double[] p = adjusted(level, roundsByQuantity.values());
        var figures = new ArrayList<Figure>();
        roundsByQuantity.forEach((quantity, rounds) -> {
            Estimate estimate = estimate(level, rounds);
            Interval interval = estimate instanceof Interval found ? found : null;
            figures.add(new Figure(
                    quantity,
                    estimate.value(),
                    interval == null ? null : (Double) interval.low(),
                    interval == null ? null : (Double) interval.high(),
                    leavesOutOne(estimate),
                    p[figures.size()] <= DOUBT * (1 - level),
                    rounds));
        });
        return List.copyOf(figures);
    }

    /** All figures at once where there are rounds enough for that; else each by itself, corrected by Holm's procedure. */
    private static double[] adjusted(double level, Collection<List<Round>> all) {
        int[] numbers = all.stream()
                .flatMap(List::stream)
                .mapToInt(Round::round)
                .distinct()
                .sorted()
                .toArray();
        if (!SignFlips.canTell(1 - DOUBT * (1 - level), numbers.length)) {
            return Holm.adjusted(all.stream()
                    .mapToDouble(rounds -> Holm.p(one -> leavesOutOne(estimate(one, rounds))))
                    .toArray());
        }
        return SignFlips.adjusted(all.stream()
                .map(rounds -> {
                    double[] logarithms = new double[numbers.length];
                    Arrays.fill(logarithms, Double.NaN);
                    rounds.forEach(
                            round -> logarithms[Arrays.binarySearch(numbers, round.round())] = Math.log(round.ratio()));
                    return logarithms;
                })
                .toList());
    }

    private static Estimate estimate(double level, List<Round> rounds) {
        return PairedTrials.ratio(
                level, rounds.stream().mapToDouble(Round::ratio).toArray());
    }

    private static boolean leavesOutOne(Estimate estimate) {
        return estimate instanceof Interval interval && (interval.low() > 1 || interval.high() < 1);
    }

    /** How many figures have an interval. */
    public int compared() {
        return (int) figures.stream().filter(figure -> figure.low() != null).count();
    }

    /** How many of them were found to be different, each looked at by itself: false positives all. */
    public int different() {
        return (int) figures.stream().filter(Figure::different).count();
    }

    /** The run's rate of false positives, from 0 to 1; not a number where nothing was compared. */
    public double falsePositiveRate() {
        return (double) different() / compared();
    }

    public Ruling ruling() {
        if (compared() == 0) {
            return Ruling.INCONCLUSIVE;
        }
        return figures.stream().anyMatch(Figure::differentAmongAll) ? Ruling.DIFFERENT : Ruling.WITHIN_NOISE;
    }
}

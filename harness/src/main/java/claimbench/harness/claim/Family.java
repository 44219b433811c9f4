package claimbench.harness.claim;

import claimbench.harness.stats.Holm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The claims of a run that rest on intervals, each with the level of confidence at which it is judged.
 *
 * <p>The idea: a run that answers seven questions at 95 % each has a wrong answer among them in every third or fourth
 * case. Holm's procedure ({@link Holm}) judges the clearest claim at the highest level and the least clear at the run's
 * own. The figures of a claim are shown with the interval at its level, so a verdict is always what its intervals say.
 *
 * <p>Which claims belong is known before the run: those it was asked about, whether or not their trials can be trusted.
 * Otherwise a failed check of one claim would make another one easier to decide. A claim that was planned to get a first answer, one trial
 * of something, asks no such question: it has no interval, so it can come to no wrong verdict, and costs the others nothing. Not thread-safe.
 */
final class Family {
    private final double level;
    private final Map<Claim, List<Cell>> cellsByClaim = new LinkedHashMap<>();
    private final Map<Claim, Double> levelByClaim = new LinkedHashMap<>();

    /**
     * An empty family.
     *
     * @param level that all its verdicts together are to have
     */
    Family(double level) {
        this.level = level;
    }

    /** Whether a claim is decided by intervals: not by programs, nor by counts alone. */
    static boolean needsIntervals(Claim claim) {
        return claim.notTestable() == null
                && claim.cases().stream()
                        .flatMap(oneCase -> oneCase.measures().stream())
                        .anyMatch(measure -> !measure.quantity().counts());
    }

    /** Whether a claim was taken in. */
    boolean has(Claim claim) {
        return cellsByClaim.containsKey(claim);
    }

    /** Takes a claim in; all are in before the first is asked for. */
    void add(Claim claim, List<Cell> cells) {
        cellsByClaim.put(claim, cells);
    }

    /** The level at which a claim is judged; the family's own for those that are not in it. */
    double level(Claim claim) {
        if (levelByClaim.size() != cellsByClaim.size()) {
            double[] levels = Holm.levels(
                    level, cellsByClaim.values().stream().mapToDouble(Family::p).toArray());
            int next = 0;
            for (Claim one : cellsByClaim.keySet()) {
                levelByClaim.put(one, levels[next++]);
            }
        }
        return levelByClaim.getOrDefault(claim, level);
    }

    /** The cells of a claim at its level. */
    List<Cell> cells(Claim claim) {
        double itsLevel = level(claim);
        return at(cellsByClaim.getOrDefault(claim, List.of()), itsLevel);
    }

    /** What a reader must know of a claim that would have been decided, had it been the only one. */
    Optional<Text> whyOpen(Claim claim) {
        List<Cell> alone = at(cellsByClaim.getOrDefault(claim, List.of()), level);
        return decided(alone) && !decided(cells(claim))
                ? Optional.of(new Text(
                        "it would be decided at " + Figures.percent(level)
                                + " confidence if it were the only claim; among " + cellsByClaim.size()
                                + " it is judged at " + Figures.percent(level(claim)),
                        "若只判定这一条，在 " + Figures.percent(level) + " 的置信水平上即可定论；在 " + cellsByClaim.size() + " 条论断中，它按 "
                                + Figures.percent(level(claim)) + " 判定"))
                : Optional.empty();
    }

    private static double p(List<Cell> cells) {
        return Holm.p(level -> decided(at(cells, level)));
    }

    private static List<Cell> at(List<Cell> cells, double level) {
        return cells.stream().map(cell -> cell.at(level)).toList();
    }

    private static boolean decided(List<Cell> cells) {
        return !cells.isEmpty() && cells.stream().noneMatch(cell -> cell.state() == Cell.State.UNDECIDED);
    }
}

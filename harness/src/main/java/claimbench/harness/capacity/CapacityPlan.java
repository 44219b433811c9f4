package claimbench.harness.capacity;

import claimbench.harness.result.Condition;
import claimbench.harness.result.CpuSets;
import claimbench.harness.result.PlannedTrial;
import claimbench.harness.result.Trial;
import claimbench.harness.result.Workload;
import claimbench.harness.run.TrialSource;
import claimbench.load.Arrivals;
import claimbench.load.Rate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * The order of trials. First the searches, side by side: one trial of each target whose search goes on, in an order that is drawn anew
 * for each round, then the next round. Then all targets at equal rates below the lowest capacity: each round has every target at
 * every rate once, and one target at the highest of them once more under another name (A/A), in an order of its own. So a machine that
 * grows warm or busy touches all alike, and what differs between the two of one name is noise.
 *
 * <pre>
 * round 1  capacity-b  capacity-a  capacity-c
 * round 2  capacity-a  capacity-c  capacity-b
 * round 3  capacity-c  capacity-a              (b's is found)
 *   …
 * round 1  latency-50-c  latency-25-a  latency-75-again-b  latency-75-b  …
 * </pre>
 *
 * <p>What comes next depends on what is stored, the seed, and whether the time for searching is over; so a run that was cut off goes
 * on where it was.
 */
public final class CapacityPlan implements TrialSource {
    /** Experiment of the trials that search. */
    public static final String SEARCH = "capacity";

    /** Beginning of the experiments at equal rates; the share of the lowest capacity, in percent, follows. */
    public static final String COMPARISON = "latency-";

    /** How many trials a search usually takes; for people. */
    private static final int SEARCH_TRIALS = 14;

    private final CapacitySettings settings;
    private final List<String> targets;
    private final CpuSets cpus;
    private final long seed;
    private final Path dir;
    private final Map<String, TargetSearch.Tried> judged = new HashMap<>();

    /**
     * A plan.
     *
     * @param targets names, in the order of tables
     * @param dir of the run
     */
    public CapacityPlan(CapacitySettings settings, List<String> targets, CpuSets cpus, long seed, Path dir) {
        this.settings = settings;
        this.targets = List.copyOf(targets);
        this.cpus = cpus;
        this.seed = seed;
        this.dir = dir;
    }

    @Override
    public Optional<PlannedTrial> next(List<Trial> ended, Duration elapsed) throws IOException {
        List<TargetSearch> searches = CapacityResult.searches(settings, targets, ended, dir, judged);
        if (mayGoOnSearching(ended, elapsed)) {
            Optional<PlannedTrial> step = nextStep(searches, ended.size());
            if (step.isPresent()) {
                return step;
            }
        }
        return nextComparison(searches, ended);
    }

    @Override
    public int total(List<Trial> ended) throws IOException {
        List<TargetSearch> searches = CapacityResult.searches(settings, targets, ended, dir, judged);
        boolean searching = ended.stream().allMatch(trial -> isStep(trial.condition()));
        int left = searching
                ? searches.stream()
                        .filter(search -> search.knowledge().next().isPresent())
                        .mapToInt(search ->
                                Math.max(2, SEARCH_TRIALS - search.tried().size()))
                        .sum()
                : 0;
        int compared =
                (int) ended.stream().filter(trial -> !isStep(trial.condition())).count();
        return ended.size() + left + (int) settings.comparisonTrials(targets.size()) - compared;
    }

    static boolean isStep(Condition condition) {
        return condition.experiment().equals(SEARCH);
    }

    private boolean mayGoOnSearching(List<Trial> ended, Duration elapsed) {
        Long budgetMillis = settings.budgetMillis();
        return ended.stream().allMatch(trial -> isStep(trial.condition()))
                && (ended.size() < targets.size()
                        || budgetMillis == null
                        || elapsed.plus(settings.trialTime())
                                        .plus(settings.comparisonTime(targets.size()))
                                        .toMillis()
                                <= budgetMillis);
    }

    private Optional<PlannedTrial> nextStep(List<TargetSearch> searches, int ended) {
        List<TargetSearch> open = searches.stream()
                .filter(search -> search.knowledge().next().isPresent())
                .toList();
        int done = open.stream().mapToInt(search -> search.tried().size()).min().orElse(0);
        List<String> order = shuffled(targets, done);
        return order.stream()
                .flatMap(target -> open.stream()
                        .filter(search ->
                                search.target().equals(target) && search.tried().size() == done))
                .findFirst()
                .map(search -> planned(
                        ended,
                        SEARCH,
                        search.target(),
                        search.knowledge().next().getAsInt(),
                        done + 1));
    }

    private Optional<PlannedTrial> nextComparison(List<TargetSearch> searches, List<Trial> ended) {
        Optional<Integer> base = CapacityResult.base(searches);
        if (base.isEmpty()) {
            return Optional.empty();
        }
        for (int round = 1; round <= settings.rounds(); round++) {
            for (Cell cell : shuffled(cells(searches), -round)) {
                int of = round;
                boolean isDone = ended.stream()
                        .anyMatch(trial -> trial.round() == of
                                && trial.condition().experiment().equals(cell.experiment)
                                && trial.condition().target().equals(cell.target));
                if (!isDone) {
                    return Optional.of(planned(
                            ended.size(),
                            cell.experiment,
                            cell.target,
                            CapacityResult.rate(base.get(), cell.share),
                            round));
                }
            }
        }
        return Optional.empty();
    }

    private record Cell(String experiment, String target, int share) {}

    private List<Cell> cells(List<TargetSearch> searches) {
        var cells = new ArrayList<Cell>();
        for (TargetSearch search : searches) {
            if (search.gaveUp() == null) {
                String target = search.target();
                settings.sharesPercent().forEach(share -> cells.add(new Cell(COMPARISON + share, target, share)));
                if (target.equals(settings.measuredTwice())) {
                    int share = settings.sharePercentOfPair();
                    cells.add(new Cell(Condition.again(COMPARISON + share), target, share));
                }
            }
        }
        return cells;
    }

    private <T> List<T> shuffled(List<T> all, int round) {
        var order = new ArrayList<>(all);
        Collections.shuffle(order, new Random(seed * 1_000_003 + round));
        return order;
    }

    private PlannedTrial planned(int ended, String experiment, String target, int rate, int round) {
        var condition = new Condition(
                experiment,
                target,
                settings.scenario(),
                settings.parameters(),
                Workload.open(
                        new Arrivals(Rate.constant(rate), settings.arrivals()),
                        settings.warmUpMillis(),
                        settings.windowMillis()),
                cpus);
        return new PlannedTrial(
                String.format(Locale.ROOT, "%03d-%s-r%d", ended + 1, condition.id(), round), round, condition);
    }
}

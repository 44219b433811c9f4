package claimbench.harness.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.result.Condition;
import claimbench.harness.result.CpuSets;
import claimbench.harness.result.PlannedTrial;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanTest {

    @Test
    void seedDecidesTheOrder() {
        assertThat(plan(Profile.QUICK, 42, 2).trials())
                .isEqualTo(plan(Profile.QUICK, 42, 2).trials());
        assertThat(plan(Profile.QUICK, 42, 2).trials())
                .isNotEqualTo(plan(Profile.QUICK, 43, 2).trials());
    }

    @Test
    void eachRoundHasEachConditionOnceInAnOrderOfItsOwn() {
        List<PlannedTrial> trials = plan(Profile.QUICK, 42, 2).trials();
        List<List<Condition>> rounds = IntStream.rangeClosed(1, 3)
                .mapToObj(round -> trials.stream()
                        .filter(trial -> trial.round() == round)
                        .map(PlannedTrial::condition)
                        .toList())
                .toList();

        assertThat(rounds.getFirst()).hasSize(15).doesNotHaveDuplicates();
        assertThat(rounds.get(1)).containsExactlyInAnyOrderElementsOf(rounds.getFirst());
        assertThat(rounds.get(1)).isNotEqualTo(rounds.getFirst());
        assertThat(rounds.get(2)).containsExactlyInAnyOrderElementsOf(rounds.getFirst());
    }

    @Test
    void namesOfTrialsSortInTheOrderOfThePlan() {
        List<String> ids =
                plan(Profile.FULL, 1, 2).trials().stream().map(PlannedTrial::id).toList();

        assertThat(ids).isSorted().doesNotHaveDuplicates().hasSize(150);
    }

    @Test
    void namesOfThousandsOfTrialsSortInTheOrderOfThePlanToo() {
        Plan plan =
                Plan.make(Profile.QUICK, 100, 1, ExperimentCatalogue.all(), TargetCatalogue.all(), List.of(0, 1), true);

        assertThat(plan.rounds()).isEqualTo(100);
        assertThat(plan.trials()).extracting(PlannedTrial::id).isSorted().hasSize(1_500);
    }

    @Test
    void oneConditionIsMeasuredTwiceInEachRoundUnderTwoNames() {
        List<PlannedTrial> trials = plan(Profile.QUICK, 42, 2).trials();
        List<PlannedTrial> again =
                trials.stream().filter(trial -> trial.condition().secondOfTwo()).toList();

        assertThat(again).hasSize(3).extracting(PlannedTrial::round).containsExactly(1, 2, 3);
        Condition second = again.getFirst().condition();
        assertThat(second.id()).isEqualTo("fanout-again-event-loop");
        assertThat(second.ownExperiment()).isEqualTo("fanout");
        assertThat(trials)
                .filteredOn(trial -> trial.condition().again().equals(second))
                .hasSize(3)
                .extracting(trial -> trial.condition().id())
                .containsOnly("fanout-event-loop");
    }

    @Test
    void conditionMeasuredTwiceIsOfAServerThatTrialsStartWhereThereIsOne() {
        var mine = Target.running("mine", URI.create("http://127.0.0.1:1"));
        Target reactive = TargetCatalogue.find("reactive").orElseThrow();

        assertThat(twice(List.of(mine, reactive))).containsExactly("fanout-again-reactive");
        assertThat(twice(List.of(mine))).containsExactly("fanout-again-mine");
    }

    private static List<String> twice(List<Target> targets) {
        return Plan.make(Profile.QUICK, 1, 1, ExperimentCatalogue.all(), targets, List.of(0, 1), true).trials().stream()
                .map(PlannedTrial::condition)
                .filter(Condition::secondOfTwo)
                .map(Condition::id)
                .toList();
    }

    @Test
    void quickProfileTakesLessThanFourMinutes() {
        assertThat(plan(Profile.QUICK, 1, 2).estimate()).isLessThan(Duration.ofMinutes(4));
    }

    @Test
    void turnsAreTakenByModelsWithALoopAlone() {
        assertThat(plan(Profile.QUICK, 1, 2).trials())
                .map(PlannedTrial::condition)
                .filteredOn(condition -> condition.experiment().equals("cpu-turns"))
                .extracting(Condition::target)
                .containsOnly("event-loop", "reactive");
    }

    @Test
    void controlsAreMeasuredBesideTargetsAndInNoExperimentThatAClaimRestsOn() {
        List<Target> servers = Stream.concat(TargetCatalogue.all().stream(), TargetCatalogue.controls().stream())
                .toList();
        List<Experiment> experiments = Stream.concat(
                        ExperimentCatalogue.all().stream(), ExperimentCatalogue.withControls().stream())
                .toList();
        List<Condition> conditions =
                Plan.make(Profile.QUICK, 1, experiments, servers, List.of(0, 1), true).trials().stream()
                        .map(PlannedTrial::condition)
                        .distinct()
                        .toList();

        assertThat(conditions).hasSize(15 + 2 * 13);
        for (Experiment experiment : ExperimentCatalogue.withControls()) {
            assertThat(conditions)
                    .filteredOn(condition -> condition.experiment().equals(experiment.id()))
                    .extracting(Condition::target)
                    .containsExactlyInAnyOrderElementsOf(TargetCatalogue.namesWithControls());
        }
        assertThat(conditions)
                .filteredOn(condition -> !ExperimentCatalogue.hasControls(condition.experiment()))
                .extracting(Condition::target)
                .isSubsetOf(TargetCatalogue.names());
    }

    @Test
    void eachControlIsComparableToOneTarget() {
        assertThat(TargetCatalogue.names())
                .flatMap(TargetCatalogue::controlsOf)
                .containsExactlyInAnyOrderElementsOf(
                        TargetCatalogue.controls().stream().map(Target::name).toList());
    }

    @Test
    void oneCoreIsSharedByAll() {
        CpuSets sets = Placement.TARGET_ALONE.cpuSets(List.of(5), true);

        assertThat(sets).isEqualTo(new CpuSets(List.of(5), List.of(5), List.of(5)));
        assertThat(sets.apart()).isFalse();
    }

    @Test
    void twoCoresKeepTheTargetFromTheLoad() {
        CpuSets sets = Placement.TARGET_ALONE.cpuSets(List.of(0, 1), true);

        assertThat(sets).isEqualTo(new CpuSets(List.of(0), List.of(1), List.of(1)));
        assertThat(sets.apart()).isTrue();
    }

    @Test
    void fourCoresKeepAllApart() {
        assertThat(Placement.TARGET_ALONE.cpuSets(List.of(0, 1, 2, 3), true))
                .isEqualTo(new CpuSets(List.of(0), List.of(2, 3), List.of(1)));
        assertThat(Placement.ALL_CORES.cpuSets(List.of(0, 1, 2, 3), true))
                .isEqualTo(new CpuSets(List.of(0, 1, 2), List.of(3), List.of(3)));
    }

    @Test
    void allCoresAreSharedWhereThereAreFew() {
        CpuSets sets = Placement.ALL_CORES.cpuSets(List.of(0, 1), true);

        assertThat(sets.target()).containsExactly(0, 1);
        assertThat(sets.apart()).isFalse();
    }

    @Test
    void nothingIsAssignedWhereProcessesCannotBePinned() {
        CpuSets sets = Placement.TARGET_ALONE.cpuSets(List.of(0, 1), false);

        assertThat(sets).isEqualTo(new CpuSets(List.of(), List.of(), List.of()));
        assertThat(sets.apart()).isFalse();
    }

    @Test
    void parallelWorkIsCutAlikeForAllCores() {
        for (int cores : new int[] {1, 2, 6, 64, 512}) {
            var parameters = ExperimentCatalogue.find("cpu-cores")
                    .orElseThrow()
                    .parameters()
                    .apply(cores);
            int tasks = Integer.parseInt(parameters.get("tasks"));
            assertThat(tasks).isBetween(1, 1_000);
            assertThat(Integer.parseInt(parameters.get("units"))).isBetween(1, 10_000);
            if (cores <= 64) {
                assertThat(tasks % cores).as("%s cores", cores).isZero();
            }
        }
    }

    private static Plan plan(Profile profile, long seed, int cores) {
        return Plan.make(
                profile,
                seed,
                ExperimentCatalogue.all(),
                TargetCatalogue.all(),
                IntStream.range(0, cores).boxed().toList(),
                true);
    }
}

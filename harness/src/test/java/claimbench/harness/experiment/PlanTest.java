package claimbench.harness.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import claimbench.harness.result.Condition;
import claimbench.harness.result.CpuSets;
import claimbench.harness.result.PlannedTrial;
import claimbench.harness.result.RunRecord;
import claimbench.load.ScenarioCatalogue;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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

        assertThat(rounds.getFirst()).hasSize(6 + 19).doesNotHaveDuplicates();
        assertThat(rounds.get(1)).as("first looks are taken once").hasSize(6).isSubsetOf(rounds.getFirst());
        assertThat(rounds.get(2)).containsExactlyInAnyOrderElementsOf(rounds.get(1));
        assertThat(rounds.get(2)).isNotEqualTo(rounds.get(1));
    }

    @Test
    void namesOfTrialsSortInTheOrderOfThePlan() {
        List<String> ids =
                plan(Profile.FULL, 1, 2).trials().stream().map(PlannedTrial::id).toList();

        assertThat(ids).isSorted().doesNotHaveDuplicates().hasSizeGreaterThan(500);
    }

    @Test
    void namesOfThousandsOfTrialsSortInTheOrderOfThePlanToo() {
        Plan plan =
                Plan.make(Profile.QUICK, 100, 1, ExperimentCatalogue.all(), TargetCatalogue.all(), List.of(0, 1), true);

        assertThat(plan.rounds()).isEqualTo(100);
        assertThat(plan.trials()).extracting(PlannedTrial::id).isSorted().hasSize(6 * 100 + 19);
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

    /** Beside the programs and the generator's ceiling, which take some twelve seconds. */
    @Test
    void quickProfileTakesLessThanFiveMinutes() {
        assertThat(plan(Profile.QUICK, 1, 2).estimate()).isLessThan(Duration.ofSeconds(265));
    }

    /** Of each kind that one user sends in turn, or that a pool of one serves; by the seconds that a round of all kinds was recorded to take. */
    @ParameterizedTest
    @CsvSource({
        "cpu-turns-event-loop,                     0.27",
        "cpu-cores-event-loop,                     0.20",
        "io-share-event-loop,                      0.37",
        "users-10-one-at-a-time-platform-threads,  0.206"
    })
    void windowsOfAQuickRunHoldTenRequestsOfEachKind(String condition, double roundSeconds) {
        assertThat(plan(Profile.QUICK, 1, 2).trials())
                .map(PlannedTrial::condition)
                .filteredOn(one -> one.id().equals(condition))
                .isNotEmpty()
                // At either end a round may be cut.
                .allSatisfy(one -> assertThat(one.workload().windowMillis() / 1e3 / roundSeconds)
                        .isGreaterThanOrEqualTo(11));
    }

    /** Or some of those who wait in step would be counted once more than others. */
    @ParameterizedTest
    @EnumSource(Profile.class)
    void windowsOfCrowdsAreAWholeNumberOfTheirWaits(Profile profile) {
        assertThat(plan(profile, 1, 2).trials())
                .map(PlannedTrial::condition)
                .filteredOn(condition -> condition.scenario().equals("wait"))
                .isNotEmpty()
                .allSatisfy(condition -> assertThat(condition.workload().windowMillis()
                                % Integer.parseInt(Objects.requireNonNull(
                                        condition.parameters().get("ms"))))
                        .isZero());
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void eachUserWhoseRequestsTakeSecondsBeginsOneInTheWindow(Profile profile) {
        assertThat(plan(profile, 1, 2).trials())
                .map(PlannedTrial::condition)
                .filteredOn(condition -> List.of("slow", "deadline").contains(condition.scenario()))
                .isNotEmpty()
                .allSatisfy(condition -> assertThat(condition.workload().windowMillis())
                        .isGreaterThanOrEqualTo(Integer.parseInt(Objects.requireNonNullElseGet(
                                condition.parameters().get("slow-ms"),
                                () -> condition.parameters().getOrDefault("timeout-ms", "none")))));
    }

    /** Beside programs and the checks of the tools before it, which the plan says take some ten seconds. */
    @Test
    void standardProfilesFiveRoundsTakeNoMoreThanThreeQuartersOfAnHour() {
        Plan plan = plan(Profile.STANDARD, 1, 2);

        assertThat(plan.estimate()).isLessThanOrEqualTo(Duration.ofMinutes(43));
        assertThat(List.of("fanout-event-loop", "stream-event-loop", "cpu-turns-event-loop"))
                .allSatisfy(condition -> assertThat(plan.trials())
                        .filteredOn(trial -> trial.condition().id().equals(condition))
                        .hasSize(5));
    }

    /** A slow machine does without the last two: a further round is begun only where it ends in time. */
    @Test
    void standardProfilesThreeRoundsTakeLessThanThreeQuartersOfAnHour() {
        Plan plan = plan(Profile.STANDARD, 1, 2);
        var stopping = new RunRecord.Stopping(
                false, Profile.STANDARD.bound().orElseThrow().toMillis(), Profile.STANDARD.roundsAtLeast());

        assertThat(plan.estimateOfRounds(3)).isLessThan(Duration.ofMinutes(40));
        assertThat(plan.estimate(Duration.ofSeconds(36), stopping))
                .isBetween(plan.estimateOfRounds(3), Duration.ofMinutes(45));
        assertThat(plan.trials().stream()
                        .collect(
                                Collectors.groupingBy(trial -> trial.condition().id(), Collectors.counting()))
                        .values())
                .allMatch(trials -> trials >= 3);
    }

    /** What comes before the trials is within a profile's time, and the rounds that a run has at least are made however long they take. */
    @Test
    void runThatMayEndEarlyTakesNoLongerThanItMayOrThanItsLeastRounds() {
        Plan plan = plan(Profile.STANDARD, 1, 2);
        Duration before = Duration.ofMinutes(2);
        Duration all = before.plus(plan.estimate());
        Duration least = before.plus(plan.estimateOfRounds(3));
        Duration between = Duration.ofMillis(all.plus(least).toMillis() / 2);

        assertThat(plan.estimate(before, bounded(all.plusMinutes(1)))).isEqualTo(all);
        assertThat(plan.estimate(before, bounded(between))).isEqualTo(between);
        assertThat(plan.estimate(before, bounded(least.minusMinutes(1)))).isEqualTo(least);
        assertThat(plan.estimate(before, RunRecord.Stopping.NEVER)).isEqualTo(all);
    }

    private static RunRecord.Stopping bounded(Duration bound) {
        return new RunRecord.Stopping(false, bound.toMillis(), 3);
    }

    /** By Little's law a crowd sends its number over its wait; one core of the generator is a bottleneck from 2,250 requests a second on. */
    @Test
    void crowdsOfThousandsAskForNoMoreThanOneCoreOfTheGeneratorCanSend() {
        assertThat(plan(Profile.FULL, 1, 2).trials())
                .map(PlannedTrial::condition)
                .filteredOn(condition -> condition.workload().users() > 2_000)
                .allSatisfy(condition -> assertThat(condition.workload().users()
                                * 1_000
                                / Integer.parseInt(condition.parameters().get("ms")))
                        .isLessThan(2_250))
                .extracting(
                        condition -> condition.workload().users(),
                        condition -> condition.parameters().get("ms"))
                .containsOnly(tuple(5_000, "3000"), tuple(10_000, "6000"));
    }

    /** What a few more short trials decide has as many as end in time; what they do not has three. */
    @Test
    void roundsBeyondTheThirdAreOfWhatTheyDecide() {
        assertThat(plan(Profile.STANDARD, 1, 2).trials())
                .filteredOn(trial -> trial.round() > 3)
                .extracting(trial -> trial.condition().experiment())
                .containsOnly("fanout", "fanout-again", "stream", "cpu-turns");
        assertThat(plan(Profile.FULL, 1, 2).trials())
                .filteredOn(trial -> trial.round() == Profile.FULL.rounds())
                .as("long trials, of which more do decide")
                .extracting(trial -> trial.condition().experiment())
                .contains("fanout", "in-flight", "cpu-cores", "cpu-turns", "stream")
                .doesNotContain("background", "calls");
    }

    /** Fewer rounds are fewer than many, and not fewer than a verdict needs. */
    @Test
    void whoAsksForThreeTrialsHasThreeOfEach() {
        Plan plan = Plan.make(
                Profile.STANDARD, 3, 1, ExperimentCatalogue.all(), TargetCatalogue.all(), List.of(0, 1), true, true);

        assertThat(plan.trials().stream()
                        .collect(
                                Collectors.groupingBy(trial -> trial.condition().id(), Collectors.counting()))
                        .values())
                .containsOnly(3L);
    }

    /** Two hundred threads answer a thousand waits of two seconds before the first client gives up. */
    @Test
    void crowdsThatAPoolCannotAnswerInTimeAreNotPutToIt() {
        List<Condition> conditions = plan(Profile.FULL, 1, 2).trials().stream()
                .map(PlannedTrial::condition)
                .filter(condition -> condition.scenario().equals("wait"))
                .distinct()
                .toList();

        assertThat(conditions)
                .filteredOn(condition -> condition.workload().users() > 2_000)
                .extracting(Condition::target)
                .contains("virtual-threads", "event-loop", "reactive")
                .doesNotContain("platform-threads");
        assertThat(conditions)
                .filteredOn(condition -> condition.workload().users() == 2_000)
                .extracting(Condition::target)
                .contains("platform-threads");
    }

    @Test
    void whoAsksForATargetThatAFirstLookWouldPassOverGetsItAllTheSame() {
        Target reactive = TargetCatalogue.find("reactive").orElseThrow();

        Plan plan = Plan.make(Profile.QUICK, 1, ExperimentCatalogue.all(), List.of(reactive), List.of(0, 1), true);

        assertThat(plan.trials())
                .extracting(trial -> trial.condition().id())
                .contains("stream-reactive", "in-flight-reactive", "cpu-turns-reactive", "users-10-reactive")
                .doesNotContain("stream-event-loop");
    }

    @Test
    void whoAsksForSomeClaimsGetsMoreThanAFirstLook() {
        List<Experiment> stream = List.of(ExperimentCatalogue.find("stream").orElseThrow());

        Plan first = Plan.make(Profile.QUICK, 3, 1, stream, TargetCatalogue.all(), List.of(0, 1), true, false);
        Plan thorough = Plan.make(Profile.QUICK, 3, 1, stream, TargetCatalogue.all(), List.of(0, 1), true, true);

        assertThat(first.trials())
                .filteredOn(trial -> !trial.condition().secondOfTwo())
                .singleElement()
                .satisfies(trial -> assertThat(trial.condition().target()).isEqualTo("event-loop"));
        assertThat(thorough.trials())
                .filteredOn(trial -> !trial.condition().secondOfTwo())
                .hasSize(3 * 4);
    }

    @Test
    void baselineIsMeasuredOnItsOwnTargetWhicheverWasAskedFor() {
        Target eventLoop = TargetCatalogue.find("event-loop").orElseThrow();

        Plan plan = Plan.make(
                Profile.STANDARD, 1, 1, ExperimentCatalogue.all(), List.of(eventLoop), List.of(0, 1), true, true);

        assertThat(plan.trials())
                .map(PlannedTrial::condition)
                .filteredOn(condition -> !condition.target().equals("event-loop"))
                .isNotEmpty()
                .allSatisfy(condition -> {
                    assertThat(condition.target()).isEqualTo("platform-threads");
                    assertThat(condition.options()).startsWith("--pool");
                });
        assertThat(plan.targets()).extracting(Target::name).containsExactly("event-loop", "platform-threads");
    }

    @Test
    void latenciesAtEqualRatesAreOfAnOpenLoad() {
        assertThat(plan(Profile.STANDARD, 1, 2).trials())
                .map(PlannedTrial::condition)
                .filteredOn(condition -> condition.experiment().startsWith("equal-rate"))
                .hasSize(3 * 5)
                .allSatisfy(condition -> {
                    assertThat(condition.workload().inWords())
                            .isEqualTo("open load: 100 arrivals a second, evenly spaced");
                    assertThat(condition.parameters()).containsEntry("ms", "200");
                });
    }

    /** Where many points share a trial, a window is long enough to be tested for steady state, and a warm-up to settle. */
    @Test
    void mapsOfManyPointsHaveWindowsThatCanBeTested() {
        assertThat(plan(Profile.STANDARD, 1, 2).trials())
                .map(PlannedTrial::condition)
                .filteredOn(condition -> List.of("calls", "io-share").contains(condition.experiment()))
                .isNotEmpty()
                .allSatisfy(condition -> {
                    assertThat(condition.workload().windowMillis()).isGreaterThanOrEqualTo(10_000);
                    assertThat(condition.workload().warmUpMillis()).isGreaterThanOrEqualTo(9_000);
                });
    }

    @Test
    void mapOfCoresHasFewerThanTheMachine() {
        assertThat(coresOf(plan(Profile.STANDARD, 1, 2))).containsExactly(1, 2);
        assertThat(coresOf(plan(Profile.STANDARD, 1, 9))).containsExactly(1, 2, 4, 8);
        assertThat(coresOf(plan(Profile.FULL, 1, 9))).containsExactly(1, 2, 3, 4, 6, 8);
    }

    private static List<Integer> coresOf(Plan plan) {
        return SweepCatalogue.find("cores")
                .orElseThrow()
                .points(plan.trials().stream().map(PlannedTrial::condition).toList())
                .stream()
                .map(point -> (int) point.x())
                .distinct()
                .sorted()
                .toList();
    }

    /** What a sweep reads from conditions, the scenario must send. */
    @Test
    void pointsOfEverySweepAreRequestsThatAreSent() {
        for (Profile profile : Profile.values()) {
            List<Condition> conditions = plan(profile, 1, 4).trials().stream()
                    .map(PlannedTrial::condition)
                    .distinct()
                    .toList();
            for (Sweep sweep : SweepCatalogue.all()) {
                List<SweepPoint> points = sweep.points(conditions);
                // Several loops are beside the point of a quick run.
                if (profile != Profile.QUICK || !sweep.id().equals("loops-and-processes")) {
                    assertThat(points).as("%s on %s", sweep.id(), profile).isNotEmpty();
                }
                assertThat(points).allSatisfy(point -> {
                    assertThat(sweep.series()).containsKey(point.series());
                    assertThat(ScenarioCatalogue.find(point.condition().scenario())
                                    .orElseThrow()
                                    .requestNames(point.condition().parameters()))
                            .containsAll(Stream.of(point.baseline(), point.treatment(), point.request())
                                    .filter(Objects::nonNull)
                                    .toList());
                });
            }
        }
    }

    @Test
    void turnsAreTakenByModelsWithALoopAlone() {
        assertThat(plan(Profile.STANDARD, 1, 2).trials())
                .map(PlannedTrial::condition)
                .filteredOn(condition -> condition.experiment().equals("cpu-turns"))
                .extracting(Condition::target)
                .containsOnly("event-loop", "reactive");
        assertThat(plan(Profile.QUICK, 1, 2).trials())
                .map(PlannedTrial::condition)
                .filteredOn(condition -> condition.experiment().equals("cpu-turns"))
                .as("a quick run has time for what the documents speak of")
                .extracting(Condition::target)
                .containsOnly("event-loop");
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

        assertThat(conditions).hasSize(9 + 16 + 2 * 13);
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

package claimbench.harness.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.capacity.CapacityResult.Capacity;
import claimbench.harness.capacity.CapacityResult.Latency;
import claimbench.harness.claim.AaComparison;
import claimbench.harness.claim.Observations;
import claimbench.harness.report.CapacityReport;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.Trial;
import claimbench.harness.result.TrustCheck;
import claimbench.harness.stats.CapacitySearch.Answer;
import claimbench.load.Spacing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From the first trial to the tables, on servers that are simulated. */
class CapacityPlanTest {
    private static final Map<String, Integer> CAPACITIES = Map.of("fast", 2_600, "medium", 900, "slow", 440);

    @TempDir
    private Path dir;

    @Test
    void everyCapacityIsFoundAndAllAreComparedBelowTheLowest() throws IOException {
        var run = new SimulatedTrials(dir, settings(null), CAPACITIES, 7);
        run.run(Integer.MAX_VALUE, Duration.ZERO);
        run.finish();

        CapacityResult result = run.result();

        // The least overload that shows is that of the objective: answers at 95 % of the rate of arrivals.
        for (Capacity capacity : result.capacities()) {
            double shows = Objects.requireNonNull(CAPACITIES.get(capacity.target())) / 0.95;
            assertThat(capacity.low()).as(capacity.target()).isPositive().isLessThanOrEqualTo(shows);
            assertThat(capacity.high()).as(capacity.target()).isGreaterThanOrEqualTo(shows);
            assertThat(capacity.decided()).isTrue();
            assertThat(capacity.note()).isEmpty();
        }
        int base = Objects.requireNonNull(result.lowestCapacity());
        assertThat(base).isBetween(350, 463);
        assertThat(result.latencies()).hasSize(6).allSatisfy(latency -> {
            assertThat(latency.trials()).isEqualTo(2);
            assertThat(latency.isVoid()).isFalse();
            assertThat(Objects.requireNonNull(latency.responseP50()).nanos()).isBetween(1.9e6, 2.1e6);
            assertThat(Objects.requireNonNull(latency.serviceP99()).nanos()).isBetween(0.9e6, 1.1e6);
        });
        assertThat(result.latencies())
                .extracting(Latency::rate)
                .containsExactly(base / 4, base / 4, base / 4, base * 3 / 4, base * 3 / 4, base * 3 / 4);
        assertThat(result.isSound()).isTrue();
    }

    @Test
    void latencyAboveCapacityIsVoid() throws IOException {
        var run = new SimulatedTrials(dir, settings(null), CAPACITIES, 7);
        run.run(Integer.MAX_VALUE, Duration.ZERO);

        assertThat(run.result().capacities())
                .flatExtracting(Capacity::steps)
                .anySatisfy(step -> {
                    assertThat(step.answer()).isEqualTo(Answer.FELL_BEHIND);
                    assertThat(step.why()).contains("of the rate of arrivals");
                })
                .allSatisfy(
                        step -> assertThat(step.responseNanosP99() != null).isEqualTo(step.answer() == Answer.KEPT_UP));
    }

    @Test
    void searchesGoSideBySideAndComparisonsAreInterleavedInAnOrderOfTheSeed() throws IOException {
        var run = new SimulatedTrials(dir.resolve("a"), settings(null), CAPACITIES, 7);
        run.run(Integer.MAX_VALUE, Duration.ZERO);
        var same = new SimulatedTrials(dir.resolve("b"), settings(null), CAPACITIES, 7);
        same.run(Integer.MAX_VALUE, Duration.ZERO);
        var other = new SimulatedTrials(dir.resolve("c"), settings(null), CAPACITIES, 8);
        other.run(Integer.MAX_VALUE, Duration.ZERO);

        assertThat(ids(same)).isEqualTo(ids(run)).isSorted();
        assertThat(ids(other)).isNotEqualTo(ids(run));
        assertThat(run.ended.subList(0, 6))
                .extracting(trial -> trial.condition().target() + trial.round())
                .containsExactlyInAnyOrder("fast1", "medium1", "slow1", "fast2", "medium2", "slow2");
        List<Trial> compared = run.ended.stream()
                .filter(trial -> !CapacityPlan.isStep(trial.condition()))
                .toList();
        assertThat(compared).hasSize(14);
        assertThat(compared.subList(0, 7)).allMatch(trial -> trial.round() == 1);
        assertThat(run.ended.indexOf(compared.getFirst())).isEqualTo(run.ended.size() - 14);
    }

    @Test
    void oneTargetIsMeasuredTwiceInEachRoundAtTheHighestOfTheEqualRates() throws IOException {
        var run = new SimulatedTrials(dir, settings(null), CAPACITIES, 7);
        run.run(Integer.MAX_VALUE, Duration.ZERO);

        List<Trial> again = run.ended.stream()
                .filter(trial -> trial.condition().secondOfTwo())
                .toList();
        assertThat(again).extracting(Trial::round).containsExactly(1, 2);
        assertThat(again)
                .allSatisfy(second -> assertThat(run.ended)
                        .filteredOn(first -> first.round() == second.round()
                                && first.condition().again().equals(second.condition()))
                        .singleElement()
                        .satisfies(first -> {
                            assertThat(first.condition().experiment()).isEqualTo("latency-75");
                            assertThat(first.condition().target()).isEqualTo("medium");
                        }));
        AaComparison aa = AaComparison.of(Observations.of(StoredRun.load(dir))).orElseThrow();
        assertThat(aa.figures())
                .extracting(AaComparison.Figure::quantity)
                .contains("median of wait", "p99 of wait", "answers a second");
        assertThat(aa.ruling()).isEqualTo(AaComparison.Ruling.WITHIN_NOISE);
    }

    @Test
    void pairThatTheServerDidNotKeepUpWithTellsNoNoise() throws IOException {
        var run = new SimulatedTrials(dir, settings(null), CAPACITIES, 7);
        run.slowInPair = "medium";
        run.run(Integer.MAX_VALUE, Duration.ZERO);

        AaComparison aa = AaComparison.of(Observations.of(StoredRun.load(dir))).orElseThrow();

        assertThat(aa.ruling()).isEqualTo(AaComparison.Ruling.INCONCLUSIVE);
        assertThat(markdown(run)).contains("it cannot be told how large the noise is");
    }

    @Test
    void runThatWasCutOffIsReadableAndGoesOnWhereItWas() throws IOException {
        var whole = new SimulatedTrials(dir.resolve("whole"), settings(null), CAPACITIES, 5);
        whole.run(Integer.MAX_VALUE, Duration.ZERO);
        for (int cut : new int[] {0, 1, 7, whole.ended.size() - 3}) {
            var run = new SimulatedTrials(dir.resolve("cut" + cut), settings(null), CAPACITIES, 5);
            run.run(cut, Duration.ZERO);

            assertThat(run.result().capacities()).hasSize(3);
            CapacityReport.write(StoredRun.load(run.dir), run.result());
            run.run(Integer.MAX_VALUE, Duration.ZERO);

            assertThat(ids(run)).isEqualTo(ids(whole));
            assertThat(run.result()).isEqualTo(whole.result());
        }
    }

    @Test
    void budgetEndsTheSearchAndTheComparisonFollows() throws IOException {
        var run = new SimulatedTrials(dir, settings(600_000L), CAPACITIES, 7);
        run.run(9, Duration.ZERO);
        run.run(Integer.MAX_VALUE, Duration.ofHours(1));

        assertThat(run.ended).hasSize(9 + 14);
        CapacityResult result = run.result();
        assertThat(result.latencies()).hasSize(6).noneMatch(Latency::isVoid);
        assertThat(result.capacities())
                .anySatisfy(capacity -> assertThat(capacity.note()).contains("the time for searching was over"));
        assertThat(result.isSound()).isFalse();
    }

    @Test
    void whatTheGeneratorCouldNotOfferIsNoCapacity() throws IOException {
        var run = new SimulatedTrials(dir, settings(null), CAPACITIES, 7);
        run.generatorLimit = 1_500;
        run.run(Integer.MAX_VALUE, Duration.ZERO);

        Capacity fast = of(run.result(), "fast");
        assertThat(fast.high()).isNull();
        assertThat(fast.low()).isBetween(1_200.0, 1_600.0);
        assertThat(fast.note()).contains("the generator was at its own limit");
        assertThat(of(run.result(), "slow").high()).isNotNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"STEAL", "OTHER_LOAD"})
    void rateThatWasMissedUnderADisturbanceIsTriedAgainAndPullsNoCapacityDown(TrustCheck fromBeside)
            throws IOException {
        var quiet = new SimulatedTrials(dir.resolve("quiet"), settings(null), CAPACITIES, 7);
        quiet.run(Integer.MAX_VALUE, Duration.ZERO);
        var run = new SimulatedTrials(dir.resolve("disturbed"), settings(null), CAPACITIES, 7);
        run.fromBeside = fromBeside;
        run.disturbed = trial -> CapacityPlan.isStep(trial.condition()) && trial.round() % 3 == 2;
        run.run(Integer.MAX_VALUE, Duration.ZERO);

        for (Capacity capacity : run.result().capacities()) {
            Capacity undisturbed = of(quiet.result(), capacity.target());
            assertThat(capacity.low()).as(capacity.toString()).isEqualTo(undisturbed.low());
            assertThat(capacity.high()).as(capacity.toString()).isEqualTo(undisturbed.high());
        }
        assertThat(run.result().capacities())
                .flatExtracting(Capacity::steps)
                .filteredOn(step -> step.answer() == Answer.DISTURBED)
                .isNotEmpty()
                .allSatisfy(step -> assertThat(step.why()).contains("may come from beside: " + fromBeside));
    }

    @Test
    void machineThatIsAlwaysDisturbedTellsNoCapacity() throws IOException {
        var run = new SimulatedTrials(dir, settings(null), CAPACITIES, 7);
        run.disturbed = _ -> true;
        run.run(120, Duration.ZERO);

        assertThat(run.result().capacities()).allSatisfy(capacity -> {
            assertThat(capacity.high()).isNull();
            assertThat(capacity.low()).isLessThan(Objects.requireNonNull(CAPACITIES.get(capacity.target())));
            assertThat(capacity.note()).contains("disturbed from beside");
        });
    }

    @Test
    void targetThatCannotBeMeasuredIsGivenUpAndTheOthersAreNot() throws IOException {
        var run = new SimulatedTrials(dir, settings(null), CAPACITIES, 7);
        run.broken = "medium";
        run.run(Integer.MAX_VALUE, Duration.ZERO);

        CapacityResult result = run.result();
        assertThat(of(result, "medium").note()).isEqualTo("could not be measured: target medium never started");
        assertThat(of(result, "medium").steps()).hasSize(2);
        assertThat(result.latencies()).extracting(Latency::target).containsExactly("fast", "slow", "fast", "slow");
        assertThat(result.isSound()).isFalse();
        // It was to be measured twice, and there is nothing in its place.
        assertThat(AaComparison.of(Observations.of(StoredRun.load(dir)))).isEmpty();
    }

    @Test
    void reportHasBothTablesAndIsTheSameFromTheSameData() throws IOException {
        var run = new SimulatedTrials(dir, settings(null), CAPACITIES, 7);
        run.run(Integer.MAX_VALUE, Duration.ZERO);
        run.finish();

        String markdown = markdown(run);
        String json = Files.readString(dir.resolve("capacity.json"));
        String again = markdown(run);

        assertThat(markdown)
                .isEqualTo(again)
                .contains("## Capacity", "## Latency at equal rates", "| slow |", "fell behind | void | void |")
                .contains("latency-75 on medium, measured twice in each round: 0 of 3 figures differ");
        assertThat(dir.resolve("aa.json")).content().contains("\"WITHIN_NOISE\"");
        assertThat(dir.resolve("report/report.zh-CN.html"))
                .content()
                .contains("相同速率下的延迟", "同一条件测两遍", "<th scope=\"row\">slow</th>", "落后", "无效");
        assertThat(json)
                .isEqualTo(Files.readString(dir.resolve("capacity.json")))
                .contains("\"lowestCapacity\"");
        assertThat(Files.readAllLines(dir.resolve("report/equal-rates.csv"))).hasSize(7);
        assertThat(Files.readAllLines(dir.resolve("report/capacity.csv")).getFirst())
                .startsWith("target,capacityLow,capacityHigh,decided,trial,rate,answer,why");
        assertThat(Files.readAllLines(dir.resolve("report/latencies.csv")))
                .hasSize(run.ended.size() + 1)
                .element(1)
                .asString()
                .contains(",open,,200,constant,even,wait,");
    }

    private String markdown(SimulatedTrials run) throws IOException {
        Path page = CapacityReport.write(StoredRun.load(dir), run.result());
        return Files.readString(page.resolveSibling("report.en.md"));
    }

    private static List<String> ids(SimulatedTrials run) {
        return run.ended.stream().map(Trial::id).toList();
    }

    private static Capacity of(CapacityResult result, String target) {
        return result.capacities().stream()
                .filter(capacity -> capacity.target().equals(target))
                .findFirst()
                .orElseThrow();
    }

    private static CapacitySettings settings(@Nullable Long budgetMillis) {
        return new CapacitySettings(
                CapacitySettings.SCHEMA,
                "wait",
                Map.of("ms", "1"),
                Objective.DEFAULT,
                Spacing.EVEN,
                200,
                10_000,
                20,
                budgetMillis,
                1_000,
                4_000,
                List.of(25, 75),
                2,
                "medium");
    }
}

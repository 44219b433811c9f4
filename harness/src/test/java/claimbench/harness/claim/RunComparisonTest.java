package claimbench.harness.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import claimbench.harness.claim.RunComparison.ClaimChange;
import claimbench.harness.claim.RunComparison.ConditionChange;
import claimbench.harness.claim.RunComparison.FigureChange;
import claimbench.harness.claim.RunComparison.Unpaired;
import claimbench.harness.result.TrustCheck;
import claimbench.harness.stats.Change;
import claimbench.load.Arrivals;
import claimbench.load.Rate;
import claimbench.load.Spacing;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Two made-up runs: what was planted in the second is found under its right name, and nothing else is. */
class RunComparisonTest {
    private static final Text IN_A_ONLY = new Text("in A only", "只在 A 中");
    private static final Text IN_B_ONLY = new Text("in B only", "只在 B 中");
    private static final Catalogue CATALOGUE = Catalogue.load();
    private static final double[] NOISE = {0.998, 1.001, 1.003, 0.999, 1.002, 1.0};
    private static final double[] OTHER_NOISE = {1.002, 0.999, 1.001, 1.003, 0.998, 1.0005};

    @Test
    void honestTwinIsWithinNoise() {
        RunComparison comparison = compare(run(NOISE, 1, 1), run(OTHER_NOISE, 1, 1));

        assertThat(comparison.conditions())
                .extracting(ConditionChange::experiment, ConditionChange::target, ConditionChange::change)
                .containsExactly(tuple("fanout", "event-loop", Change.WITHIN_NOISE));
        assertThat(comparison.claims()).extracting(ClaimChange::claim).containsExactly("Q01", "Q02", "Q03");
        assertThat(comparison.claims()).extracting(ClaimChange::change).containsOnly(Change.WITHIN_NOISE);
        assertThat(comparison.unpaired()).isEmpty();
    }

    @Test
    void slowdownIsFoundWhereItIs() {
        RunComparison comparison = compare(run(NOISE, 1, 1), run(OTHER_NOISE, 1.05, 1));

        ConditionChange fanout = comparison.conditions().getFirst();
        assertThat(fanout.change()).isEqualTo(Change.REGRESSED);
        assertThat(changed(fanout.figures())).containsExactly("median of concurrent", "p99 of concurrent");
        FigureChange median = figure(fanout.figures(), "median of concurrent");
        assertThat(median.ratio()).isCloseTo(1.05, within(0.005));
        assertThat(median.a()).isCloseTo(102.5e6, within(1e6));
        assertThat(median.level()).isGreaterThan(0.95);
        assertThat(median.cliffsDelta())
                .as("every trial of B lies above every one of A")
                .isEqualTo(1);
        assertThat(median.hedgesG()).as("5 % of it, which scatters by 0.2 %").isGreaterThan(20);
        FigureChange serial = figure(fanout.figures(), "median of serial");
        assertThat(serial.cliffsDelta()).isBetween(-0.5, 0.5);
        assertThat(serial.hedgesG()).isBetween(-1.0, 1.0);
        // Its speed-up fell with it; the claims that do not rest on it did not change.
        assertThat(claim(comparison, "Q01").change()).isEqualTo(Change.REGRESSED);
        assertThat(claim(comparison, "Q02").change()).isEqualTo(Change.WITHIN_NOISE);
    }

    @Test
    void speedUpIsAnImprovement() {
        RunComparison comparison = compare(run(NOISE, 1.05, 1), run(OTHER_NOISE, 1, 1));

        assertThat(comparison.conditions().getFirst().change()).isEqualTo(Change.IMPROVED);
        assertThat(claim(comparison, "Q01").change()).isEqualTo(Change.IMPROVED);
    }

    @Test
    void worstFigureNamesTheCondition() {
        RunComparison comparison = compare(run(NOISE, 1, 1), run(OTHER_NOISE, 1.05, 0.9));

        ConditionChange fanout = comparison.conditions().getFirst();
        assertThat(fanout.change()).isEqualTo(Change.REGRESSED);
        assertThat(figure(fanout.figures(), "median of one-call").change()).isEqualTo(Change.IMPROVED);
        assertThat(claim(comparison, "Q02").change())
                .as("its cost ratio is larger now")
                .isEqualTo(Change.REGRESSED);
    }

    @Test
    void differenceNoLargerThanTheRunsFromThemselvesIsLeftOpen() {
        // Both runs found 6 % between a condition and itself.
        RunComparison comparison = compare(run(NOISE, 1, 1, 1.06), run(OTHER_NOISE, 1.05, 1, 1.06));

        FigureChange median = figure(comparison.conditions().getFirst().figures(), "median of concurrent");
        assertThat(median.noise()).isGreaterThan(1.06);
        assertThat(median.change()).isEqualTo(Change.INCONCLUSIVE);
        assertThat(Objects.requireNonNull(median.why()).en())
                .isEqualTo("differs by no more than the runs do from themselves");
    }

    @Test
    void doublingUnderNoiseThatCouldHideItIsNotCalledUnchanged() {
        // Both runs found a factor of 2.3 between a condition and itself.
        RunComparison comparison = compare(run(NOISE, 1, 1, 2.3), run(OTHER_NOISE, 2, 1, 2.3));

        ConditionChange fanout = comparison.conditions().getFirst();
        FigureChange median = figure(fanout.figures(), "median of concurrent");
        assertThat(median.ratio()).isCloseTo(2, within(0.05));
        assertThat(median.change()).isEqualTo(Change.INCONCLUSIVE);
        assertThat(Objects.requireNonNull(median.why()).en()).isEqualTo("the runs' own noise is too large to tell");
        assertThat(figure(fanout.figures(), "median of serial").change())
                .as("nor is anything else of that kind said to be unchanged")
                .isEqualTo(Change.INCONCLUSIVE);
        assertThat(fanout.change()).isEqualTo(Change.INCONCLUSIVE);
        assertThat(claim(comparison, "Q01").change()).isEqualTo(Change.INCONCLUSIVE);
    }

    @Test
    void slowestRequestsAndProcessorTimeMayScatterMoreThanMedians() {
        RunComparison comparison = compare(run(NOISE, 1, 1, 1.2), run(OTHER_NOISE, 1, 1, 1.2));

        ConditionChange fanout = comparison.conditions().getFirst();
        assertThat(figure(fanout.figures(), "median of serial").tooNoisy()).isTrue();
        FigureChange p99 = figure(fanout.figures(), "p99 of serial");
        assertThat(p99.noise()).isBetween(1.2, 1.25);
        assertThat(p99.change()).isEqualTo(Change.WITHIN_NOISE);
        assertThat(p99.why()).isNull();
    }

    @Test
    void nothingIsUnchangedWhoseIntervalLeavesOutOne() {
        for (double again : new double[] {1, 1.03, 1.06, 1.3, 2.3}) {
            for (double factor : new double[] {1, 1.01, 1.05, 1.2, 2}) {
                RunComparison comparison =
                        compare(run(NOISE, 1, 1, again), run(OTHER_NOISE, factor, 1 / factor, again));

                assertThat(comparison.conditions().getFirst().figures())
                        .filteredOn(figure -> figure.change() == Change.WITHIN_NOISE)
                        .allSatisfy(figure -> {
                            assertThat(figure.low()).isLessThanOrEqualTo(1);
                            assertThat(figure.high()).isGreaterThanOrEqualTo(1);
                        });
            }
        }
    }

    @Test
    void theNoisierRunCounts() {
        RunComparison comparison = compare(run(NOISE, 1, 1), run(OTHER_NOISE, 1, 1, 1.2));

        assertThat(comparison.noise())
                .filteredOn(kind -> kind.kind().equals("median"))
                .singleElement()
                .satisfies(kind -> {
                    assertThat(kind.run()).isEqualTo("B");
                    assertThat(kind.of()).isEqualTo("median of concurrent");
                    assertThat(kind.factor()).isGreaterThan(1.2);
                });
    }

    @Test
    void withoutNoiseNoRatioMeansAnything() {
        RunComparison comparison = compare(plain(NOISE, 1), plain(OTHER_NOISE, 3));

        assertThat(comparison.noise()).isEmpty();
        FigureChange median = figure(comparison.conditions().getFirst().figures(), "median of concurrent");
        assertThat(median.noise()).isNull();
        assertThat(median.ratio()).isCloseTo(3, within(0.05));
        assertThat(median.change()).isEqualTo(Change.INCONCLUSIVE);
        assertThat(comparison.conditions().getFirst().change()).isEqualTo(Change.INCONCLUSIVE);
    }

    @Test
    void scatterLeavesItOpen() {
        double[] wild = {0.7, 1.4, 1, 0.8, 1.3, 1.1};

        // Both runs hardly differ from themselves, and yet trials of B scatter.
        MadeUpRun scattered = new MadeUpRun()
                .asked("event-loop")
                .measured("fanout", "event-loop", trials(wild, 1.05, 1))
                .measured("fanout-again", "event-loop", trials(wild, 1.05, 1));

        RunComparison comparison = compare(run(NOISE, 1, 1), scattered);

        assertThat(figure(comparison.conditions().getFirst().figures(), "median of concurrent")
                        .change())
                .isEqualTo(Change.INCONCLUSIVE);
        assertThat(comparison.conditions().getFirst().change()).isEqualTo(Change.INCONCLUSIVE);
    }

    @Test
    void oneTrialOnEitherSideDecidesNothing() {
        var single = new MadeUpRun().measured("fanout", "event-loop", trial(1, 5, 1));

        ConditionChange fanout = compare(run(NOISE, 1, 1), single).conditions().getFirst();

        assertThat(fanout.change()).isEqualTo(Change.INCONCLUSIVE);
        assertThat(fanout.figures()).isNotEmpty().allSatisfy(figure -> {
            assertThat(figure.low()).isNull();
            assertThat(figure.hedgesG()).isNull();
        });
    }

    @Test
    void doubtfulTrialsDecideNothingAndNameTheirCheck() {
        MadeUpRun doubtful = run(OTHER_NOISE, 2, 1)
                .measured(
                        "fanout",
                        "event-loop",
                        trial(1, 2, 1).found(TrustCheck.UPSTREAM_LATENESS, false, "p95 20 ms, limit 10 ms"));

        RunComparison comparison = compare(run(NOISE, 1, 1), doubtful);

        ConditionChange fanout = comparison.conditions().getFirst();
        assertThat(fanout.change()).isEqualTo(Change.INCONCLUSIVE);
        assertThat(fanout.doubts()).singleElement().satisfies(doubt -> {
            assertThat(doubt.en()).contains("in B: trust check UPSTREAM_LATENESS failed in 1 of 7 trials");
            assertThat(doubt.zh()).startsWith("B 中：").contains("UPSTREAM_LATENESS", "7", "013-fanout-event-loop");
        });
        assertThat(claim(comparison, "Q01").change()).isEqualTo(Change.INCONCLUSIVE);
        assertThat(claim(comparison, "Q01").doubts()).isNotEmpty();
    }

    @Test
    void checkThatCannotBiasAClaimDoesNotStandInItsWay() {
        MadeUpRun a = waiting(NOISE, 0);
        MadeUpRun b = waiting(OTHER_NOISE, 0);

        RunComparison comparison = compare(a, b);

        assertThat(claim(comparison, "Q13").doubts()).isEmpty();
        assertThat(claim(comparison, "Q13").change()).isEqualTo(Change.WITHIN_NOISE);
    }

    @Test
    void targetBesideAClaimChangesNothingOfIt() {
        RunComparison comparison = compare(
                waiting(NOISE, 0).measured("in-flight", "platform-threads", pool(NOISE, 1)),
                waiting(OTHER_NOISE, 0).measured("in-flight", "platform-threads", pool(OTHER_NOISE, 2)));

        ClaimChange q13 = claim(comparison, "Q13");
        assertThat(q13.change()).isEqualTo(Change.WITHIN_NOISE);
        assertThat(q13.doubts()).isEmpty();
        assertThat(q13.figures())
                .isNotEmpty()
                .noneMatch(figure -> figure.quantity().contains("platform-threads"));
        assertThat(comparison.conditions())
                .as("what it does is compared by itself")
                .filteredOn(condition -> condition.target().equals("platform-threads"))
                .extracting(ConditionChange::change)
                .contains(Change.INCONCLUSIVE);
    }

    private static MadeUpTrial[] pool(double[] noise, double slower) {
        return DoubleStream.of(noise)
                .mapToObj(one -> new MadeUpTrial()
                        .answered("wait", 2_600 * one * slower, Math.round(800 / one / slower))
                        .found(TrustCheck.GENERATOR_CPU, false, "95 %")
                        .inFlightAtMost(200))
                .toArray(MadeUpTrial[]::new);
    }

    @Test
    void countThatRoseFromNothingIsFound() {
        RunComparison comparison = compare(waiting(NOISE, 0), waiting(OTHER_NOISE, 7));

        ClaimChange q13 = claim(comparison, "Q13");
        assertThat(q13.change()).isEqualTo(Change.REGRESSED);
        assertThat(q13.figures())
                .filteredOn(figure -> figure.change() == Change.REGRESSED)
                .singleElement()
                .satisfies(figure -> {
                    assertThat(figure.quantity()).endsWith("failed requests");
                    assertThat(figure.ratio()).isNull();
                    assertThat(figure.a()).isZero();
                    assertThat(figure.b()).isEqualTo(7);
                });
    }

    @Test
    void trialsThatFailedAreDoubtsAndNoFigures() {
        var broken = new MadeUpRun().measured("fanout", "event-loop", new MadeUpTrial().failedBecause("kaboom"));

        ConditionChange fanout = compare(run(NOISE, 1, 1), broken).conditions().getFirst();

        assertThat(fanout.change()).isEqualTo(Change.INCONCLUSIVE);
        assertThat(fanout.figures()).isEmpty();
        assertThat(fanout.doubts().getFirst().en()).contains("in B", "kaboom");
    }

    @Test
    void whatIsInOneOnlyIsListed() {
        var a = run(NOISE, 1, 1).measured("cpu-cores", "reactive", cpu()).asked("event-loop", "reactive");
        var b = run(OTHER_NOISE, 1, 1)
                .measured("cpu-turns", "event-loop", cpu())
                .asked("event-loop");

        RunComparison comparison = compare(a, List.of("Q01", "Q11"), b, List.of("Q01", "Q10"));

        assertThat(comparison.unpaired())
                .contains(
                        new Unpaired("cpu-cores-reactive", IN_A_ONLY),
                        new Unpaired("cpu-turns-event-loop", IN_B_ONLY),
                        new Unpaired("Q11", IN_A_ONLY),
                        new Unpaired("Q10", IN_B_ONLY));
        assertThat(comparison.claims()).extracting(ClaimChange::claim).containsExactly("Q01");
        assertThat(comparison.conditions())
                .extracting(ConditionChange::experiment)
                .containsExactly("fanout");
    }

    @Test
    void conditionsThatAskForSomethingElseAreNotCompared() {
        var a = new MadeUpRun().measured("in-flight", "event-loop", new MadeUpTrial().answered("wait", 505));
        var b = new MadeUpRun()
                .measured(
                        "in-flight",
                        "event-loop",
                        new MadeUpTrial().answered("wait", 505).users(20));

        RunComparison comparison = compare(a, b);

        assertThat(comparison.conditions()).isEmpty();
        assertThat(comparison.unpaired())
                .contains(new Unpaired(
                        "in-flight-event-loop",
                        new Text(
                                "asks for something else: users 1050 in A and 20 in B",
                                "两者要求不同（用户数：A 中为 1050，B 中为 20）")));
    }

    @Test
    void otherArrivalsAreAnotherCondition() {
        MadeUpRun even = new MadeUpRun().measured("in-flight", "event-loop", open(100, Spacing.EVEN));

        assertThat(compare(even, new MadeUpRun().measured("in-flight", "event-loop", open(100, Spacing.POISSON)))
                        .unpaired())
                .contains(new Unpaired(
                        "in-flight-event-loop",
                        new Text(
                                "asks for something else: arrivals even in A and poisson in B",
                                "两者要求不同（到达间隔：A 中为 even，B 中为 poisson）")));
        var ramp = new Rate(Rate.Shape.RAMP, List.of(50, 150));
        assertThat(compare(
                                even,
                                new MadeUpRun()
                                        .measured("in-flight", "event-loop", open(new Arrivals(ramp, Spacing.EVEN))))
                        .unpaired())
                .as("as many on average")
                .contains(new Unpaired(
                        "in-flight-event-loop",
                        new Text(
                                "asks for something else: arrivals a second 100 in A and 50..150 in B",
                                "两者要求不同（每秒到达数：A 中为 100，B 中为 50..150）")));
        assertThat(compare(even, new MadeUpRun().measured("in-flight", "event-loop", open(100, Spacing.EVEN)))
                        .conditions())
                .hasSize(1);
    }

    @Test
    void trialsThatDoNotRepeatEachOtherAreNotCompared() {
        MadeUpRun search =
                new MadeUpRun().measured("in-flight", "event-loop", open(100, Spacing.EVEN), open(200, Spacing.EVEN));
        MadeUpRun other = new MadeUpRun().measured("in-flight", "event-loop", open(100, Spacing.EVEN));

        assertThat(compare(search, other).conditions()).isEmpty();
        assertThat(compare(search, other).unpaired())
                .contains(new Unpaired(
                        "in-flight-event-loop",
                        new Text(
                                "trials of A do not repeat each other: arrivals a second 100 in one trial and 200 in another",
                                "A 的各次试验并不互为重复（每秒到达数：一次试验中为 100，另一次中为 200）")));
        assertThat(compare(other, search).unpaired())
                .extracting(unpaired -> unpaired.why().en())
                .contains(
                        "trials of B do not repeat each other: arrivals a second 100 in one trial and 200 in another");
    }

    @Test
    void targetWithOtherOptionsIsAnotherCondition() {
        var a = new MadeUpRun()
                .measured(
                        "pools",
                        "event-loop",
                        new MadeUpTrial().answered("wait", 20).asks("wait", Map.of("ms", "20"), 8, "--pool", "40"));
        var b = new MadeUpRun()
                .measured(
                        "pools",
                        "event-loop",
                        new MadeUpTrial().answered("wait", 20).asks("wait", Map.of("ms", "30"), 8));

        assertThat(compare(a, List.of(), b, List.of()).unpaired())
                .containsExactly(new Unpaired(
                        "pools-event-loop",
                        new Text(
                                "asks for something else: ms 20 in A and 30 in B, options of the target --pool 40 in A and none in B",
                                "两者要求不同（ms：A 中为 20，B 中为 30；目标的选项：A 中为 --pool 40，B 中为无）")));
    }

    @Test
    void programIsWhatItsTracesHaveBecome() {
        Claim claim = CATALOGUE.claims().stream()
                .filter(Claim::shownByProgram)
                .filter(one -> one.cases().size() == 1)
                .findFirst()
                .orElseThrow();
        MadeUpRun right = programs(claim, true);
        MadeUpRun wrong = programs(claim, false);
        List<String> asked = List.of(claim.id());

        assertThat(compare(right, asked, programs(claim, true), asked)
                        .claims()
                        .getFirst()
                        .change())
                .isEqualTo(Change.WITHIN_NOISE);
        assertThat(compare(right, asked, programs(claim, true), asked).sameTraces())
                .isEqualTo(1);
        assertThat(compare(right, asked, wrong, asked).sameTraces()).isZero();
        assertThat(compare(right, asked, wrong, asked).claims().getFirst().change())
                .isEqualTo(Change.REGRESSED);
        assertThat(compare(wrong, asked, right, asked).claims().getFirst().change())
                .isEqualTo(Change.IMPROVED);
        assertThat(compare(right, asked, new MadeUpRun().programsPlanned("event-loop", 2), asked)
                        .claims()
                        .getFirst()
                        .change())
                .isEqualTo(Change.INCONCLUSIVE);
    }

    private static MadeUpRun programs(Claim claim, boolean asExpected) {
        ExpectedTrace expected = Objects.requireNonNull(claim.cases().getFirst().trace());
        String[] trace = asExpected ? expected.lines().toArray(String[]::new) : new String[] {"0 something else"};
        return new MadeUpRun()
                .ran(MadeUpRun.program("event-loop", 1, claim.id(), expected.scene(), trace))
                .ran(MadeUpRun.program("event-loop", 2, claim.id(), expected.scene(), trace));
    }

    /** Trials of fan-out, and the same once more, which differs from itself by nothing. */
    private static MadeUpRun run(double[] noise, double concurrent, double oneCall) {
        return run(noise, concurrent, oneCall, 1);
    }

    /** The same; the second of the two conditions is so many times as slow where calls are made at once. */
    private static MadeUpRun run(double[] noise, double concurrent, double oneCall, double again) {
        double[] reversed = noise.clone();
        for (int i = 0; i < noise.length; i++) {
            reversed[i] = noise[noise.length - 1 - i];
        }
        return new MadeUpRun()
                .asked("event-loop")
                .measured("fanout", "event-loop", trials(noise, concurrent, oneCall))
                .measured("fanout-again", "event-loop", trials(reversed, concurrent * again, oneCall));
    }

    /** Without an A/A pair. */
    private static MadeUpRun plain(double[] noise, double concurrent) {
        return new MadeUpRun().asked("event-loop").measured("fanout", "event-loop", trials(noise, concurrent, 1));
    }

    private static MadeUpRun waiting(double[] noise, long failed) {
        return run(noise, 1, 1)
                .measured(
                        "in-flight",
                        "event-loop",
                        DoubleStream.of(noise)
                                .mapToObj(one -> new MadeUpTrial()
                                        .answered("wait", 505 * one, Math.round(4_158 / one))
                                        .refused("wait", failed)
                                        .found(TrustCheck.ERRORS, false, "7 failed")
                                        .inFlightAtMost(1_050))
                                .toArray(MadeUpTrial[]::new));
    }

    private static MadeUpTrial open(int perSecond, Spacing spacing) {
        return open(new Arrivals(Rate.constant(perSecond), spacing));
    }

    private static MadeUpTrial open(Arrivals arrivals) {
        return new MadeUpTrial().answered("wait", 505).open(arrivals);
    }

    private static MadeUpTrial cpu() {
        return new MadeUpTrial().answered("serial", 80).answered("parallel", 41).answered("concurrent", 80);
    }

    private static MadeUpTrial[] trials(double[] noise, double concurrent, double oneCall) {
        return Arrays.stream(noise)
                .mapToObj(one -> trial(one, concurrent, oneCall))
                .toArray(MadeUpTrial[]::new);
    }

    private static MadeUpTrial trial(double noise, double concurrent, double oneCall) {
        return new MadeUpTrial()
                .answered("one-call", 101.5 * oneCall * noise)
                .answered("two-serial", 203 * noise)
                .answered("serial", 304 * noise)
                .answered("concurrent", 102.5 * concurrent * noise)
                .answered("unequal-serial", 304 * noise)
                .answered("unequal-concurrent", 203 * noise)
                .coresBusy(0.5 * noise);
    }

    private static RunComparison compare(MadeUpRun a, MadeUpRun b) {
        List<String> claims = a.plan().stream()
                        .anyMatch(planned -> planned.condition().experiment().equals("in-flight"))
                ? List.of("Q13")
                : List.of("Q01", "Q02", "Q03");
        return compare(a, claims, b, claims);
    }

    private static RunComparison compare(MadeUpRun a, List<String> ofA, MadeUpRun b, List<String> ofB) {
        return RunComparison.of(a, judge(a, ofA), b, judge(b, ofB), CATALOGUE);
    }

    private static List<Verdict> judge(MadeUpRun run, List<String> claims) {
        return Judge.judge(
                run,
                claims.stream().map(id -> CATALOGUE.claim(id).orElseThrow()).toList());
    }

    private static ClaimChange claim(RunComparison comparison, String id) {
        return comparison.claims().stream()
                .filter(one -> one.claim().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static FigureChange figure(List<FigureChange> figures, String quantity) {
        return figures.stream()
                .filter(one -> one.quantity().equals(quantity))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> changed(List<FigureChange> figures) {
        return figures.stream()
                .filter(one -> one.change().different())
                .map(FigureChange::quantity)
                .toList();
    }
}

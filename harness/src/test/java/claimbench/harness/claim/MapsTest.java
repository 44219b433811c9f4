package claimbench.harness.claim;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.claim.MapResult.State;
import claimbench.harness.claim.Verdict.Ruling;
import claimbench.harness.result.TrustCheck;
import claimbench.harness.stats.Laws;
import claimbench.harness.stats.Laws.Latencies;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every branch of judging and wording a map, with made-up results: no verdict is written by hand. */
class MapsTest {
    private static final Catalogue CATALOGUE = Catalogue.load();
    private static final double[] QUIET = {0.999, 1, 1.001};
    private static final double[] NOISY = {0.7, 1, 1.4};

    /** Three to five calls of equal length are three to five times as fast; exponential ones need nine. */
    private static MadeUpRun asTheorySays(String... targets) {
        var run = new MadeUpRun().asked(targets);
        for (String target : targets) {
            for (double noise : QUIET) {
                run.measured(
                        "calls",
                        target,
                        calls(
                                Map.of(2, 1.98, 3, 3.02, 5, 4.95, 9, 8.7),
                                Map.of(2, 1.33, 3, 1.64, 5, 2.19, 9, 3.2),
                                noise));
            }
        }
        return run;
    }

    @Test
    void claimThatHoldsOnPartOfTheMapIsQualifiedByIt() {
        Verdict verdict = judge("Q05", asTheorySays("event-loop", "reactive"));

        assertThat(verdict.ruling()).isEqualTo(Ruling.QUALIFIED);
        assertThat(verdict.reason())
                .isEqualTo(
                        "Equal latencies: holds from k = 3 to k = 5 (3.02–4.95), does not hold at k = 2 (1.98) and at"
                                + " k = 9 (8.70). Exponential latencies: holds at k = 9 (3.20), does not hold up to k = 5"
                                + " (1.33–2.19).");
        assertThat(verdict.maps().getFirst().sentence().zh())
                .isEqualTo("等长延迟：成立：k = 3 至 k = 5（3.02–4.95），不成立：k = 2（1.98）、k = 9（8.70）。"
                        + "指数分布的延迟：成立：k = 9（3.20），不成立：k = 5 及以下（1.33–2.19）。");
        assertThat(verdict.rows()).hasSize(16);
    }

    @Test
    void otherDataMakeAnotherVerdict() {
        var run = new MadeUpRun().asked("event-loop");
        for (double noise : QUIET) {
            run.measured("calls", "event-loop", calls(Map.of(2, 3.5, 3, 4.0, 5, 4.5), Map.of(), noise));
        }

        Verdict verdict = judge("Q05", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.SUPPORTED);
        assertThat(verdict.reason())
                .isEqualTo("Equal latencies: on event-loop it holds throughout, from k = 2 to k = 5 (3.50–4.50).");
    }

    @Test
    void claimThatHoldsNowhereIsContradicted() {
        var run = new MadeUpRun().asked("event-loop");
        for (double noise : QUIET) {
            run.measured("calls", "event-loop", calls(Map.of(2, 1.1, 3, 1.2, 5, 1.3), Map.of(), noise));
        }

        assertThat(judge("Q05", run).ruling()).isEqualTo(Ruling.CONTRADICTED);
    }

    @Test
    void intervalAcrossTheEdgeIsNamedAndDoesNotSpoilTheRest() {
        var run = new MadeUpRun().asked("event-loop");
        for (int i = 0; i < 3; i++) {
            run.measured(
                    "calls",
                    "event-loop",
                    calls(Map.of(2, 2 * QUIET[i], 3, 3 * NOISY[i], 4, 4 * QUIET[i]), Map.of(), 1));
        }

        Verdict verdict = judge("Q05", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.QUALIFIED);
        assertThat(verdict.reason())
                .contains("holds at k = 4 (4.00)", "does not hold at k = 2 (2.00)", "cannot be told at k = 3 (3.00)");
    }

    @Test
    void nothingButNoiseDecidesNothing() {
        var run = new MadeUpRun().asked("event-loop");
        for (double noise : NOISY) {
            run.measured("calls", "event-loop", calls(Map.of(3, 3.0, 5, 5.0), Map.of(), noise));
        }

        Verdict verdict = judge("Q05", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.INCONCLUSIVE);
        assertThat(verdict.reason()).endsWith("That is not enough to decide.");
    }

    @Test
    void holdingHereAndUndecidedThereIsNoSupport() {
        var run = new MadeUpRun().asked("event-loop");
        for (int i = 0; i < 3; i++) {
            run.measured("calls", "event-loop", calls(Map.of(3, 3 * NOISY[i], 4, 4 * QUIET[i]), Map.of(), 1));
        }

        assertThat(judge("Q05", run).ruling()).isEqualTo(Ruling.INCONCLUSIVE);
    }

    @Test
    void lineThatTellsNothingLeavesTheClaimOpen() {
        MadeUpRun run = asTheorySays("event-loop").asked("event-loop", "reactive");
        for (double noise : NOISY) {
            run.measured("calls", "reactive", calls(Map.of(3, 3.0), Map.of(), noise));
        }

        assertThat(judge("Q05", run).ruling()).isEqualTo(Ruling.INCONCLUSIVE);
    }

    @Test
    void targetsThatDifferAreNamedApart() {
        MadeUpRun run = asTheorySays("event-loop").asked("event-loop", "reactive");
        for (double noise : QUIET) {
            run.measured("calls", "reactive", calls(Map.of(2, 1.98, 3, 2.5, 5, 4.0, 9, 7.0), Map.of(), noise));
        }

        assertThat(judge("Q05", run).reason())
                .contains("on event-loop it holds from k = 3 to k = 5 (3.02–4.95)")
                .contains("on reactive it holds at k = 5 (4.00), does not hold up to k = 3 (1.98–2.50) and at k = 9");
    }

    @Test
    void oneTrialIsAFirstAnswerAndSaysSo() {
        var run = new MadeUpRun().asked("event-loop");
        run.measured("calls", "event-loop", calls(Map.of(3, 2.97, 5, 4.9), Map.of(3, 1.6, 5, 2.2), 1));

        Verdict verdict = judge("Q05", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.INCONCLUSIVE);
        assertThat(verdict.reason())
                .startsWith("First answer, from one trial of each point: ")
                .contains("would hold at k = 5 (4.90), would not hold at k = 3 (2.97)")
                .contains("One trial speaks for one JVM");
        assertThat(verdict.maps().getFirst().sentence().zh()).startsWith("初步答案").contains("大致成立");
        assertThat(verdict.maps().getFirst().firstAnswer()).isTrue();
    }

    @Test
    void claimThatWasNotMeasuredSaysSo() {
        Verdict verdict = judge("Q05", new MadeUpRun());

        assertThat(verdict.ruling()).isEqualTo(Ruling.INCONCLUSIVE);
        assertThat(verdict.reason()).isEqualTo("It was not measured on any target.");
        assertThat(verdict.rows()).isEmpty();
    }

    @Test
    void failedTrustCheckLeavesItsPointsOpen() {
        MadeUpRun run = asTheorySays("event-loop");
        run.measured(
                "calls",
                "event-loop",
                calls(Map.of(2, 1.98, 3, 3.02, 5, 4.95, 9, 8.7), Map.of(2, 1.33, 3, 1.64, 5, 2.19, 9, 3.2), 1)
                        .found(TrustCheck.GENERATOR_LAG, false, "p95 12 ms"));

        Verdict verdict = judge("Q05", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.INCONCLUSIVE);
        assertThat(verdict.maps().getFirst().points()).allSatisfy(point -> {
            assertThat(point.state()).isEqualTo(State.UNDECIDED);
            assertThat(point.doubts()).anyMatch(doubt -> doubt.contains("GENERATOR_LAG"));
        });
    }

    @Test
    void theoryStandsBesideEachPoint() {
        MapResult map = judge("Q05", asTheorySays("event-loop")).maps().getFirst();

        assertThat(map.points())
                .filteredOn(point -> point.series().equals("exponential") && point.x() == 9)
                .singleElement()
                .satisfies(point -> assertThat(point.theory()).isEqualTo(Laws.fanOut(Latencies.EXPONENTIAL, 9)));
    }

    @Test
    void bandsThatAreMultiplesOfTheoryMoveWithIt() {
        var run = new MadeUpRun().asked("event-loop");
        for (double noise : QUIET) {
            run.measured(
                    "fanout",
                    "event-loop",
                    new MadeUpTrial().answered("serial", 300).answered("concurrent", 100 * noise));
            run.measured("calls", "event-loop", calls(Map.of(2, 1.98, 10, 9.7, 50, 40.0), Map.of(), noise));
        }

        Verdict verdict = judge("Q01", run);

        assertThat(verdict.ruling()).as("its case decides").isEqualTo(Ruling.SUPPORTED);
        assertThat(verdict.conditions())
                .anyMatch(condition -> condition.startsWith("over calls at once: ")
                        && condition.contains("holds up to k = 10 (1.98–9.70)")
                        && condition.contains("does not hold at k = 50 (40.0)"));
    }

    // Users, against baselines of the same round.

    @Test
    void baselineDecidesFromHowManyUsersOnACrowdIsServedTenTimesAsWell() {
        Verdict verdict = judge("Q04", crowds());

        assertThat(verdict.ruling()).isEqualTo(Ruling.QUALIFIED);
        assertThat(verdict.reason())
                .contains(
                        "Against one request at a time: on event-loop it holds throughout, from 10 users to 1,050 users"
                                + " (10.1–1,050)")
                .contains("Against a pool of 40 threads: on event-loop it holds at 1,050 users (26.3), does not hold at"
                        + " 200 users (5.00)");
        assertThat(verdict.rows())
                .allSatisfy(row -> assertThat(row.evidence().quantity()).isEqualTo("throughput-ratio"));
    }

    @Test
    void baselineThatIsMissingInARoundLeavesThePointsOpen() {
        MadeUpRun run = crowds();
        run.measured("users-10", "event-loop", users(10, 200, 101));
        run.measured(
                        "users-10-one-at-a-time",
                        "platform-threads",
                        users(10, 200, 10).asks("wait", Map.of("ms", "200"), 10, "--pool", "1"))
                .cutOff();

        assertThat(judge("Q04", run).maps().getFirst().points())
                .filteredOn(point -> point.x() == 10)
                .isNotEmpty()
                .allSatisfy(point -> {
                    assertThat(point.state()).isEqualTo(State.UNDECIDED);
                    assertThat(point.doubts()).anyMatch(doubt -> doubt.contains("of users-10-one-at-a-time on"));
                });
    }

    @Test
    void roundThatTheBaselineWasNeverToHaveIsLeftOut() {
        MadeUpRun run = crowds();
        run.measured("in-flight", "event-loop", users(1_050, 500, 100));

        assertThat(judge("Q04", run).maps().getFirst().points())
                .filteredOn(point -> point.x() == 1_050)
                .allSatisfy(point -> assertThat(point.state()).isEqualTo(State.HOLDS));
    }

    @Test
    void waitsOfDifferentLengthsAreComparedByHowManyAreUnderWay() {
        // 1,050 users who wait half a second each are 2,100 answers a second; 40 threads of 200 ms are 200.
        MapResult map = judge("Q04", crowds()).maps().getFirst();

        assertThat(map.points())
                .filteredOn(point -> point.series().equals("pool-40") && point.x() == 1_050)
                .singleElement()
                .satisfies(point -> {
                    assertThat(Objects.requireNonNull(point.row()).evidence().value())
                            .isBetween(26.0, 26.5);
                    assertThat(point.theory()).isEqualTo(1_050 / 40.0);
                });
    }

    @Test
    void refusedRequestIsNotServedHoweverFastTheOthersAre() {
        var run = new MadeUpRun().asked("event-loop");
        for (int i = 0; i < 3; i++) {
            run.measured("users-200", "event-loop", users(200, 200, 2_000));
            run.measured("in-flight", "event-loop", users(1_050, 500, 4_200).inFlightAtMost(1_050));
            run.measured(
                    "users-10000", "event-loop", users(10_000, 1_000, 19_000).refused("wait", 5));
        }

        MapResult map = judge("Q13", run).maps().getFirst();

        assertThat(map.points()).extracting(MapResult.Point::x).containsExactly(200.0, 1_050.0, 10_000.0);
        assertThat(map.points())
                .extracting(MapResult.Point::state)
                .containsExactly(State.HOLDS, State.HOLDS, State.FAILS);
        assertThat(map.sentence().en()).contains("holds up to 1,050 users (1.00), does not hold at 10,000 users");
    }

    // Where a curve passes a figure.

    @Test
    void curveIsSaidToPassAFigureWhereItDoes() {
        var run = new MadeUpRun().asked("event-loop");
        var speedups = new TreeMap<>(Map.of(0, 1.0, 25, 1.3, 50, 1.9, 75, 3.7));
        for (double noise : QUIET) {
            var trial = new MadeUpTrial()
                    .asks("mixed", Map.of("tasks", "4", "total-ms", "30", "io-percent", "0,25,50,75"), 1);
            speedups.forEach((percent, speedup) ->
                    trial.answered("serial-" + percent, 120 * noise).answered("concurrent-" + percent, 120 / speedup));
            run.measured("io-share", "event-loop", trial);
        }

        Verdict verdict = judge("Q12", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.QUALIFIED);
        assertThat(verdict.reason())
                .contains("holds at 0 % waiting (1.00) and at 75 % waiting (3.70)")
                .contains("does not hold from 25 % waiting to 50 % waiting (1.30–1.90)")
                .contains("passes 1.1 at 8.3 % waiting (theory: 7.5 % waiting)")
                .contains("passes 2 at 51 % waiting (theory: 50 % waiting)");
    }

    /** The event loop under three crowds, beside one at a time and a pool of forty. */
    private static MadeUpRun crowds() {
        var run = new MadeUpRun().asked("event-loop");
        for (int i = 0; i < 3; i++) {
            run.measured("users-10", "event-loop", users(10, 200, 101));
            run.measured("users-200", "event-loop", users(200, 200, 2_000));
            run.measured("in-flight", "event-loop", users(1_050, 500, 4_200));
            run.measured(
                    "users-10-one-at-a-time",
                    "platform-threads",
                    users(10, 200, 10).asks("wait", Map.of("ms", "200"), 10, "--pool", "1"));
            run.measured(
                    "users-200-pool-40",
                    "platform-threads",
                    users(200, 200, 400).asks("wait", Map.of("ms", "200"), 200, "--pool", "40"));
        }
        return run;
    }

    /** So many answers in the window of two seconds. */
    private static MadeUpTrial users(int users, int ms, long answers) {
        return new MadeUpTrial()
                .asks("wait", Map.of("ms", Integer.toString(ms)), users)
                .answered("wait", ms, answers);
    }

    private static MadeUpTrial calls(Map<Integer, Double> fixed, Map<Integer, Double> exponential, double noise) {
        var all = new TreeMap<>(fixed);
        all.putAll(exponential);
        var trial = new MadeUpTrial()
                .asks(
                        "calls",
                        Map.of(
                                "calls",
                                all.keySet().stream().map(String::valueOf).collect(Collectors.joining(",")),
                                "distributions",
                                exponential.isEmpty() ? "fixed" : "fixed,exponential"),
                        10);
        answer(trial, "fixed", fixed, noise);
        answer(trial, "exponential", exponential, noise);
        return trial;
    }

    private static void answer(MadeUpTrial trial, String series, Map<Integer, Double> speedups, double noise) {
        speedups.forEach((calls, speedup) -> trial.answered("serial-" + series + "-" + calls, 1_000 * noise)
                .answered("concurrent-" + series + "-" + calls, 1_000 / speedup));
    }

    private static Verdict judge(String claim, Observations run) {
        return Judge.judge(run, List.of(CATALOGUE.claim(claim).orElseThrow())).getFirst();
    }
}

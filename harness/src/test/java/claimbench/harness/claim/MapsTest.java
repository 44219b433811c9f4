package claimbench.harness.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import claimbench.harness.claim.MapResult.State;
import claimbench.harness.claim.Verdict.Ruling;
import claimbench.harness.result.TrustCheck;
import claimbench.harness.stats.Laws;
import claimbench.harness.stats.Laws.Latencies;
import claimbench.harness.stats.Scalability;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
    void oneIsNoPlural() {
        var run = new MadeUpRun().asked("event-loop");
        for (double noise : QUIET) {
            run.measured("calls", "event-loop", calls(Map.of(1, 1.0, 5, 5.0), Map.of(), noise));
        }

        assertThat(judge("Q06", run).reason()).contains("from 1 operation to 5 operations");
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
    void oneOpenPointKeepsAClaimOpenThatHoldsNowhereElse() {
        var run = new MadeUpRun().asked("event-loop");
        for (int i = 0; i < QUIET.length; i++) {
            run.measured(
                    "calls",
                    "event-loop",
                    calls(Map.of(2, 1.1 * QUIET[i], 3, 3 * NOISY[i], 5, 1.3 * QUIET[i]), Map.of(), 1));
        }

        Verdict verdict = judge("Q05", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.INCONCLUSIVE);
        assertThat(verdict.reason()).endsWith("It stays open at 1 of 3 points, which is not enough to decide.");
        assertThat(verdict.because().zh()).endsWith("3 个点中有 1 个未定，所以还不足以下结论。");
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
    void targetsAreNamedApartBelowTheClaimAndTogetherInItsReason() {
        MadeUpRun run = asTheorySays("event-loop").asked("event-loop", "reactive");
        for (double noise : QUIET) {
            run.measured("calls", "reactive", calls(Map.of(2, 1.98, 3, 2.5, 5, 4.0, 9, 7.0), Map.of(), noise));
        }

        Verdict verdict = judge("Q05", run);

        assertThat(verdict.reason())
                .startsWith("Equal latencies: holds at k = 5 (4.00–4.95), depends on the target at k = 3 (2.50–3.02), "
                        + "does not hold at k = 2 (1.98) and at k = 9 (7.00–8.70). ");
        assertThat(verdict.because().zh())
                .startsWith("等长延迟：成立：k = 5（4.00–4.95）；因目标而异：k = 3（2.50–3.02）；不成立：k = 2（1.98）、k = 9（7.00–8.70）。");
        assertThat(verdict.maps().getFirst().holds().en())
                .isEqualTo(
                        "Holds: equal latencies, at k = 3 on some targets and at k = 5; exponential latencies, at k = 9.");
        assertThat(verdict.maps().getFirst().holds().zh()).isEqualTo("成立之处：等长延迟：k = 3（部分目标）、k = 5；指数分布的延迟：k = 9。");
        assertThat(verdict.maps().getFirst().sentence().en())
                .contains("on event-loop it holds from k = 3 to k = 5 (3.02–4.95)")
                .contains("on reactive it holds at k = 5 (4.00), does not hold up to k = 3 (1.98–2.50) and at k = 9");
    }

    /** What one target cannot tell another may. */
    @Test
    void targetThatCannotTellHasNoVoiceInTheReason() {
        MadeUpRun run = asTheorySays("event-loop").asked("event-loop", "reactive");
        for (double noise : QUIET) {
            run.measured(
                    "calls",
                    "reactive",
                    calls(Map.of(2, 1.0, 3, 1.0, 5, 1.0, 9, 1.0), Map.of(), noise)
                            .found(TrustCheck.STEADY_STATE, false, "as made up"));
        }

        assertThat(judge("Q05", run).reason())
                .startsWith(
                        "Equal latencies: holds from k = 3 to k = 5 (3.02–4.95), does not hold at k = 2 (1.98) and at k = 9")
                .contains("In doubt: trust check STEADY_STATE failed in 3 of 3 trials")
                .endsWith("Nothing can be told on reactive, which is not enough to decide.");
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

    /** A first answer whose check failed is none: it must not read as if it were one. */
    @Test
    void oneTrialWhoseTrustCheckFailedIsNoFirstAnswer() {
        var run = new MadeUpRun().asked("event-loop");
        run.measured(
                "calls",
                "event-loop",
                calls(Map.of(3, 2.97, 5, 4.9), Map.of(), 1).found(TrustCheck.OTHER_LOAD, false, "1.67 of 2 cores"));

        Verdict verdict = judge("Q05", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.INCONCLUSIVE);
        assertThat(verdict.reason())
                .isEqualTo("It cannot be told at any of 2 points. In doubt: there"
                        + " is one trial only, so the figure holds within one JVM (2 points); trust check OTHER_LOAD failed in 1"
                        + " of 1 trials (2 points). That is not enough to decide.");
        assertThat(verdict.because().zh())
                .isEqualTo("所测的 2 个点都无法判定。存疑：只有一次试验，所以数字只代表一个 JVM（2 个点）；"
                        + "可信度检查 OTHER_LOAD（机器上有其他负载）在 1 次试验中有 1 次未通过（2 个点）。这还不足以下结论。");
    }

    @Test
    void pointThatFailedTakesTheFirstAnswerFromItselfAlone() {
        var run = new MadeUpRun().asked("event-loop");
        run.measured("users-10", "event-loop", users(10, 200, 120))
                .measured(
                        "users-10-one-at-a-time",
                        "platform-threads",
                        users(10, 200, 10).asks("wait", Map.of("ms", "200"), 10, "--pool", "1"))
                .measured(
                        "in-flight",
                        "event-loop",
                        users(1_050, 500, 4_200).found(TrustCheck.GENERATOR_CPU, false, "0.9 of its core"));

        MapResult map = judge("Q04", run).maps().getFirst();

        assertThat(map.ruling()).isEqualTo(Ruling.INCONCLUSIVE);
        assertThat(map.firstAnswer()).isTrue();
        assertThat(map.points()).extracting(MapResult.Point::x).containsExactly(10.0, 1_050.0);
        assertThat(map.points()).extracting(MapResult.Point::state).containsExactly(State.HOLDS, State.UNDECIDED);
        assertThat(map.sentence().en())
                .isEqualTo("First answer, from one trial of each point: against one request at a time: on event-loop it"
                        + " would hold at 10 users (12.0), cannot be told at 1,050 users. In doubt: trust check GENERATOR_CPU"
                        + " failed in 1 of 1 trials (1 point). One trial speaks for one JVM: ask for this claim by --claims,"
                        + " or for more by --trials or a longer profile (standard, full).");
        assertThat(map.sentence().zh())
                .startsWith("初步答案（每个点只有一次试验）：")
                .contains("大致成立：10 个用户（12.0），无法判定：1,050 个用户", "GENERATOR_CPU")
                .doesNotContain("只有一次试验，所以数字只代表一个 JVM");
    }

    @Test
    void pointWhoseTrialFailedLeavesTheOthersTheirFirstAnswer() {
        var run = new MadeUpRun().asked("event-loop", "reactive");
        run.measured("calls", "event-loop", calls(Map.of(3, 3.1, 5, 4.9), Map.of(), 1))
                .measured("calls", "reactive", calls(Map.of(3, 3.1, 5, 4.9), Map.of(), 1))
                .cutOff();

        MapResult map = judge("Q05", run).maps().getFirst();

        assertThat(map.firstAnswer()).isTrue();
        assertThat(map.sentence().en())
                .contains("on event-loop it would hold throughout")
                .contains("on reactive it cannot be told anywhere from")
                .contains("In doubt: it was not measured (2 points).");
    }

    @Test
    void oneTrialOfSeveralThatWerePlannedIsNoFirstAnswer() {
        var run = new MadeUpRun().asked("event-loop");
        run.measured(
                        "calls",
                        "event-loop",
                        calls(Map.of(3, 3.1, 5, 4.9), Map.of(), 1),
                        calls(Map.of(3, 3.1, 5, 4.9), Map.of(), 1))
                .cutOff();

        MapResult map = judge("Q05", run).maps().getFirst();

        assertThat(map.firstAnswer()).isFalse();
        assertThat(map.points()).extracting(MapResult.Point::state).containsOnly(State.UNDECIDED);
        assertThat(map.sentence().en()).contains("1 of 2 trials are missing");
    }

    /** Of two maps, one may be a first answer and the other in doubt. */
    @Test
    void firstAnswerOfOneMapIsNotReadAsThatOfTheOther() {
        var run = new MadeUpRun().asked("event-loop");
        run.measured(
                "pairs",
                "event-loop",
                new MadeUpTrial()
                        .asks("pairs", Map.of("db-ms", "50", "api-ms", "50"), 20)
                        .answered("serial-50", 100)
                        .answered("concurrent-50", 51));
        run.measured(
                "calls",
                "event-loop",
                calls(Map.of(2, 1.98, 3, 2.97), Map.of(), 1).found(TrustCheck.OTHER_LOAD, false, "1.67 of 2 cores"));

        Verdict verdict = judge("Q06", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.INCONCLUSIVE);
        assertThat(verdict.reason())
                .startsWith(
                        "Over length of the API call, in lengths of the query: First answer, from one trial of each point: ")
                .contains("Over operations of equal length at once: ", "OTHER_LOAD failed in 1 of 1 trials");
    }

    // Beside theory.

    @Test
    void pointsThatAreAsNearToTheoryAsWasPromisedAreCounted() {
        MapResult map = judge("Q01", fanOut(Map.of(2, 1.98, 3, 2.98, 10, 9.8), QUIET))
                .maps()
                .getFirst();

        assertThat(map.beside().departures()).isEmpty();
        assertThat(Objects.requireNonNull(map.beside().words()).en())
                .startsWith("all 3 points are within 3 % of theory");
        assertThat(map.beside().flagged()).isNull();
    }

    @Test
    void whatOneAtATimeMustDoIsTheCauseWhereAmdahlsLawFits() {
        // Each call costs a thousandth of itself on the loop: 50 of them are 47.7 times as fast.
        Verdict verdict = judge("Q01", fanOut(bent(), QUIET));
        MapResult map = verdict.maps().getFirst();

        assertThat(map.beside().departures()).singleElement().satisfies(departure -> {
            assertThat(departure.x()).isEqualTo(50);
            assertThat(departure.deviation()).isBetween(-0.05, -0.04);
            assertThat(departure.open()).isFalse();
            assertThat(departure.cause().en()).contains("σ = 0.10 %", "Amdahl");
        });
        assertThat(verdict.conditions())
                .anyMatch(condition -> condition.startsWith(
                                "beside theory, over calls at once: 1 of 5 points are further than 3 % from theory: event-loop")
                        && condition.contains("σ = 0.10 %"));
        assertThat(map.beside().fits())
                .singleElement()
                .satisfies(fit ->
                        assertThat(Objects.requireNonNull(fit.fit()).rSquared()).isGreaterThan(0.999));
    }

    @Test
    void whatTheLineSaysIsTheCauseWhereThePointAloneWouldReadAsChance() {
        var run = new MadeUpRun().asked("event-loop");
        for (double noise : new double[] {0.985, 1, 1.015}) {
            run.measured("fanout", "event-loop", fan());
            run.measured(
                    "calls",
                    "event-loop",
                    calls(
                            Map.of(2, amdahl(2), 5, amdahl(5), 10, amdahl(10), 20, amdahl(20), 50, amdahl(50) * noise),
                            Map.of(),
                            1));
        }
        MapResult map = judge("Q01", run).maps().getFirst();

        assertThat(map.points().getLast().row()).isNotNull();
        assertThat(Objects.requireNonNull(map.points().getLast().row())
                        .evidence()
                        .high())
                .as("the interval reaches what was promised")
                .isGreaterThan(0.97 * 50);
        assertThat(map.beside().departures())
                .singleElement()
                .satisfies(departure -> assertThat(departure.cause().en()).contains("σ = 0.10 %", "Amdahl"));
    }

    @Test
    void whatTheLineSaysIsTheCauseWhateverCheckFailed() {
        MadeUpRun run = fanOut(bent(), QUIET);
        run.measured(
                "calls", "event-loop", calls(bent(), Map.of(), 1).found(TrustCheck.STEADY_STATE, false, "a trend"));

        assertThat(judge("Q01", run).maps().getFirst().beside().departures())
                .singleElement()
                .satisfies(departure -> assertThat(departure.cause().en())
                        .contains("σ = 0.10 %")
                        .doesNotContain("STEADY_STATE"));
    }

    @Test
    void serialPartThatMayBeNoneIsNoCause() {
        // Ten are too slow, fifty are not: σ of the line cannot be told from 0.
        MapResult map = judge("Q01", fanOut(Map.of(2, 2.0, 5, 5.0, 10, 9.6, 20, 20.0, 50, 50.0), QUIET))
                .maps()
                .getFirst();

        assertThat(map.beside().departures()).singleElement().satisfies(departure -> {
            assertThat(departure.x()).isEqualTo(10);
            assertThat(departure.cause().en()).isEqualTo("open");
        });
    }

    @Test
    void checkThatFailedIsNamedBeforeThatThereIsOneTrial() {
        var run = new MadeUpRun().asked("event-loop");
        run.measured("fanout", "event-loop", fan());
        run.measured(
                "calls",
                "event-loop",
                calls(Map.of(2, 2.0, 3, 2.5), Map.of(), 1).found(TrustCheck.GENERATOR_LAG, false, "p95 12 ms"));

        assertThat(cause(run)).isEqualTo("trust check GENERATOR_LAG failed in 1 of 1 trials");
    }

    @Test
    void oneTrialIsTheCauseWhereNothingFailed() {
        var run = new MadeUpRun().asked("event-loop");
        run.measured("fanout", "event-loop", fan());
        run.measured("calls", "event-loop", calls(Map.of(2, 2.0, 3, 2.5), Map.of(), 1));

        assertThat(cause(run)).startsWith("there is one trial only");
    }

    private static String cause(MadeUpRun run) {
        return judge("Q01", run).maps().stream()
                .flatMap(map -> map.beside().departures().stream())
                .map(departure -> departure.cause().en())
                .collect(Collectors.joining("; "));
    }

    private static MadeUpTrial fan() {
        return new MadeUpTrial().answered("serial", 300).answered("concurrent", 100);
    }

    private static Map<Integer, Double> bent() {
        return Map.of(2, amdahl(2), 5, amdahl(5), 10, amdahl(10), 20, amdahl(20), 50, amdahl(50));
    }

    @Test
    void deviationThatNothingExplainsIsOpen() {
        Verdict verdict = judge("Q01", fanOut(Map.of(2, 1.98, 3, 2.5, 10, 9.9, 20, 19.8), QUIET));

        assertThat(verdict.maps().getFirst().beside().departures())
                .singleElement()
                .satisfies(departure -> assertThat(departure.open()).isTrue());
        assertThat(verdict.conditions())
                .anyMatch(condition -> condition.contains("(equal latencies, k = 3) by -16.6 %: open"));
    }

    @Test
    void deviationWithinItsIntervalIsChance() {
        MadeUpRun run = fanOut(Map.of(2, 1.98, 3, 2.85), new double[] {0.97, 1, 1.03});

        assertThat(judge("Q01", run).maps().getFirst().beside().departures())
                .singleElement()
                .satisfies(departure -> {
                    assertThat(departure.open()).isFalse();
                    assertThat(departure.cause().en()).startsWith("chance");
                });
    }

    @Test
    void busyCoresAreACause() {
        var run = new MadeUpRun().asked("event-loop");
        for (double noise : QUIET) {
            run.measured(
                    "pairs",
                    "event-loop",
                    new MadeUpTrial()
                            .asks("pairs", Map.of("db-ms", "50", "api-ms", "50,150"), 20)
                            .on(0)
                            .coresBusy(0.97)
                            .answered("serial-50", 100)
                            .answered("concurrent-50", 100 / 1.5 * noise)
                            .answered("serial-150", 200)
                            .answered("concurrent-150", 200 / 1.33 * noise));
        }

        assertThat(judge("Q06", run).maps().getFirst().beside().departures())
                .singleElement()
                .satisfies(departure -> assertThat(departure.cause().en())
                        .isEqualTo("the target kept its cores busy for 97 % of the time"));
    }

    @Test
    void universalScalabilityLawIsFittedToCrowdsAndAPoolIsNoCurve() {
        var run = new MadeUpRun().asked("event-loop", "platform-threads");
        for (int i = 0; i < 3; i++) {
            for (int users : new int[] {10, 100, 200, 400, 600, 2_000}) {
                run.measured("users-" + users, "event-loop", users(users, 200, Math.round(10 * usl(users))));
                run.measured(
                        "users-" + users,
                        "platform-threads",
                        users(users, 200, 10L * Math.min(users, 200)).setting("pool", 200));
            }
            run.measured("in-flight", "event-loop", users(1_050, 500, Math.round(4 * usl(1_050))));
            run.measured("in-flight", "platform-threads", users(1_050, 500, 800).setting("pool", 200));
        }

        MapResult map = judge("Q13", run).maps().getFirst();

        assertThat(map.beside().fits()).hasSize(2);
        assertThat(map.beside().fits().stream()
                        .filter(fit -> fit.target().equals("event-loop"))
                        .toList())
                .singleElement()
                .satisfies(fit -> {
                    assertThat(Objects.requireNonNull(fit.fit()).rSquared()).isGreaterThan(0.98);
                    assertThat(fit.cause()).isNull();
                });
        assertThat(map.beside().fits().stream()
                        .filter(fit -> fit.target().equals("platform-threads"))
                        .toList())
                .singleElement()
                .satisfies(fit -> {
                    assertThat(Objects.requireNonNull(fit.fit()).rSquared()).isLessThan(0.98);
                    assertThat(Objects.requireNonNull(fit.cause()).en())
                            .isEqualTo("R² is below 0.98: its pool of 200 threads is an edge, and no curve");
                });
    }

    @Test
    void poolThatWaitsDoNotPassIsNoReasonForAPoorFit() {
        var run = new MadeUpRun().asked("event-loop");
        for (int i = 0; i < 3; i++) {
            for (int users : new int[] {10, 100, 200, 400, 600, 2_000}) {
                // More and then fewer: no curve of the law.
                long answers = 10L * (users == 200 || users == 600 ? users / 4 : users);
                run.measured(
                        "users-" + users,
                        "event-loop",
                        users(users, 200, answers).setting("pool", 1));
            }
            run.measured("in-flight", "event-loop", users(1_050, 500, 4 * 1_050).setting("pool", 1));
        }

        assertThat(judge("Q13", run).maps().getFirst().beside().fits())
                .singleElement()
                .satisfies(fit -> {
                    assertThat(Objects.requireNonNull(fit.fit()).rSquared()).isLessThan(0.98);
                    assertThat(Objects.requireNonNull(fit.cause()).en()).isEqualTo("R² is below 0.98: open");
                });
    }

    @Test
    void coresAreFittedWhereThereAreEnoughOfThem() {
        var run = new MadeUpRun().asked("event-loop");
        for (double noise : QUIET) {
            for (int cores : new int[] {2, 4, 8}) {
                double speedup = cores / (1 + 0.02 * (cores - 1) + 0.001 * cores * (cores - 1));
                run.measured(
                        cores == 8 ? "cpu-cores" : "cpu-cores-" + cores,
                        "event-loop",
                        new MadeUpTrial()
                                .answered("serial", 100)
                                .answered("parallel", 100 / speedup * noise)
                                .on(IntStream.range(0, cores).boxed().toArray(Integer[]::new)));
            }
        }

        assertThat(judge("Q11", run).maps().getFirst().beside().fits())
                .singleElement()
                .satisfies(fit -> {
                    Scalability.Fit found = Objects.requireNonNull(fit.fit());
                    assertThat(found.sigma().value()).isCloseTo(0.02, within(0.005));
                    assertThat(found.rSquared()).isGreaterThan(0.98);
                });
    }

    @Test
    void lawGoesExactlyThroughAsManyPlacesAsItHasParametersSoItIsNotFitted() {
        var run = new MadeUpRun().asked("event-loop");
        for (double noise : QUIET) {
            run.measured("users-10", "event-loop", users(10, 200, Math.round(100 * noise)));
            run.measured("users-200", "event-loop", users(200, 200, Math.round(2_000 * noise)));
            run.measured("in-flight", "event-loop", users(1_050, 500, Math.round(4_200 * noise)));
        }

        assertThat(judge("Q13", run).maps().getFirst().beside().fits())
                .singleElement()
                .satisfies(fit -> {
                    assertThat(fit.fit()).isNull();
                    assertThat(Objects.requireNonNull(fit.cause()).en())
                            .isEqualTo("it takes 4 different places on the axis, and there are 3");
                });
    }

    @Test
    void costThatIsCertainlyBelowNoneIsNoCurve() {
        var run = new MadeUpRun().asked("event-loop");
        for (double noise : QUIET) {
            for (int cores : new int[] {2, 4, 8}) {
                run.measured(
                        cores == 8 ? "cpu-cores" : "cpu-cores-" + cores,
                        "event-loop",
                        new MadeUpTrial()
                                .answered("serial", 1_000)
                                .answered("parallel", 1_000 * (1 - 0.02 * (cores - 1)) / cores * noise)
                                .on(IntStream.range(0, cores).boxed().toArray(Integer[]::new)));
            }
        }
        Verdict verdict = judge("Q11", run);

        assertThat(verdict.maps().getFirst().beside().fits()).singleElement().satisfies(fit -> {
            assertThat(Objects.requireNonNull(fit.fit()).rSquared()).isGreaterThan(0.98);
            assertThat(fit.fit().sigma().high()).isNegative();
            assertThat(Objects.requireNonNull(fit.cause()).en())
                    .isEqualTo("σ lies below 0, and no cost does: no curve, but an edge (a pool), or noise");
        });
        assertThat(verdict.conditions()).anyMatch(condition -> condition.contains("no curve, but an edge (a pool)"));
    }

    /** Waits under way of so many users, where each costs the others a little. */
    private static double usl(int users) {
        return users / (1 + 1e-4 * (users - 1) + 1e-8 * users * (users - 1));
    }

    private static double amdahl(int calls) {
        return calls / (1 + 0.001 * (calls - 1));
    }

    /** Its case holds, and the map beside it is of these. */
    private static MadeUpRun fanOut(Map<Integer, Double> speedups, double[] noises) {
        var run = new MadeUpRun().asked("event-loop");
        for (double noise : noises) {
            run.measured(
                    "fanout",
                    "event-loop",
                    new MadeUpTrial().answered("serial", 300).answered("concurrent", 100));
            run.measured("calls", "event-loop", calls(speedups, Map.of(), noise));
        }
        return run;
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
            assertThat(point.doubts()).anyMatch(doubt -> doubt.en().contains("GENERATOR_LAG failed in 1 of 4 trials"));
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
                    assertThat(point.doubts()).anyMatch(doubt -> doubt.en().contains("of users-10-one-at-a-time on"));
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

    /** By the law, 1/(1 − f) = 1.1 where f = 1 − 1/1.1 = 9.09 %, and 1/(1 − f) = 2 where f = 50 %. */
    @Test
    void curveIsSaidToPassAFigureWhereItDoesAndTheoryWhereItsLawDoes() {
        Verdict verdict = judge("Q12", waiting(Map.of(0, 1.0, 25, 1.3, 50, 1.9, 75, 3.7)));

        assertThat(verdict.ruling()).isEqualTo(Ruling.QUALIFIED);
        assertThat(verdict.reason())
                .startsWith("On event-loop it holds at 0 % waiting (1.00) and at 75 % waiting (3.70), ")
                .contains("does not hold from 25 % waiting to 50 % waiting (1.30–1.90)")
                .contains("It passes 1.1 at 8.3 % waiting (theory: 9.1 % waiting).")
                .contains("It passes 2 at 51 % waiting (theory: 50 % waiting).");
    }

    @Test
    void lawIsSolvedHoweverFarApartThePointsAre() {
        Verdict verdict = judge("Q12", waiting(Map.of(0, 1.0, 75, 3.7)));

        assertThat(verdict.reason())
                .contains("passes 1.1 at 2.8 % waiting (theory: 9.1 % waiting)")
                .contains("passes 2 at 28 % waiting (theory: 50 % waiting)");
    }

    @Test
    void curveThatIsAboveFromItsFirstPointIsNotSaidToPassNowhere() {
        Verdict verdict = judge("Q12", waiting(Map.of(25, 1.28, 75, 2.23)));

        assertThat(verdict.reason())
                .contains("It is already above 1.1 at the first point, 25 % waiting (theory: already above at the"
                        + " first point).")
                .contains("It passes 2 at 63 % waiting (theory: 50 % waiting).")
                .doesNotContain("nowhere");
        assertThat(verdict.because().zh()).contains("测得的曲线在第一个点（等待占 25%）就已高于 1.1（理论：在第一个点就已高于）。");
    }

    @Test
    void curveThatStaysBelowPassesNowhere() {
        assertThat(judge("Q12", waiting(Map.of(0, 1.0, 75, 1.05))).reason())
                .contains("It nowhere passes 1.1 (theory: 9.1 % waiting).");
    }

    @Test
    void targetsOfWhichNotTheSameIsTrueAreNamedWhereTheirCurvesPass() {
        var run = new MadeUpRun().asked("event-loop", "reactive");
        for (double noise : QUIET) {
            run.measured("io-share", "event-loop", MadeUpTrial.waiting(Map.of(25, 1.0, 75, 2.0), noise));
            run.measured("io-share", "reactive", MadeUpTrial.waiting(Map.of(25, 1.3, 75, 3.0), noise));
        }

        assertThat(judge("Q12", run).reason())
                .contains("It passes 1.1 at 30 % waiting on event-loop and is already above 1.1 at the first point,"
                        + " 25 % waiting on reactive (theory:");
    }

    private static MadeUpRun waiting(Map<Integer, Double> speedups) {
        var run = new MadeUpRun().asked("event-loop");
        for (double noise : QUIET) {
            run.measured("io-share", "event-loop", MadeUpTrial.waiting(speedups, noise));
        }
        return run;
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

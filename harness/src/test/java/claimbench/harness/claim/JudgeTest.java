package claimbench.harness.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import claimbench.harness.claim.Verdict.Basis;
import claimbench.harness.claim.Verdict.Ruling;
import claimbench.harness.result.Trial.BackgroundTasks;
import claimbench.harness.result.Trial.Finding.State;
import claimbench.harness.result.TrustCheck;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JudgeTest {
    private static final Catalogue CATALOGUE = Catalogue.load();
    private static final List<String> ALL = List.of("platform-threads", "virtual-threads", "event-loop", "reactive");

    // What makes a verdict impossible.

    @Test
    void nothingMeasuredIsInconclusiveAndNamesTheTargets() {
        Verdict verdict = judge("Q01", new MadeUpRun().planned("fanout", ALL));

        assertThat(verdict.ruling()).isEqualTo(Ruling.INCONCLUSIVE);
        assertThat(verdict.reason())
                .isEqualTo(
                        "Undecided on platform-threads, virtual-threads, event-loop and reactive: it was not measured.");
        assertThat(verdict.rows()).isEmpty();
    }

    @Test
    void oneTrialIsNeverEnoughHoweverWellItFits() {
        var run = new MadeUpRun();
        ALL.forEach(target -> run.measured("fanout", target, fanout(2.97)));

        Verdict verdict = judge("Q01", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.INCONCLUSIVE);
        assertThat(verdict.reason()).contains("within one JVM");
        assertThat(verdict.rows()).hasSize(4).allSatisfy(row -> {
            assertThat(row.evidence().value()).isCloseTo(2.97, within(0.01));
            assertThat(row.evidence().low()).isNull();
            assertThat(row.evidence().high()).isNull();
            assertThat(row.evidence().trials()).isEqualTo(1);
        });
    }

    @Test
    void oneTrialOfACountHasNoSpreadEither() {
        var run = new MadeUpRun();
        ALL.forEach(target -> run.measured("in-flight", target, inFlight(505, 1_000)));

        Verdict verdict = judge("Q13", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.INCONCLUSIVE);
        assertThat(verdict.rows())
                .allSatisfy(row -> assertThat(row.evidence().low()).isNull());
    }

    @Test
    void failedTrialIsNotLeftOut() {
        var run = good(ALL);
        run.measured("fanout", "event-loop", new MadeUpTrial().failedBecause("the target ended with code 137"));

        Verdict verdict = judge("Q01", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.INCONCLUSIVE);
        assertThat(verdict.reason())
                .startsWith("Undecided on event-loop: 1 of 4 trials failed (")
                .contains(": the target ended with code 137)", "; holds on ");
    }

    @Test
    void trialThatWasPlannedAndNeverRunIsMissed() {
        var run = good(ALL);
        run.measured("fanout", "reactive", fanout(2.97)).cutOff();

        Verdict verdict = judge("Q01", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.INCONCLUSIVE);
        assertThat(verdict.reason()).contains("Undecided on reactive", "1 of 4 trials are missing");
    }

    @Test
    void failedTrustCheckMakesItInconclusiveAndIsNamed() {
        var run = good(ALL);
        run.measured(
                "fanout", "event-loop", fanout(2.97).found(TrustCheck.GENERATOR_LAG, false, "p95 12 ms, limit 10 ms"));

        Verdict verdict = judge("Q01", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.INCONCLUSIVE);
        assertThat(verdict.reason())
                .contains("trust check GENERATOR_LAG failed in 1 of 4 trials", "p95 12 ms, limit 10 ms", "event-loop");
        assertThat(verdict.rows())
                .as("the doubtful trial is kept")
                .anySatisfy(row -> assertThat(row.evidence().trials()).isEqualTo(4));
    }

    @ParameterizedTest
    @EnumSource(TrustCheck.class)
    void everyCheckThatFailsAndMattersIsNamedAndWhatPassesOrIsUnknownIsNot(TrustCheck check) {
        boolean matters = CATALOGUE.claim("Q01").orElseThrow().waiver(check).isEmpty();
        Verdict failed = judge("Q01", oneFinding(check, State.FAILED));

        assertThat(failed.ruling()).isEqualTo(matters ? Ruling.INCONCLUSIVE : Ruling.SUPPORTED);
        if (matters) {
            assertThat(failed.reason()).contains("trust check " + check.name() + " failed");
        }
        assertThat(judge("Q01", oneFinding(check, State.PASSED)).ruling()).isEqualTo(Ruling.SUPPORTED);
        assertThat(judge("Q01", oneFinding(check, State.UNKNOWN)).ruling()).isEqualTo(Ruling.SUPPORTED);
    }

    /** A run that is good but for this. */
    private static MadeUpRun oneFinding(TrustCheck check, State state) {
        var run = good(ALL);
        switch (check.scope()) {
            case RUN -> run.found(check, state, "as made up");
            case TRIAL ->
                run.measured(
                        "fanout",
                        "event-loop",
                        state == State.UNKNOWN
                                ? fanout(2.97).unknown(check, "as made up")
                                : fanout(2.97).found(check, state == State.PASSED, "as made up"));
        }
        return run;
    }

    @Test
    void passedTrustCheckChangesNothing() {
        var run = good(ALL);
        run.measured("fanout", "event-loop", fanout(2.97).found(TrustCheck.GENERATOR_LAG, true, "p95 1 ms"));

        assertThat(judge("Q01", run).ruling()).isEqualTo(Ruling.SUPPORTED);
    }

    @Test
    void whatCannotBeKnownDecidesNothing() {
        var run = good(ALL).found(TrustCheck.FREQUENCY_GOVERNOR, State.UNKNOWN, "none is shown");
        run.measured("fanout", "event-loop", fanout(2.97).unknown(TrustCheck.STEAL, "the hypervisor may not tell"));

        assertThat(judge("Q01", run).ruling()).isEqualTo(Ruling.SUPPORTED);
    }

    @Test
    void checkOfTheToolsThatFailedMakesEveryClaimInconclusive() {
        Verdict verdict =
                judge("Q01", good(ALL).found(TrustCheck.FREEZE, State.FAILED, "1 late response of about 180"));

        assertThat(verdict.ruling()).isEqualTo(Ruling.INCONCLUSIVE);
        assertThat(verdict.reason())
                .contains("trust check FREEZE failed for the whole run (1 late response of about 180)");
    }

    @Test
    void checkOfTheMachineThatCannotBiasARatioMayFail() {
        var run = good(ALL)
                .found(TrustCheck.FREQUENCY_GOVERNOR, State.FAILED, "powersave")
                .found(TrustCheck.SECOND_WITNESS, State.FAILED, "disagrees");

        assertThat(judge("Q01", run).ruling()).isEqualTo(Ruling.SUPPORTED);
    }

    @Test
    void checkThatCannotBiasTheClaimMayFail() {
        var run = new MadeUpRun();
        for (String target : ALL) {
            run.measured(
                    "in-flight",
                    target,
                    inFlight(505, 1_000).found(TrustCheck.ERRORS, false, "by mistake"),
                    inFlight(504, 1_000));
        }
        assertThat(judge("Q13", run).ruling()).isEqualTo(Ruling.SUPPORTED);
    }

    @Test
    void statisticThatThrowsIsInconclusiveAndSaysWhy() {
        var run = good(ALL);
        run.measured("fanout", "virtual-threads", new MadeUpTrial().answered("serial", 300, 0));

        Verdict verdict = judge("Q01", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.INCONCLUSIVE);
        assertThat(verdict.reason())
                .contains("virtual-threads", "speed-up could not be computed", "no request 'serial' was answered");
    }

    @Test
    void quantityOfNothingIsInconclusive() {
        var run = new MadeUpRun();
        run.measured(
                "cpu-turns",
                "event-loop",
                cpu("concurrent", 1).on().coresBusy(0),
                cpu("concurrent", 1).on().coresBusy(1));

        Verdict verdict = judge("Q14", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.INCONCLUSIVE);
        assertThat(verdict.reason()).contains("cores busy could not be computed", "0.0");
    }

    @Test
    void claimAboutCoresMeansNothingOnOne() {
        var run = new MadeUpRun();
        ALL.forEach(target -> run.measured(
                "cpu-cores",
                target,
                cpu("parallel", 1).on(3),
                cpu("parallel", 1).on(3)));

        Verdict verdict = judge("Q11", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.INCONCLUSIVE);
        assertThat(verdict.reason()).contains("fewer than 2 cores, and the target may use 1");
    }

    @Test
    void trialsOnDifferentNumbersOfCoresAreNotTakenTogether() {
        var run = new MadeUpRun();
        ALL.forEach(target -> run.measured(
                "cpu-cores",
                target,
                cpu("parallel", 2).on(0, 1),
                cpu("parallel", 3).on(0, 1, 2)));

        assertThat(judge("Q11", run).reason()).contains("do not agree on the number of cores: [2, 3]");
    }

    // Where intervals lie.

    @Test
    void supportedWhereEveryIntervalIsInside() {
        Verdict verdict = judge("Q01", good(ALL));

        assertThat(verdict.ruling()).isEqualTo(Ruling.SUPPORTED);
        assertThat(verdict.basis()).isEqualTo(Basis.ANALOGY);
        assertThat(verdict.conditions()).isEmpty();
        assertThat(verdict.reason())
                .isEqualTo(
                        "Holds on platform-threads, virtual-threads, event-loop and reactive: speed-up 2.97, expected 2.7 to 3.3.");
    }

    @Test
    void evidenceHasTheRunsParametersAndTheTheory() {
        Evidence evidence = judge("Q01", good(ALL)).rows().getFirst().evidence();

        assertThat(evidence.target()).isEqualTo("platform-threads");
        assertThat(evidence.quantity()).isEqualTo("speedup");
        assertThat(evidence.parameters()).containsEntry("calls", 3).containsEntry("ms", 100L);
        assertThat(evidence.expectedLow()).isEqualTo(2.7);
        assertThat(evidence.expectedHigh()).isEqualTo(3.3);
        assertThat(evidence.theory()).isEqualTo(3);
        assertThat(evidence.trials()).isEqualTo(3);
    }

    @Test
    void contradictedWhereEveryIntervalIsOutside() {
        var run = new MadeUpRun();
        ALL.forEach(target -> run.measured("fanout", target, fanout(1.0), fanout(1.01), fanout(1.02)));

        Verdict verdict = judge("Q01", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.CONTRADICTED);
        assertThat(verdict.reason())
                .startsWith("Does not hold on platform-threads")
                .contains("speed-up 1.01, expected");
    }

    @Test
    void inconclusiveWhereAnIntervalStraddlesTheEdge() {
        var run = good(ALL);
        run.measured("fanout", "reactive", fanout(2.4));

        Verdict verdict = judge("Q01", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.INCONCLUSIVE);
        assertThat(verdict.reason())
                .startsWith(
                        "Undecided: the interval of speed-up straddles the edge of the expected range (2.7 to 3.3) on "
                                + "reactive (2.")
                .contains("holds on platform-threads, virtual-threads and event-loop");
    }

    @Test
    void qualifiedWhereTargetsDiffer() {
        var run = good(List.of("platform-threads", "virtual-threads", "event-loop"));
        run.measured("fanout", "reactive", fanout(1.0), fanout(1.0), fanout(1.0));

        Verdict verdict = judge("Q01", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.QUALIFIED);
        assertThat(verdict.conditions())
                .containsExactly(
                        "holds on platform-threads, virtual-threads and event-loop",
                        "does not hold on reactive: speed-up 1.00, expected 2.7 to 3.3");
    }

    /** A comma in its name would end it too early. */
    @Test
    void caseWithACommaStandsInQuotationMarks() {
        MadeUpRun run = new MadeUpRun()
                .planned("block-off-loaded", List.of("event-loop"))
                .planned("block-on-the-loop", List.of("event-loop"));

        assertThat(judge("Q17", run).reason())
                .startsWith("Undecided for 'off-loaded, the others are served well'")
                .contains("'on the loop, the others are stalled' on event-loop: ");
    }

    /** A label may be a sentence, which would run into the verdict's own. */
    @Test
    void caseThatIsASentenceStandsInQuotationMarks() {
        MadeUpRun run = new MadeUpRun()
                .planned("stalled-with-deadline", List.of("event-loop"))
                .planned("stalled", List.of("event-loop"));

        assertThat(judge("Q16", run).reason())
                .startsWith("Undecided for 'the stalled are answered at the deadline', '");
    }

    @Test
    void qualifiedWhereCasesDifferOnEveryTarget() {
        var run = new MadeUpRun();
        for (String target : ALL) {
            MadeUpTrial trial = new MadeUpTrial()
                    .answered("one-call", 100)
                    .answered("two-serial", 200)
                    .answered("serial", 600)
                    .answered("unequal-serial", 300);
            run.measured("fanout", target, trial, trial, trial);
        }
        Verdict verdict = judge("Q02", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.QUALIFIED);
        assertThat(verdict.reason())
                .startsWith(
                        "Holds for '2 calls' and 'a call and one twice as long' on platform-threads, virtual-threads, event-loop and reactive; ")
                .contains("does not hold for '3 calls' on platform-threads")
                .contains("cost ratio 6.00");
    }

    @Test
    void undecidedTargetKeepsAMixedResultInconclusive() {
        var run = new MadeUpRun();
        run.measured("fanout", "platform-threads", fanout(1), fanout(1), fanout(1));
        run.measured("fanout", "virtual-threads", fanout(2.97), fanout(2.97), fanout(2.97));
        run.measured("fanout", "event-loop", fanout(2.97), fanout(2.97), fanout(2.97));
        run.planned("fanout", List.of("reactive"));

        Verdict verdict = judge("Q01", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.INCONCLUSIVE);
        assertThat(verdict.reason())
                .contains("Undecided on reactive: it was not measured", "holds on virtual-threads and event-loop")
                .contains("does not hold on platform-threads");
    }

    @ParameterizedTest
    @CsvSource({"0.5, SUPPORTED", "1.0, SUPPORTED", "1.3, CONTRADICTED"})
    void cpuWorkOnALoopMayBeSlowerButNotFaster(double speedup, Ruling ruling) {
        var run = new MadeUpRun();
        for (String target : List.of("event-loop", "reactive")) {
            run.measured(
                    "cpu-turns",
                    target,
                    cpu("concurrent", speedup),
                    cpu("concurrent", speedup),
                    cpu("concurrent", speedup));
        }
        assertThat(judge("Q10", run).ruling()).isEqualTo(ruling);
    }

    @ParameterizedTest
    @CsvSource({"1.95, SUPPORTED", "1.0, CONTRADICTED"})
    void parallelWorkIsJudgedByTheCoresOfTheTrial(double speedup, Ruling ruling) {
        var run = new MadeUpRun();
        for (String target : ALL) {
            MadeUpTrial trial = cpu("parallel", speedup).on();
            run.measured("cpu-cores", target, trial, trial, trial);
        }
        Verdict verdict = judge("Q11", run);

        assertThat(verdict.ruling()).isEqualTo(ruling);
        assertThat(verdict.rows().getFirst().evidence().expectedLow()).isEqualTo(1.8);
        assertThat(verdict.rows().getFirst().evidence().expectedHigh()).isEqualTo(2.2);
        assertThat(verdict.rows().getFirst().evidence().theory()).isEqualTo(2);
        assertThat(verdict.conditions())
                .containsExactly(
                        "the load shared cores with the target on platform-threads, virtual-threads, event-loop and reactive");
    }

    @Test
    void turnsOnOneThreadNeedBothTheRatioAndTheOneBusyCore() {
        var honest = cpu("concurrent", 1).on().coresBusy(0.99);
        var busyOnTwo = cpu("concurrent", 1).on().coresBusy(1.9);

        assertThat(judge("Q14", new MadeUpRun().measured("cpu-turns", "event-loop", honest, honest))
                        .ruling())
                .isEqualTo(Ruling.SUPPORTED);
        assertThat(judge("Q14", new MadeUpRun().measured("cpu-turns", "event-loop", busyOnTwo, busyOnTwo))
                        .ruling())
                .isEqualTo(Ruling.CONTRADICTED);
    }

    @Test
    void poolBesideAClaimIsNamedWithItsSizeAndNothingThatAllHaveAlike() {
        var run = new MadeUpRun();
        for (String target : List.of("virtual-threads", "event-loop", "reactive")) {
            run.measured("in-flight", target, inFlight(505, 1_000), inFlight(504, 1_000), inFlight(506, 1_000));
        }
        MadeUpTrial pool = inFlight(2_500, 200)
                .setting("pool", 200)
                .setting("queue", 1_000)
                .setting("databasePool", 20)
                .setting("unitsPerMs", 41);
        run.measured("in-flight", "platform-threads", pool, pool, pool);

        Verdict verdict = judge("Q13", run);

        assertThat(verdict.given().stream().map(Text::en))
                .anySatisfy(condition -> assertThat(condition)
                        .startsWith("beside it, and not judged: does not hold on platform-threads with a pool of 200"
                                + " threads and a queue of 1,000: most requests in flight at once 200, expected at"
                                + " least 1,000"));
        assertThat(verdict.given().stream().map(Text::zh))
                .anySatisfy(condition -> assertThat(condition)
                        .startsWith("作为对照、不参与判定：")
                        .contains("在 platform-threads（200 个线程的线程池、可容纳 1,000 个请求的队列）上不成立"));
    }

    @Test
    void targetThatAClaimDoesNotSpeakOfIsShownAndNotJudged() {
        MadeUpTrial holds = inFlight(505, 1_000);
        MadeUpTrial pool = inFlight(2_500, 200).found(TrustCheck.GENERATOR_CPU, false, "95 %");
        var run = new MadeUpRun()
                .measured("in-flight", "event-loop", holds, holds, holds)
                .measured("in-flight", "platform-threads", pool, pool, pool);

        Verdict verdict = judge("Q13", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.SUPPORTED);
        assertThat(verdict.targets()).containsExactly("event-loop");
        assertThat(verdict.reason()).doesNotContain("platform-threads");
        assertThat(verdict.rows().stream().map(row -> row.evidence().target()).distinct())
                .containsExactly("event-loop");
        assertThat(verdict.beside().stream().map(row -> row.evidence().target()).distinct())
                .containsExactly("platform-threads");
        assertThat(verdict.open()).isEmpty();
    }

    @Test
    void claimThatSpeaksOfNoneOfTheTargetsAskedForSaysSo() {
        MadeUpTrial pool = inFlight(2_500, 200);
        var run = new MadeUpRun().asked("platform-threads").measured("in-flight", "platform-threads", pool, pool, pool);

        assertThat(judge("Q13", run).reason()).startsWith("It speaks of virtual-threads, event-loop and reactive");
    }

    @Test
    void theoryOfRequestsInFlightIsTheNumberOfUsers() {
        var run = new MadeUpRun().measured("in-flight", "event-loop", inFlight(505, 1_000), inFlight(505, 1_000));

        assertThat(judge("Q13", run).rows())
                .filteredOn(row -> row.measure().quantity() == Quantity.IN_FLIGHT_MAX)
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.evidence().theory()).isEqualTo(MadeUpTrial.IN_FLIGHT_USERS);
                    assertThat(row.evidence().expectedLow()).isEqualTo(1_000);
                });
    }

    @Test
    void oneFailedRequestIsNotAveragedAway() {
        var run = new MadeUpRun();
        for (String target : ALL) {
            run.measured("in-flight", target, inFlight(505, 1_000), inFlight(504, 1_000), inFlight(506, 1_000));
        }
        run.measured("in-flight", "event-loop", inFlight(505, 1_000).refused("wait", 1));

        Verdict verdict = judge("Q13", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.INCONCLUSIVE);
        assertThat(verdict.reason())
                .contains(
                        "the interval of failed requests straddles the edge of the expected range (exactly 0) on event-loop (0 to 1)");
    }

    @Test
    void taskInTheBackgroundMustBeCarriedOutEachTime() {
        var sound = new MadeUpRun();
        var lossy = new MadeUpRun();
        for (String target : ALL) {
            sound.measured("background", target, mails(80), mails(80), mails(80));
            lossy.measured("background", target, mails(79), mails(78), mails(79));
        }

        assertThat(judge("Q08", sound).ruling()).isEqualTo(Ruling.SUPPORTED);
        assertThat(judge("Q08", lossy).ruling()).isEqualTo(Ruling.QUALIFIED);
        assertThat(judge("Q08", lossy).conditions())
                .anySatisfy(condition -> assertThat(condition).contains("tasks not carried out"));
    }

    @Test
    void targetThatDoesNotCountItsTasksIsUndecidedAndNotSound() {
        MadeUpTrial uncounted = mails(80).background(null);
        var run = new MadeUpRun().measured("background", "event-loop", uncounted, uncounted, uncounted);

        Verdict verdict = judge("Q08", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.INCONCLUSIVE);
        assertThat(verdict.reason()).contains("count of background tasks");
    }

    /** Eighty mails that take half a second each, and so many that were sent. */
    private static MadeUpTrial mails(long sent) {
        return new MadeUpTrial()
                .asks("background", Map.of("mail-ms", "500"), 10)
                .answered("awaited", 510, 80)
                .answered("background", 6, 80)
                .background(new BackgroundTasks(80, sent, 0));
    }

    @Test
    void serverThatTheUserBroughtIsJudgedToo() {
        var run = good(ALL).running("mine", "http://127.0.0.1:9000");
        run.measured("fanout", "mine", fanout(1), fanout(1), fanout(1));

        Verdict verdict = judge("Q01", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.QUALIFIED);
        assertThat(verdict.conditions())
                .contains("does not hold on mine: speed-up 1.00, expected 2.7 to 3.3")
                .anyMatch(condition -> condition.startsWith("mine was already running, on cores"));
    }

    @Test
    void coresOfAServerThatTheUserBroughtAreNotKnown() {
        var run = new MadeUpRun().running("event-loop", "http://127.0.0.1:9000");
        run.measured(
                "cpu-cores",
                "event-loop",
                cpu("parallel", 2).on(0, 1),
                cpu("parallel", 2).on(0, 1));

        assertThat(judge("Q11", run).reason()).contains("how many cores the target may use is not known");
    }

    // Several claims of a run.

    @Test
    void claimThatIsClearAloneMayStayOpenAmongOthers() {
        MadeUpRun run = uncertain(0.028, 0.028);

        assertThat(judge("Q01", run).ruling()).isEqualTo(Ruling.SUPPORTED);
        assertThat(judge("Q01", run).level()).isEqualTo(Judge.LEVEL);
        assertThat(judge("Q03", run).ruling()).isEqualTo(Ruling.SUPPORTED);
        assertThat(together(run, "Q01", "Q03")).allSatisfy(verdict -> {
            assertThat(verdict.ruling()).isEqualTo(Ruling.INCONCLUSIVE);
            assertThat(verdict.level()).isCloseTo(0.975, within(1e-12));
            assertThat(verdict.reason()).contains("straddles the edge");
            assertThat(verdict.conditions())
                    .contains(
                            "it would be decided at 95 % confidence if it were the only claim; among 2 it is judged at 97.5 %");
        });
    }

    @Test
    void doubtfulClaimBesideAClearOneIsJudgedAsIfAlone() {
        List<Verdict> verdicts = together(uncertain(0.028, 0.001), "Q01", "Q03");

        assertThat(verdicts).extracting(Verdict::ruling).containsOnly(Ruling.SUPPORTED);
        assertThat(verdicts.getFirst().level()).isEqualTo(Judge.LEVEL);
        assertThat(verdicts.getLast().level()).isCloseTo(0.975, within(1e-12));
    }

    @Test
    void intervalsAreShownAtTheLevelAtWhichTheClaimIsJudged() {
        MadeUpRun run = uncertain(0.028, 0.001);
        Evidence alone = judge("Q03", run).rows().getFirst().evidence();
        Evidence among = together(run, "Q01", "Q03").getLast().rows().getFirst().evidence();

        assertThat(among.value()).isEqualTo(alone.value());
        assertThat(among.low()).isLessThan(alone.low());
        assertThat(among.high()).isGreaterThan(alone.high());
    }

    @Test
    void claimWhoseTrialsCannotBeTrustedCountsAsOneOfThem() {
        MadeUpTrial doubtful = inFlight(505, 1_000).found(TrustCheck.GENERATOR_LAG, false, "p95 12 ms, limit 10 ms");
        MadeUpRun run = uncertain(0.028, 0.028).measured("in-flight", "event-loop", doubtful, doubtful);

        assertThat(together(run, "Q01", "Q13").getFirst().level()).isCloseTo(0.975, within(1e-12));
    }

    @Test
    void claimWhoseTrialsWereCutOffCountsAsOneOfThemSinceMoreWerePlanned() {
        MadeUpRun run = uncertain(0.028, 0.028)
                .measured("in-flight", "event-loop", inFlight(505, 1_000))
                .planned("in-flight", List.of("event-loop"));

        assertThat(together(run, "Q01", "Q13").getFirst().level()).isCloseTo(0.975, within(1e-12));
    }

    @Test
    void claimThatWasPlannedToGetAFirstAnswerCostsTheOthersNothing() {
        MadeUpRun run = uncertain(0.028, 0.028).measured("in-flight", "event-loop", inFlight(505, 1_000));

        List<Verdict> verdicts = together(run, "Q01", "Q13");

        assertThat(verdicts.getFirst().ruling()).isEqualTo(Ruling.SUPPORTED);
        assertThat(verdicts.getFirst().level()).isEqualTo(Judge.LEVEL);
        assertThat(verdicts.getLast().reason()).startsWith("First answer: as expected on event-loop");
    }

    @Test
    void claimWithOneCaseOfOneTrialCostsTheOthersNothingSinceItCannotBeDecided() {
        MadeUpRun run = uncertain(0.028, 0.028)
                .measured("in-flight", "event-loop", inFlight(505, 1_000), inFlight(505, 1_000))
                .measured("in-flight", "reactive", inFlight(505, 1_000))
                .asked("event-loop", "reactive");

        List<Verdict> verdicts = together(run, "Q01", "Q13");

        assertThat(verdicts.getFirst().level()).isEqualTo(Judge.LEVEL);
        assertThat(verdicts.getLast().ruling()).isEqualTo(Ruling.INCONCLUSIVE);
    }

    @Test
    void claimsThatProgramsShowNeedNoCorrection() {
        assertThat(together(uncertain(0.028, 0.028), "Q01", "S04").getFirst().ruling())
                .isEqualTo(Ruling.SUPPORTED);
    }

    /** Three trials of one target whose speed-ups scatter by so much, of equal calls and of unequal ones. */
    private static MadeUpRun uncertain(double equalCalls, double unequalCalls) {
        var run = new MadeUpRun().asked("event-loop");
        for (int i = -1; i <= 1; i++) {
            run.measured(
                    "fanout",
                    "event-loop",
                    new MadeUpTrial()
                            .answered("serial", 300)
                            .answered("concurrent", 100 * Math.exp(i * equalCalls))
                            .answered("unequal-serial", 300)
                            .answered("unequal-concurrent", 200 * Math.exp(i * unequalCalls)));
        }
        return run;
    }

    private static List<Verdict> together(MadeUpRun run, String... ids) {
        List<String> asked = List.of(ids);
        return Judge.judge(
                run,
                CATALOGUE.claims().stream()
                        .filter(claim -> asked.contains(claim.id()))
                        .toList());
    }

    // Which targets a verdict is about.

    @Test
    void claimWithoutTargetsIsJudgedOnWhateverItsExperimentMeasured() {
        var run = good(List.of("platform-threads", "virtual-threads", "event-loop", "reactive", "newcomer"))
                .asked("platform-threads", "virtual-threads", "event-loop", "reactive", "newcomer");

        Verdict verdict = judge("Q01", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.SUPPORTED);
        assertThat(verdict.targets()).hasSize(5).endsWith("newcomer");
        assertThat(verdict.conditions()).isEmpty();
    }

    @Test
    void claimOfAllTargetsIsJudgedOnThoseThatWereAskedForAndSaysSo() {
        Verdict verdict = judge("Q01", good(List.of("event-loop")).asked("event-loop"));

        assertThat(verdict.ruling()).isEqualTo(Ruling.SUPPORTED);
        assertThat(verdict.conditions()).containsExactly("on event-loop only, as asked");
    }

    @Test
    void claimOfSomeTargetsIsJudgedOnThoseThatWereAskedForAndSaysSo() {
        var trial = cpu("concurrent", 1);
        var run =
                new MadeUpRun().measured("cpu-turns", "reactive", trial, trial).asked("platform-threads", "reactive");

        Verdict verdict = judge("Q10", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.SUPPORTED);
        assertThat(verdict.conditions()).containsExactly("on reactive only, as asked");
    }

    @Test
    void claimOfSomeTargetsDoesNotMissThoseThatItDoesNotSpeakOf() {
        var trial = cpu("concurrent", 1);
        var run = new MadeUpRun().asked("event-loop", "reactive");
        run.measured("cpu-turns", "event-loop", trial, trial).measured("cpu-turns", "reactive", trial, trial);

        assertThat(judge("Q10", run).conditions()).isEmpty();
    }

    @Test
    void targetThatWasAskedForAndNotMeasuredIsStillMissed() {
        var trial = cpu("concurrent", 1);
        var run = new MadeUpRun()
                .measured("cpu-turns", "reactive", trial, trial)
                .planned("cpu-turns", List.of("event-loop"))
                .asked("event-loop", "reactive");

        Verdict verdict = judge("Q10", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.INCONCLUSIVE);
        assertThat(verdict.reason()).startsWith("Undecided on event-loop: it was not measured");
    }

    @Test
    void targetThatTheProfileHasNoTimeForIsLeftOutAndTheVerdictSaysSo() {
        var trial = cpu("concurrent", 1);
        var run = new MadeUpRun()
                .measured("cpu-turns", "event-loop", trial, trial)
                .asked("event-loop", "reactive");

        Verdict verdict = judge("Q10", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.SUPPORTED);
        assertThat(verdict.targets()).containsExactly("event-loop");
        assertThat(verdict.conditions()).containsExactly("on event-loop only, which is what this profile has time for");
        assertThat(verdict.because().en()).startsWith("Holds on event-loop: ").endsWith(" Not measured: reactive.");
        assertThat(verdict.because().zh()).startsWith("在 event-loop 上成立：").endsWith("。未测量：reactive。");
    }

    @Test
    void targetThatNobodyAskedForIsNotMissedInTheReason() {
        var trial = cpu("concurrent", 1);
        var run = new MadeUpRun()
                .measured("cpu-turns", "event-loop", trial, trial)
                .asked("event-loop");

        assertThat(judge("Q10", run).reason())
                .startsWith("Holds on event-loop: ")
                .doesNotContain("Not measured");
    }

    @Test
    void claimThatIsOpenAnywayDoesNotNameWhatTheProfileLeftOut() {
        var run = new MadeUpRun()
                .measured("cpu-turns", "event-loop", cpu("concurrent", 1))
                .asked("event-loop", "reactive");

        Verdict verdict = judge("Q10", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.INCONCLUSIVE);
        assertThat(verdict.reason()).doesNotContain("Not measured");
    }

    @Test
    void claimOfNoneOfTheTargetsThatWereAskedForIsNotSupportedByNothing() {
        var trial = cpu("concurrent", 1);
        var run =
                new MadeUpRun().measured("cpu-turns", "reactive", trial, trial).asked("reactive");

        Verdict verdict = judge("Q14", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.INCONCLUSIVE);
        assertThat(verdict.reason()).isEqualTo("It speaks of event-loop, and the run was asked for reactive only.");
        assertThat(judge("Q01", run).reason()).isEqualTo("It was not measured on any target.");
    }

    @Test
    void onlyAServerThatTheUserBroughtIsJudgedAsAsked() {
        var run = good(List.of("mine")).running("mine", "http://127.0.0.1:9000").asked("mine");

        Verdict verdict = judge("Q01", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.SUPPORTED);
        assertThat(verdict.brought()).containsExactly("mine");
        assertThat(verdict.conditions()).startsWith("on mine only, as asked").hasSize(2);
    }

    // How a reason is put into words.

    @Test
    void targetsThatShareACauseShareItsSentence() {
        var run = new MadeUpRun();
        for (String target : ALL) {
            run.measured(
                    "fanout",
                    target,
                    fanout(2.97).found(TrustCheck.UPSTREAM_LATENESS, false, "p95 12 ms, limit 5 ms"),
                    fanout(2.97).found(TrustCheck.UPSTREAM_LATENESS, true, "p95 1 ms, limit 5 ms"));
        }
        String cause =
                "trust check UPSTREAM_LATENESS failed in 4 of 8 trials (first: 001-fanout-platform-threads: p95 12 ms, "
                        + "limit 5 ms)";

        assertThat(judge("Q01", run).reason())
                .isEqualTo("Undecided on platform-threads, virtual-threads, event-loop and reactive: " + cause + ".");
        assertThat(judge("Q02", run).reason())
                .as("two cases rest on the same trials, and have more causes: then none has an example")
                .contains("trust check UPSTREAM_LATENESS failed in 4 of 8 trials; ");
    }

    /** What keeps a claim open is data, so that a report can say what it means; the sentence only names it. */
    @Test
    void whatIsOpenHasItsCheckItsTargetsAndItsTrials() {
        var run = new MadeUpRun().asked("event-loop", "reactive");
        MadeUpTrial late = fanout(2.97).found(TrustCheck.UPSTREAM_LATENESS, false, "p95 12 ms, limit 5 ms");
        run.measured("fanout", "event-loop", fanout(2.97), fanout(2.96));
        run.measured("fanout", "reactive", late.found(TrustCheck.STEAL, false, "3 %"), fanout(2.97));

        Verdict verdict = judge("Q01", run);

        assertThat(verdict.open()).hasSize(2).allSatisfy(open -> {
            assertThat(open.kind()).isEqualTo(DoubtKind.CHECK);
            assertThat(open.targets()).containsExactly("reactive");
            assertThat(open.trials()).isEqualTo(1);
            assertThat(open.of()).isEqualTo(2);
            assertThat(open.where()).endsWith("fanout-reactive");
        });
        assertThat(verdict.open())
                .extracting(OpenPoint::check)
                .containsExactlyInAnyOrder(TrustCheck.UPSTREAM_LATENESS, TrustCheck.STEAL);
        assertThat(verdict.open()).extracting(OpenPoint::detail).contains("p95 12 ms, limit 5 ms", "3 %");
        assertThat(verdict.reason())
                .startsWith("Undecided on reactive: trust checks ")
                .contains("UPSTREAM_LATENESS (1 of 2 trials)", "STEAL (1 of 2 trials)", " failed")
                .doesNotContain("p95");
        assertThat(verdict.because().zh()).contains("STEAL（", "2 次试验中 1 次", "未通过");
    }

    @Test
    void anIntervalAcrossTheEdgeIsOpenAndASupportedClaimHasNothingOpen() {
        var run = new MadeUpRun().asked("event-loop");
        run.measured(
                "cpu-cores",
                "event-loop",
                cpu("parallel", 1.7).on(),
                cpu("parallel", 1.95).on());
        run.measured("fanout", "event-loop", fanout(2.97), fanout(2.97), fanout(2.96));

        assertThat(judge("Q11", run).open()).singleElement().satisfies(open -> {
            assertThat(open.kind()).isEqualTo(DoubtKind.INTERVAL);
            assertThat(open.check()).isNull();
            assertThat(open.cause().en()).contains("reaches across the edge of what was expected, 1.8 to 2.2");
        });
        assertThat(judge("Q01", run).open()).isEmpty();
    }

    @Test
    void targetsThatStraddleTheEdgeShareASentence() {
        var run = new MadeUpRun();
        for (String target : ALL) {
            MadeUpTrial slow = cpu("parallel", 1.7).on();
            MadeUpTrial fast = cpu("parallel", 1.95).on();
            run.measured("cpu-cores", target, slow, fast, fast);
        }

        assertThat(judge("Q11", run).reason())
                .matches(
                        "Undecided: the interval of speed-up straddles the edge of the expected range \\(1.8 to 2.2\\) on "
                                + "platform-threads \\(.* to .*\\), virtual-threads \\(.*\\), event-loop \\(.*\\) and reactive "
                                + "\\(.*\\)\\.");
    }

    /** Whatever a profile had time for: a claim without trials has a verdict that says so. */
    @Test
    void everyClaimOfTheCatalogueHasAVerdictAndAReasonInBothLanguages() {
        for (MadeUpRun run : List.of(new MadeUpRun(), MadeUpRun.quick())) {
            List<Verdict> verdicts = Judge.judge(run, CATALOGUE.claims());

            assertThat(verdicts)
                    .extracting(verdict -> verdict.claim().id())
                    .containsExactlyElementsOf(
                            CATALOGUE.claims().stream().map(Claim::id).toList());
            assertThat(verdicts).allSatisfy(verdict -> {
                assertThat(verdict.reason()).endsWith(".").doesNotContainPattern("\\p{IsHan}");
                assertThat(verdict.because().zh()).endsWith("。");
                assertThat(verdict.given())
                        .allSatisfy(given -> assertThat(given.zh()).containsPattern("\\p{IsHan}"));
            });
        }
    }

    // The same in Chinese.

    @Test
    void everyKindOfReasonIsSaidInChinese() {
        assertThat(judge("Q01", good(ALL)).because().zh())
                .isEqualTo("在 platform-threads、virtual-threads、event-loop、reactive 上成立：加速比 2.97，预期 2.7 至 3.3。");
        var one = new MadeUpRun().asked("event-loop").measured("fanout", "event-loop", fanout(2.97));
        assertThat(judge("Q01", one).because().zh())
                .isEqualTo("初步答案：在 event-loop 上符合预期（加速比 2.97，预期 2.7 至 3.3）。只有一次试验，所以数字只代表一个 JVM。");
        var off = new MadeUpRun().asked("event-loop").measured("fanout", "event-loop", fanout(1.5));
        assertThat(judge("Q01", off).because().zh()).startsWith("初步答案：在 event-loop 上不符合预期（加速比 1.50");
        var slow =
                new MadeUpRun().asked("event-loop").measured("fanout", "event-loop", fanout(1), fanout(1), fanout(1));
        assertThat(judge("Q01", slow).because().zh()).isEqualTo("在 event-loop 上不成立：加速比 1.00，预期 2.7 至 3.3。");
        var mixed = good(List.of("event-loop")).asked("event-loop", "reactive");
        mixed.measured("fanout", "reactive", fanout(1), fanout(1), fanout(1));
        assertThat(judge("Q01", mixed).because().zh())
                .isEqualTo("在 event-loop 上成立；在 reactive 上不成立：加速比 1.00，预期 2.7 至 3.3。");
        assertThat(judge("Q01", mixed).given().getFirst().zh()).isEqualTo("在 event-loop 上成立");
        var doubtful = good(List.of("event-loop")).asked("event-loop");
        doubtful.measured("fanout", "event-loop", fanout(2.97).found(TrustCheck.GENERATOR_LAG, false, "p95 12 ms"));
        assertThat(judge("Q01", doubtful).because().zh())
                .isEqualTo(
                        "在 event-loop 上未定：可信度检查 GENERATOR_LAG（负载发生器发送滞后）在 4 次试验中有 1 次未通过" + "（004-fanout-event-loop）。");
        var edge = good(List.of("event-loop")).asked("event-loop").measured("fanout", "event-loop", fanout(2.4));
        assertThat(judge("Q01", edge).because().zh()).startsWith("未定：加速比的区间跨过预期范围（2.7 至 3.3）的边缘：event-loop（");
        assertThat(judge("Q01", new MadeUpRun()).because().zh()).isEqualTo("没有在任何目标上测量。");
    }

    /** A first answer whose check failed must not read as if it were an answer. */
    @ParameterizedTest
    @EnumSource(TrustCheck.class)
    void oneTrialWhoseTrustCheckFailedIsNoFirstAnswer(TrustCheck check) {
        var claim = CATALOGUE.claim("Q01").orElseThrow();
        var run = new MadeUpRun().asked("event-loop");
        switch (check.scope()) {
            case RUN -> run.measured("fanout", "event-loop", fanout(2.97)).found(check, State.FAILED, "as made up");
            case TRIAL -> run.measured("fanout", "event-loop", fanout(2.97).found(check, false, "as made up"));
        }

        Verdict verdict = judge("Q01", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.INCONCLUSIVE);
        if (claim.waiver(check).isEmpty()) {
            assertThat(verdict.reason())
                    .doesNotContain("First answer", "as expected")
                    .contains(check.name());
            assertThat(verdict.because().zh()).doesNotContain("初步答案", "符合预期").contains(check.name());
        } else {
            assertThat(verdict.reason()).startsWith("First answer: as expected");
        }
    }

    /** One target with one trial, another whose check failed: that takes the answer from itself alone, and is named. */
    @Test
    void firstAnswerOnOneTargetStandsBesideTheDoubtOnAnother() {
        var run = new MadeUpRun().asked("event-loop", "reactive");
        run.measured("fanout", "event-loop", fanout(2.97));
        run.measured("fanout", "reactive", fanout(2.97).found(TrustCheck.STEAL, false, "2 %"));

        Verdict verdict = judge("Q01", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.INCONCLUSIVE);
        assertThat(verdict.reason())
                .isEqualTo("First answer: as expected on event-loop (speed-up 2.97, expected 2.7 to 3.3); undecided on "
                        + "reactive: trust check STEAL failed in 1 of 1 trials (002-fanout-reactive: 2 %). "
                        + "There is one trial only, so the figure holds within one JVM.");
    }

    /** What was measured several times and is decided is more than a first answer: beside it one trial is a doubt like others. */
    @Test
    void oneTrialBesideDecidedTargetsIsNoFirstAnswer() {
        var run = good(List.of("event-loop")).asked("event-loop", "reactive");
        run.measured("fanout", "reactive", fanout(2.97));

        assertThat(judge("Q01", run).reason())
                .startsWith("Undecided on reactive: there is one trial only")
                .contains("holds on event-loop")
                .doesNotContain("First answer", "as expected");
    }

    /** Latencies of an open load mean nothing where more arrives than is answered. */
    @Test
    void latencyAboveCapacityDecidesNothing() {
        var run = new MadeUpRun().asked("event-loop").above("equal-rate-pool-40");
        for (int i = 0; i < 3; i++) {
            run.measured("users-10", "event-loop", waiting(200).asks("wait", Map.of("ms", "200"), 10));
            run.measured(
                    "users-10-one-at-a-time", "platform-threads", waiting(2_000).asks("wait", Map.of("ms", "200"), 10));
            run.measured("users-200", "event-loop", waiting(200).asks("wait", Map.of("ms", "200"), 200));
            run.measured(
                    "users-200-pool-40", "platform-threads", waiting(1_000).asks("wait", Map.of("ms", "200"), 200));
            run.measured("equal-rate", "event-loop", waiting(200).arriving(100));
            run.measured("equal-rate-pool-40", "platform-threads", waiting(900).arriving(100));
        }

        Verdict verdict = judge("Q19", run);

        assertThat(verdict.ruling()).isEqualTo(Ruling.INCONCLUSIVE);
        assertThat(verdict.reason())
                .contains(
                        "100 requests a second", "response speed-up could not be computed: more requests arrived than");
    }

    private static MadeUpTrial waiting(double millis) {
        return new MadeUpTrial().answered("wait", millis, Math.round(100_000 / millis));
    }

    @Test
    void adviceIsNotTestable() {
        Verdict verdict = judge("A01", new MadeUpRun());

        assertThat(verdict.ruling()).isEqualTo(Ruling.NOT_TESTABLE);
        assertThat(verdict.reason()).startsWith("A deadline that suits depends on");
    }

    private static Verdict judge(String claim, Observations run) {
        return Judge.judge(run, CATALOGUE.claim(claim).orElseThrow());
    }

    /** Three good trials of the fan-out on each target. */
    private static MadeUpRun good(List<String> targets) {
        var run = new MadeUpRun();
        targets.forEach(target -> run.measured("fanout", target, fanout(2.96), fanout(2.97), fanout(2.98)));
        return run;
    }

    private static MadeUpTrial fanout(double speedup) {
        return new MadeUpTrial().answered("serial", 300).answered("concurrent", 300 / speedup);
    }

    private static MadeUpTrial cpu(String mode, double speedup) {
        return new MadeUpTrial().answered("serial", 80).answered(mode, 80 / speedup);
    }

    /** Users who ask again at once: so many are answered in the window of two seconds. */
    private static MadeUpTrial inFlight(double millis, int atOnce) {
        return new MadeUpTrial()
                .answered("wait", millis, Math.round(MadeUpTrial.IN_FLIGHT_USERS * 2_000 / millis))
                .inFlightAtMost(atOnce);
    }
}

package claimbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import claimbench.harness.claim.Catalogue;
import claimbench.harness.claim.EarlyStop;
import claimbench.harness.claim.Evidence.Placement;
import claimbench.harness.claim.Judge;
import claimbench.harness.claim.MadeUpRun;
import claimbench.harness.claim.MadeUpTrial;
import claimbench.harness.claim.Verdict;
import claimbench.harness.result.RunRecord;
import claimbench.harness.result.RunRecord.StopReason;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.StoredRunException;
import claimbench.harness.result.TrustCheck;
import claimbench.harness.run.RoundReview;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a run that may stop early does: by what is stored of it, and by nothing else. */
class DecidedReviewTest {
    private static final Catalogue CATALOGUE = Catalogue.load();

    /** Q01 expects a speed-up of 2.7 to 3.3; with this noise it is 3, give or take little. */
    private static final double[] QUIET = {0.999, 1, 1.001, 1.0005, 0.9995};

    @TempDir
    private Path dir;

    @Test
    void decidedRunStopsAndSaysAfterWhichRound() throws Exception {
        store(run(QUIET).cutOffAfter(3));

        assertThat(look(3)).hasValueSatisfying(stop -> {
            assertThat(stop.round()).isEqualTo(3);
            assertThat(stop.reason()).isEqualTo(StopReason.DECIDED);
            assertThat(stop.detail()).contains("after round 3", "every interval", "decided");
        });
    }

    @Test
    void whatLiesOutsideIsDecidedAsWell() throws Exception {
        store(run(DoubleStream.of(QUIET).map(one -> 2 * one).toArray()).cutOffAfter(3));

        assertThat(look(3)).isPresent();
    }

    @Test
    void intervalAcrossAnEdgeKeepsTheRunGoing() throws Exception {
        store(run(1, 1.1, 0.9, 1.12, 0.95).cutOffAfter(3));

        assertThat(placement(verdict(StoredRun.load(dir)))).isEqualTo(Placement.STRADDLES);
        assertThat(look(3)).isEmpty();
    }

    @Test
    void oneOpenIntervalAmongDecidedOnesKeepsTheRunGoing() throws Exception {
        MadeUpRun run = run(QUIET);
        for (double noise : new double[] {1, 1.2, 0.9, 1.15, 0.95}) {
            run.measured("fanout", "reactive", trial(noise));
        }
        store(run.asked("event-loop", "reactive").cutOffAfter(3));

        assertThat(look(3)).isEmpty();
    }

    @Test
    void nobodyLooksBeforeTheThirdRoundHoweverClearItIs() throws Exception {
        store(run(QUIET));

        assertThat(look(1)).isEmpty();
        assertThat(look(2)).isEmpty();
        assertThat(look(EarlyStop.FIRST_LOOK)).isPresent();
    }

    @Test
    void lookIsMadeAtItsOwnLevelAndNotAtThatOfTheRun() throws Exception {
        double[] noise = {1, 1.025, 0.976, 1, 1};
        Verdict withoutLooks =
                Judge.judge(run(noise).cutOffAfter(3), CATALOGUE.claim("Q01").orElseThrow());
        assertThat(withoutLooks.level()).isEqualTo(0.95);
        assertThat(placement(withoutLooks)).isEqualTo(Placement.INSIDE);

        store(run(noise).cutOffAfter(3));

        Verdict atItsLook = verdict(StoredRun.load(dir));
        // Of the 5 %, the first of looks at 3, 4 and 5 rounds has (3/5)².
        assertThat(atItsLook.level()).isCloseTo(1 - 0.05 * 9 / 25, within(1e-9));
        assertThat(placement(atItsLook)).isEqualTo(Placement.STRADDLES);
        assertThat(look(3)).isEmpty();
    }

    @Test
    void failedCheckDoesNotKeepItGoingSinceNoNumberOfTrialsHealsIt() throws Exception {
        var run = new MadeUpRun();
        for (double noise : QUIET) {
            run.measured("fanout", "event-loop", trial(noise).found(TrustCheck.GENERATOR_LAG, false, "p95 9 ms"));
        }
        store(run.asked("event-loop").cutOffAfter(3));

        assertThat(verdict(StoredRun.load(dir)).ruling()).isEqualTo(Verdict.Ruling.INCONCLUSIVE);
        assertThat(look(3)).isPresent();
    }

    @Test
    void runOfWhichNothingCouldBeMeasuredGoesOn() throws Exception {
        var run = new MadeUpRun();
        for (int round = 1; round <= 5; round++) {
            run.measured("fanout", "event-loop", new MadeUpTrial().failedBecause("kaboom"));
        }
        store(run.asked("event-loop").cutOffAfter(3));

        assertThat(look(3)).isEmpty();
    }

    @Test
    void sameIsSaidWhenAskedAgain() throws Exception {
        store(run(QUIET).cutOffAfter(3));

        assertThat(look(3)).isEqualTo(look(3));
    }

    @Test
    void damagedRunIsNamedAndNotTakenForAnUndecidedOne() throws Exception {
        store(run(QUIET));
        try (var trials = Files.newDirectoryStream(dir.resolve("trials"))) {
            Files.writeString(trials.iterator().next().resolve("trial.json"), "{");
        }

        assertThatExceptionOfType(StoredRunException.class)
                .isThrownBy(() -> look(3))
                .withMessageContaining("trial.json");
    }

    @Test
    void runThatWasNotAskedToStopEarlyNeverDoes() throws Exception {
        MadeUpRun run = run(QUIET);
        run.writeTo(dir, List.of("Q01"), List.of("event-loop"));
        RunRecord record = StoredRun.load(dir).run();

        assertThat(DecidedReview.of(record, dir, CATALOGUE)).isSameAs(RoundReview.NEVER_STOP);
        assertThat(DecidedReview.of(record, dir, CATALOGUE).after(4)).isEmpty();
    }

    @Test
    void recordOfTheRunSaysHowManyTrialsWereSaved() throws Exception {
        store(run(QUIET).cutOffAfter(3));
        RunRecord record = StoredRun.load(dir).run();

        assertThat(record.with(look(3).orElseThrow()).stopped())
                .isEqualTo(new RunRecord.Stop(
                        3,
                        StopReason.DECIDED,
                        "stopped after round 3: every interval that a claim rests on was decided",
                        2));
    }

    private Optional<RunRecord.Stop> look(int round) throws Exception {
        return DecidedReview.of(StoredRun.load(dir).run(), dir, CATALOGUE).after(round);
    }

    private void store(MadeUpRun run) throws Exception {
        run.stopsEarly().writeTo(dir, List.of("Q01"), run.targetsAsked());
    }

    private static Placement placement(Verdict verdict) {
        return verdict.rows().getFirst().evidence().placement();
    }

    private static Verdict verdict(StoredRun run) {
        return Judge.judge(run, CATALOGUE).getFirst();
    }

    private static MadeUpRun run(double... noise) {
        var run = new MadeUpRun();
        for (double one : noise) {
            run.measured("fanout", "event-loop", trial(one));
        }
        return run.asked("event-loop");
    }

    private static MadeUpTrial trial(double noise) {
        return new MadeUpTrial()
                .answered("one-call", 101.5)
                .answered("two-serial", 203)
                .answered("serial", 300 * noise)
                .answered("concurrent", 100)
                .answered("unequal-serial", 304)
                .answered("unequal-concurrent", 203);
    }
}

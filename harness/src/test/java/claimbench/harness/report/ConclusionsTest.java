package claimbench.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.claim.MadeUpRun;
import claimbench.harness.claim.MadeUpTrial;
import claimbench.harness.report.Conclusions.Conclusion;
import claimbench.harness.report.Conclusions.Except;
import claimbench.harness.result.EnvironmentRecord;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.Trial.Finding;
import claimbench.harness.result.TrustCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConclusionsTest {
    private static final String RATIOS =
            "how many times as fast one way of doing the work is as another, on one target";

    @TempDir
    private Path dir;

    private static final EnvironmentRecord TWO_CORES = new EnvironmentRecord(
            EnvironmentRecord.SCHEMA, "Linux", "6", "x", "cpu", List.of(0, 1), 1, 1, "25", 1, true, 0, 1);
    private static final List<Finding> CLOCK = List.of(new Finding(TrustCheck.CLOCK_SOURCE, true, "tsc"));
    private static final String SHORT_TIMES = "times of some microseconds";
    private static final String SOONER = "which target answers sooner, or needs less CPU time a request";

    @Test
    void machineThatIsBusyWithOthersNowCannotMeasureNow() {
        var busy = new Finding(TrustCheck.OTHER_LOAD, false, "1.93 of 2 cores busy with others, at most 0.10 allowed");
        List<Conclusion> conclusions = Conclusions.ofMachine(TWO_CORES, CLOCK, List.of(busy));

        for (String statement : List.of(SHORT_TIMES, SOONER)) {
            Conclusion conclusion = of(conclusions, statement);
            assertThat(conclusion.can()).isFalse();
            assertThat(conclusion.except()).isNull();
            assertThat(conclusion.why().en()).isEqualTo("now OTHER_LOAD fails: " + busy.detail());
            assertThat(conclusion.why().zh()).isEqualTo("此刻 OTHER_LOAD 未通过：2 个核中有 1.93 个忙于其他程序，最多允许 0.10");
        }
    }

    @Test
    void machineThatNothingDisturbsCan() {
        List<Conclusion> conclusions = Conclusions.ofMachine(
                TWO_CORES,
                CLOCK,
                List.of(
                        new Finding(TrustCheck.OTHER_LOAD, true, "0.02 of 2 cores busy with others"),
                        Finding.unknown(TrustCheck.STEAL, "it may not tell"),
                        new Finding(TrustCheck.SWAP, true, "0 pages swapped in the window")));

        assertThat(of(conclusions, SHORT_TIMES).can()).isTrue();
        assertThat(of(conclusions, SOONER).can()).isTrue();
    }

    /** Its own reason is the better one. */
    @Test
    void whatTheMachineCannotBearAnywayKeepsItsReason() {
        var stolen = new Finding(TrustCheck.STEAL, false, "5.0 % of the cores' time");

        assertThat(of(Conclusions.ofMachine(TWO_CORES, List.of(), List.of(stolen)), SHORT_TIMES)
                        .why()
                        .en())
                .isEqualTo("the clock was not looked at");
    }

    /** A check that fails in all trials, and of which no statement knows anything, would be no check. */
    @ParameterizedTest
    @MethodSource("checksOfTrials")
    void checkThatFailedInEveryTrialLeavesSomeStatementUnsaid(TrustCheck check) throws IOException {
        List<Conclusion> sound = ofRun("sound", check, true, true, true);
        List<Conclusion> failed = ofRun("failed", check, false, false, false);
        List<Conclusion> once = ofRun("once", check, true, false, true);

        List<Integer> changed = IntStream.range(0, sound.size())
                .filter(statement ->
                        sound.get(statement).can() && !failed.get(statement).can())
                .boxed()
                .toList();
        assertThat(changed).isNotEmpty();
        assertThat(changed).allSatisfy(statement -> {
            assertThat(failed.get(statement).except()).isNull();
            assertThat(failed.get(statement).why().en()).isEqualTo(check + " failed in 3 of 3 trials");
            assertThat(failed.get(statement).why().zh()).isEqualTo("3 次试验中，" + check + " 有 3 次未通过");
            assertThat(once.get(statement).can()).isFalse();
            assertThat(once.get(statement).except()).isEqualTo(new Except(1, 3));
        });
    }

    static Stream<TrustCheck> checksOfTrials() {
        return Arrays.stream(TrustCheck.values()).filter(check -> check.scope() == TrustCheck.Scope.TRIAL);
    }

    /** Both sides of a ratio on one target have them alike. */
    @ParameterizedTest
    @EnumSource(names = {"POOL_SIZES", "CPU_SETS", "UPSTREAM_LATENESS"})
    void whatDiffersBetweenTargetsLeavesRatiosOnOneTarget(TrustCheck check) throws IOException {
        List<Conclusion> conclusions = ofRun("run", check, false, false, false);

        assertThat(of(conclusions, SOONER).can()).isFalse();
        assertThat(of(conclusions, RATIOS).can()).isTrue();
    }

    /** Of a run of three trials, in which a check passed or failed. */
    private List<Conclusion> ofRun(String name, TrustCheck check, boolean... passed) throws IOException {
        var trials = new MadeUpTrial[passed.length];
        for (int trial = 0; trial < passed.length; trial++) {
            trials[trial] = new MadeUpTrial()
                    .answered("serial", 304)
                    .answered("concurrent", 102)
                    .found(check, passed[trial], "as planted");
        }
        Path run = Files.createDirectory(dir.resolve(name));
        new MadeUpRun()
                .measured("fanout", "event-loop", trials)
                .asked("event-loop")
                .writeTo(run, List.of("Q01"), MadeUpRun.TARGETS);
        return Conclusions.ofRun(StoredRun.load(run));
    }

    private static Conclusion of(List<Conclusion> all, String statement) {
        return all.stream()
                .filter(conclusion -> conclusion.what().en().equals(statement))
                .findFirst()
                .orElseThrow();
    }
}

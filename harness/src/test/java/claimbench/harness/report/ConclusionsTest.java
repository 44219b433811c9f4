package claimbench.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.report.Conclusions.Conclusion;
import claimbench.harness.result.EnvironmentRecord;
import claimbench.harness.result.Trial.Finding;
import claimbench.harness.result.TrustCheck;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConclusionsTest {
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
                        new Finding(TrustCheck.SWAP, false, "2 pages swapped in the window")));

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

    private static Conclusion of(List<Conclusion> all, String statement) {
        return all.stream()
                .filter(conclusion -> conclusion.what().en().equals(statement))
                .findFirst()
                .orElseThrow();
    }
}

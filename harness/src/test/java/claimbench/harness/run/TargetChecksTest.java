package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import claimbench.harness.result.Condition;
import claimbench.harness.result.CpuSets;
import claimbench.harness.result.Trial.Finding;
import claimbench.harness.result.Trial.Finding.State;
import claimbench.harness.result.TrustCheck;
import claimbench.harness.result.Workload;
import claimbench.harness.run.TargetChecks.Held;
import claimbench.harness.run.TargetChecks.Waited;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TargetChecksTest {
    private static final long MILLI = 1_000_000;
    private static final OptionalDouble AT_ONCE = OptionalDouble.of(2e6);
    private static final OptionalDouble LATE = OptionalDouble.of(900e6);

    @Test
    void oneAnswerThatCameSoonerThanItCouldIsFound() {
        assertThat(TargetChecks.early(Map.of("wait", waited(100, 20, 98))).state())
                .as("clocks differ by so much")
                .isEqualTo(State.PASSED);
        Finding early = TargetChecks.early(Map.of("wait", waited(100, 20, 97)));
        assertThat(early.check()).isEqualTo(TrustCheck.EARLY_ANSWERS);
        assertThat(early.state()).isEqualTo(State.FAILED);
        assertThat(early.detail()).isEqualTo("wait was answered after 97.0 ms, and had asked for 100.0 ms");
        assertThat(TargetChecks.early(Map.of("wait", waited(100, 0, 0))).state())
                .as("nothing was answered")
                .isEqualTo(State.PASSED);
    }

    @Test
    void lockIsToldFromABlockedLoopByAQuestionThatAsksForNoTime() {
        // Ten users, each of whom asks for a tenth of a second: ten answers a second, of a hundred that could be.
        Map<String, Waited> oneAfterAnother = Map.of("wait", waited(100, 20, 900));

        List<Finding> lock = TargetChecks.atOnce(oneAfterAnother, 2, 10, AT_ONCE);
        assertThat(lock)
                .extracting(Finding::check, Finding::state)
                .containsExactly(
                        tuple(TrustCheck.ONE_AT_A_TIME, State.FAILED), tuple(TrustCheck.BLOCKED_LOOP, State.PASSED));
        assertThat(lock.getFirst().detail())
                .isEqualTo("1.0 requests of 10 users waited at once; a question that asks for no time took 2.0 ms");
        assertThat(TargetChecks.atOnce(oneAfterAnother, 2, 10, LATE))
                .extracting(Finding::check, Finding::state)
                .containsExactly(
                        tuple(TrustCheck.ONE_AT_A_TIME, State.PASSED), tuple(TrustCheck.BLOCKED_LOOP, State.FAILED));
        assertThat(TargetChecks.atOnce(oneAfterAnother, 2, 10, OptionalDouble.empty()))
                .extracting(Finding::state)
                .as("nobody asked")
                .containsExactly(State.FAILED, State.UNKNOWN);
    }

    /** As recorded: ten users who ask for 200 ms each of a pool of one, in a window of 1.5 s. */
    @Test
    void baselineThatIsMeantToServeOneAtATimeIsNotInDoubtWhereItDoes() {
        Map<String, Waited> recorded = Map.of("wait", waited(200, 7, 201));

        assertThat(TargetChecks.inTurn(recorded, 1.5, 10))
                .extracting(Finding::check, Finding::state, Finding::detail)
                .containsExactly(
                        tuple(
                                TrustCheck.ONE_AT_A_TIME,
                                State.PASSED,
                                "0.9 requests of 10 users waited at once, as this baseline is meant to"),
                        tuple(
                                TrustCheck.BLOCKED_LOOP,
                                State.UNKNOWN,
                                "0.9 requests of 10 users waited at once, as this baseline is meant to"));
        assertThat(TargetChecks.inTurn(Map.of("wait", waited(200, 72, 201)), 1.5, 10))
                .extracting(Finding::state)
                .as("what is compared with is not what it is said to be")
                .containsExactly(State.FAILED, State.UNKNOWN);
    }

    @Test
    void thoseWhoWaitAtOncePassHoweverLongAQuestionTakes() {
        // A pool of two hundred threads, all in use: the question stands in its queue.
        assertThat(TargetChecks.atOnce(Map.of("wait", waited(500, 800, 2_500)), 2, 1_050, LATE))
                .extracting(Finding::state)
                .containsExactly(State.PASSED, State.PASSED);
        assertThat(TargetChecks.atOnce(
                        Map.of("serial", waited(300, 30, 301), "concurrent", waited(100, 30, 101)), 2, 10, AT_ONCE))
                .extracting(Finding::detail)
                .containsOnly("6.0 requests of 10 users waited at once");
    }

    @Test
    void fewUsersOrShortWaitsShowNothing() {
        assertThat(TargetChecks.atOnce(Map.of("wait", waited(100, 20, 100)), 2, 7, AT_ONCE))
                .isEmpty();
        assertThat(TargetChecks.atOnce(Map.of("wait", waited(19, 20, 19)), 2, 10, AT_ONCE))
                .isEmpty();
    }

    @Test
    void whateverATargetKeepsIsALeak() {
        Held honest = held(61, 61, 288, 64);
        assertThat(TargetChecks.leak(honest).state()).isEqualTo(State.PASSED);
        assertThat(TargetChecks.leak(held(62, 0, 0, 0)).detail())
                .isEqualTo("62 more files open in the window, at most 61 allowed");
        assertThat(TargetChecks.leak(held(0, 62, 0, 0)).detail()).isEqualTo("62 more threads, at most 61 allowed");
        assertThat(TargetChecks.leak(held(0, 0, 289, 0)).detail())
                .isEqualTo("289 MiB more resident, at most 288 MiB allowed");
        Finding heap = TargetChecks.leak(held(0, 0, 0, 65));
        assertThat(heap.check()).isEqualTo(TrustCheck.LEAK);
        assertThat(heap.state()).isEqualTo(State.FAILED);
        assertThat(heap.detail()).isEqualTo("65 MiB of heap in use after the load, at most 64 MiB allowed");
    }

    @Test
    void targetOfWhichNothingIsShownIsNotKnownToLetGo() {
        var nothing = new Held(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1,
                OptionalLong.empty(),
                OptionalLong.of(1 << 30));

        assertThat(TargetChecks.leak(nothing).state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void largestHeapIsReadFromFlags() {
        assertThat(TargetChecks.heapMax(List.of("-Xms1m", "-Xmx256m", "-XX:+UseSerialGC")))
                .hasValue(256 << 20);
        assertThat(TargetChecks.heapMax(List.of("-Xmx1m", "-Xmx2G")))
                .as("the last one counts")
                .hasValue(2L << 30);
        assertThat(TargetChecks.heapMax(List.of("-Xmxlots"))).isEmpty();
    }

    @Test
    void middleOfSomeDurations() {
        assertThat(TargetChecks.median(List.of())).isEmpty();
        assertThat(TargetChecks.median(List.of(Duration.ofNanos(9), Duration.ofNanos(1), Duration.ofNanos(3))))
                .hasValue(3);
        assertThat(TargetChecks.median(List.of(Duration.ofNanos(4), Duration.ofNanos(1))))
                .hasValue(2.5);
    }

    @Test
    void timeThatIsAskedForIsInTheRequest() {
        assertThat(AskedTime.nanos("/wait?ms=20")).hasValue(20 * MILLI);
        assertThat(AskedTime.nanos("/fanout?calls=3&mode=serial&ms=100")).hasValue(300 * MILLI);
        assertThat(AskedTime.nanos("/fanout?calls=2&mode=serial&ms=100,200")).hasValue(300 * MILLI);
        assertThat(AskedTime.nanos("/fanout?calls=2&mode=concurrent&ms=100,200"))
                .hasValue(200 * MILLI);
        assertThat(AskedTime.nanos("/fanout?calls=2&mode=concurrent&ms=100&distribution=exponential"))
                .as("drawn by the upstream")
                .isEmpty();
        assertThat(AskedTime.nanos("/plaintext")).isEmpty();
    }

    @Test
    void timesAreKnownOfScenariosThatOnlyWait() {
        assertThat(AskedTime.nanosByRequest(condition("wait", Map.of("ms", "5"))))
                .containsExactly(Map.entry("wait", 5 * MILLI));
        assertThat(AskedTime.nanosByRequest(condition("fanout", Map.of("calls", "3", "ms", "100"))))
                .containsEntry("serial", 300 * MILLI)
                .containsEntry("concurrent", 100 * MILLI)
                .hasSize(6);
        assertThat(AskedTime.nanosMin(condition("fanout", Map.of("calls", "3", "ms", "100"))))
                .hasValue(100 * MILLI);
        assertThat(AskedTime.nanosMin(condition("cpu", Map.of()))).isEmpty();
        assertThat(AskedTime.nanosByRequest(condition("cpu", Map.of()))).isEmpty();
        assertThat(AskedTime.nanosByRequest(condition("unheard-of", Map.of()))).isEmpty();
    }

    private static Condition condition(String scenario, Map<String, String> parameters) {
        return new Condition(
                "made-up",
                "target",
                scenario,
                parameters,
                Workload.closed(10, 1, 1),
                new CpuSets(List.of(), List.of(), List.of()));
    }

    private static Waited waited(long askedMillis, long answered, long shortestMillis) {
        return new Waited(askedMillis * MILLI, answered, shortestMillis * MILLI);
    }

    /** Of a load that needs ten connections, and a heap of 256 MiB. */
    private static Held held(int files, int threads, long residentMebibytes, long liveMebibytes) {
        return new Held(
                Optional.of(files),
                Optional.of(threads),
                Optional.of(residentMebibytes << 20),
                10,
                OptionalLong.of(256 << 20),
                OptionalLong.of(liveMebibytes << 20));
    }
}

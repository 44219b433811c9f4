package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.result.CpuSets;
import claimbench.harness.result.RunChecks;
import claimbench.harness.result.RunChecks.Ceiling;
import claimbench.harness.result.RunChecks.Freeze;
import claimbench.harness.result.RunChecks.Reading;
import claimbench.harness.result.RunChecks.Witness;
import claimbench.harness.result.Trial.Finding;
import claimbench.harness.result.Trial.Finding.State;
import claimbench.harness.result.TrustCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCheckerTest {
    private static final CpuSets ANYWHERE = new CpuSets(List.of(), List.of(), List.of());

    @TempDir
    private Path dir;

    private final List<String> told = new ArrayList<>();

    @AfterEach
    void noProcessIsLeftBehind() {
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    void ceilingThatWasDisturbedIsMeasuredAgainUntilOneIsNot() throws Exception {
        var numbers = new ArrayList<Integer>();

        Ceiling ceiling = RunChecker.highest(number -> {
            numbers.add(number);
            return new RunChecker.Attempt(new Ceiling(64, 2_000 * number, null), number < 2);
        });

        assertThat(ceiling.requestsPerSecond()).isEqualTo(4_000);
        assertThat(numbers).containsExactly(1, 2);
    }

    @Test
    void ceilingOfAMachineThatIsDisturbedAllTheTimeIsTheHighestOfThree() throws Exception {
        double[] requestsPerSecond = {5_000, 6_000, 4_000};

        Ceiling ceiling = RunChecker.highest(
                number -> new RunChecker.Attempt(new Ceiling(64, requestsPerSecond[number - 1], null), true));

        assertThat(ceiling.requestsPerSecond()).isEqualTo(6_000);
    }

    @Test
    void ceilingThatNothingDisturbedIsMeasuredOnce() throws Exception {
        Ceiling ceiling = RunChecker.highest(number -> {
            assertThat(number).isEqualTo(1);
            return new RunChecker.Attempt(new Ceiling(64, 8_000, null), false);
        });

        assertThat(ceiling.requestsPerSecond()).isEqualTo(8_000);
    }

    @Test
    void generatorThatWaitsForAFrozenServerIsFoundSinceItShowsOneLateResponse() throws Exception {
        // It sends its next request when the last one is answered, and so leaves out all that it should have sent.
        Freeze freeze = checker().freeze(dir);
        Finding finding = RunChecker.frozen(freeze);

        assertThat(freeze.frozenMillis()).isGreaterThanOrEqualTo(1_000);
        assertThat(freeze.late()).isBetween(1L, freeze.expected() / 4);
        assertThat(finding.check()).isEqualTo(TrustCheck.FREEZE);
        assertThat(finding.state()).isEqualTo(State.FAILED);
    }

    @Test
    void frozenServerMustShowAboutAsManyLateResponsesAsWereDue() {
        assertThat(RunChecker.frozen(new Freeze(200, 1_000, 100, 180, 178)).state())
                .isEqualTo(State.PASSED);
        assertThat(RunChecker.frozen(new Freeze(200, 1_000, 100, 180, 1)).detail())
                .isEqualTo(
                        "1 responses took over 100 ms, and about 180 have to: the server stood still for 1000 ms, with 200 requests/s due");
        assertThat(RunChecker.frozen(new Freeze(200, 1_000, 100, 180, 143)).state())
                .isEqualTo(State.FAILED);
    }

    @Test
    void checksAreStoredAndNotMadeAgainWhenARunIsFinished() throws Exception {
        RunChecks made = checker().ofRun(dir, RunChecker.Extent.CEILING, null, told::add);

        assertThat(made.ceiling()).isNotNull();
        assertThat(Objects.requireNonNull(made.ceiling()).requestsPerSecond()).isPositive();
        assertThat(made.findings())
                .extracting(Finding::check)
                .contains(TrustCheck.CLOCK_SOURCE, TrustCheck.FREQUENCY_GOVERNOR, TrustCheck.LOOPBACK_MTU);
        assertThat(told).hasSize(1);
        assertThat(RunChecks.read(dir)).isEqualTo(made);
        assertThat(checker().ofRun(dir, RunChecker.Extent.ALL, null, told::add)).isEqualTo(made);
        assertThat(told).hasSize(1);
    }

    @Test
    void everyCheckOfARunIsMadeOrSaidWhyNot() throws Exception {
        assertThat(checker()
                        .check(dir, RunChecker.Extent.MACHINE, null, told::add)
                        .findings())
                .allSatisfy(finding -> assertThat(finding.detail()).isNotBlank())
                .extracting(Finding::check)
                .containsExactlyInAnyOrderElementsOf(EnumSet.allOf(TrustCheck.class).stream()
                        .filter(check -> check.scope() == TrustCheck.Scope.RUN)
                        .toList());
    }

    @Test
    void generatorThatCannotBeMeasuredEndsNothing() throws Exception {
        RunChecks made = new RunChecker(new DummyPrograms("crash"), RunnerTest.BOUNDS, List.of(0), ANYWHERE)
                .check(dir, RunChecker.Extent.CEILING, null, told::add);

        assertThat(made.ceiling()).isNull();
        assertThat(made.findings())
                .filteredOn(finding -> finding.check() == TrustCheck.GENERATOR_CEILING)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.state()).isEqualTo(State.UNKNOWN);
                    assertThat(finding.detail()).contains("could not be measured", "no load today");
                });
    }

    @Test
    void toolsThatAgreeWithinTheirOwnNoiseDoAgree() {
        Finding finding = WitnessCheck.agreement(witness(
                List.of(reading(1_000, 20, 22), reading(1_002, 20.1, 25)),
                List.of(reading(1_010, 20.2, 21), reading(1_008, 20.1, 21.5))));

        assertThat(finding.state()).isEqualTo(State.PASSED);
        assertThat(finding.detail())
                .startsWith("agrees within noise on event-loop /wait?ms=20 with 50 users (Gatling / wrk): requests/s")
                .contains("1,001 / 1,009 (-0.8 %, noise 5 %)", "p50 20.05 ms / 20.15 ms");
    }

    @Test
    void toolThatSeesAnotherServerIsShown() {
        Finding finding = WitnessCheck.agreement(witness(
                List.of(reading(800, 20, 22), reading(802, 20, 22)),
                List.of(reading(1_010, 20, 22), reading(1_008, 20, 22))));

        assertThat(finding.check()).isEqualTo(TrustCheck.SECOND_WITNESS);
        assertThat(finding.state()).isEqualTo(State.FAILED);
        assertThat(finding.detail()).startsWith("disagrees beyond noise").contains("801 / 1,009 (-20.6 %, noise 5 %)");
    }

    @Test
    void differenceThatEachToolShowsByItselfIsNoise() {
        assertThat(WitnessCheck.agreement(witness(
                                List.of(reading(920, 20, 22), reading(1_000, 20, 22)),
                                List.of(reading(1_010, 20, 22), reading(1_008, 20, 22))))
                        .state())
                .isEqualTo(State.PASSED);
    }

    @Test
    void toolsThatDifferFromThemselvesByMoreThanTwiceTheLimitTellNothing() {
        Finding finding = WitnessCheck.agreement(witness(
                List.of(reading(800, 20, 22), reading(1_000, 20, 22)),
                List.of(reading(1_010, 20, 22), reading(1_008, 20, 22))));

        assertThat(finding.state()).isEqualTo(State.UNKNOWN);
        assertThat(finding.detail())
                .startsWith("the noise is too large to tell on event-loop /wait?ms=20 with 50 users (Gatling / wrk):")
                .contains(
                        "900 / 1,009 (-10.8 %, noise 25 %, too much over 10 %)",
                        "p50 20.00 ms / 20.00 ms (+0.0 %, noise 5 %)");
    }

    @Test
    void differenceBeyondEvenALargeNoiseIsOne() {
        assertThat(WitnessCheck.agreement(witness(
                                List.of(reading(400, 20, 22), reading(500, 20, 22)),
                                List.of(reading(1_010, 20, 22), reading(1_008, 20, 22))))
                        .state())
                .isEqualTo(State.FAILED);
    }

    private static RunChecker checker() {
        return new RunChecker(new DummyPrograms(), RunnerTest.BOUNDS, List.of(0), ANYWHERE);
    }

    private static Witness witness(List<Reading> gatling, List<Reading> wrk) {
        return new Witness("event-loop", "/wait?ms=20", 50, gatling, wrk);
    }

    private static Reading reading(double requestsPerSecond, double millisP50, double millisP99) {
        return new Reading(requestsPerSecond, (long) (millisP50 * 1e6), (long) (millisP99 * 1e6));
    }
}

package claimbench.harness.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EarlyStopTest {
    private static final Catalogue CATALOGUE = Catalogue.load();

    @Test
    void looksTogetherAreWrongNoOftenerThanTheLevelSays() {
        for (int rounds : new int[] {EarlyStop.ROUNDS_MIN, 5, 10, 50}) {
            double wrong = IntStream.rangeClosed(EarlyStop.FIRST_LOOK, rounds)
                    .mapToDouble(whole -> 1 - EarlyStop.level(0.95, rounds, whole))
                    .sum();
            assertThat(wrong).as("%s rounds", rounds).isCloseTo(0.05, within(1e-12));
        }
    }

    @Test
    void everyLookIsStricterThanTheLevel() {
        assertThat(IntStream.rangeClosed(1, 10).mapToDouble(whole -> EarlyStop.level(0.95, 10, whole)))
                .allSatisfy(level -> assertThat(level).isGreaterThan(0.95).isLessThan(1));
    }

    @Test
    void whatIsCutOffBeforeTheFirstLookIsJudgedAsStrictlyAsThat() {
        assertThat(EarlyStop.level(0.95, 10, 0)).isEqualTo(EarlyStop.level(0.95, 10, 3));
        assertThat(EarlyStop.level(0.95, 10, 2)).isEqualTo(EarlyStop.level(0.95, 10, 3));
    }

    @Test
    void runIsDecidedWhenNoIntervalReachesAcrossAnEdge() {
        // That too few requests are in flight is decided, too: outside.
        assertThat(EarlyStop.decided(judge(quiet(), "Q01", "Q13"))).isTrue();
        assertThat(EarlyStop.decided(judge(straddling(), "Q01"))).isFalse();
    }

    @Test
    void nothingMeasuredIsNotDecided() {
        assertThat(EarlyStop.decided(judge(new MadeUpRun(), "Q01"))).isFalse();
    }

    @Test
    void runThatIsLookedAtIsJudgedAtTheLevelOfItsLook() {
        MadeUpRun run = quiet();
        double plain = width(judge(run, "Q01"));

        assertThat(width(judge(run.judgedAt(0.995), "Q01"))).isGreaterThan(plain);
    }

    private static double width(List<Verdict> verdicts) {
        Evidence evidence = verdicts.getFirst().rows().getFirst().evidence();
        return Objects.requireNonNull(evidence.high()) - Objects.requireNonNull(evidence.low());
    }

    private static List<Verdict> judge(MadeUpRun run, String... claims) {
        return Judge.judge(
                run,
                List.of(claims).stream()
                        .map(id -> CATALOGUE.claim(id).orElseThrow())
                        .toList());
    }

    private static MadeUpRun quiet() {
        var run = new MadeUpRun();
        for (double noise : new double[] {0.999, 1, 1.0005, 1.001, 0.9995}) {
            run.measured("fanout", "event-loop", fanout(noise));
            run.measured(
                    "in-flight",
                    "event-loop",
                    new MadeUpTrial().answered("wait", 505 * noise, 4_158).inFlightAtMost(200));
        }
        return run.asked("event-loop");
    }

    private static MadeUpRun straddling() {
        var run = new MadeUpRun();
        for (double noise : new double[] {0.8, 1, 1.2, 0.9, 1.1}) {
            run.measured("fanout", "event-loop", fanout(noise));
        }
        return run.asked("event-loop");
    }

    private static MadeUpTrial fanout(double noise) {
        return new MadeUpTrial()
                .answered("one-call", 101.5)
                .answered("two-serial", 203)
                .answered("serial", 304 * noise)
                .answered("concurrent", 102.5)
                .answered("unequal-serial", 304)
                .answered("unequal-concurrent", 203);
    }
}

package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import claimbench.harness.run.WarmUp.Burst;
import org.junit.jupiter.api.Test;

/** Made-up warm-ups: each ends when it may, and those that do not settle never. */
class WarmUpTest {
    private static final double[] NOISE = {1, 1.01, 0.99, 1.005, 0.995, 1.002, 0.998, 1.01, 0.99, 1};

    private final WarmUp warmUp = new WarmUp();

    @Test
    void loadThatIsTheSameFromTheBeginningHasSettledAsSoonAsThatCanBeSeen() {
        assertThat(run(10, 400, 1, 0)).isEqualTo(6);
        assertThat(warmUp.settledAfter()).hasValue(6);
    }

    @Test
    void loadThatStillGrowsHasNotSettled() {
        for (int second = 1; second <= 30; second++) {
            assertThat(warmUp.add(new Burst(100 * second, 1e6, 0)))
                    .as("second " + second)
                    .isFalse();
        }
        assertThat(warmUp.settledAfter()).isEmpty();
    }

    @Test
    void answersThatStillGetQuickerHaveNotSettled() {
        for (int second = 1; second <= 15; second++) {
            assertThat(warmUp.add(new Burst(400, 1e6 * Math.pow(0.9, second), 0)))
                    .isFalse();
        }
    }

    @Test
    void compilerAtWorkHoldsItUpUntilItIsIdle() {
        assertThat(run(8, 400, 1, 0.3)).isZero();
        assertThat(run(8, 400, 1, 0.01)).as("three idle bursts").isEqualTo(3);
    }

    @Test
    void burstsThatDifferAmongThemselvesAsMuchAsBeforeHaveSettled() {
        for (int second = 0; second < 5; second++) {
            warmUp.add(new Burst(second % 2 == 0 ? 40 : 60, 1e8, 0));
        }
        assertThat(warmUp.add(new Burst(60, 1e8, 0))).isTrue();
    }

    @Test
    void targetThatAnswersNothingHasNotSettled() {
        assertThat(run(10, 0, 0, 0)).isZero();
    }

    @Test
    void metersOfTheGeneratorAreAddedUpOverItsRequests() {
        String meters = """
                # TYPE claimbench_generator_requests_seconds histogram
                claimbench_generator_requests_seconds_bucket{outcome="success",process="generator",request="a",le="0.1"} 7
                claimbench_generator_requests_seconds_count{outcome="success",process="generator",request="a"} 10
                claimbench_generator_requests_seconds_count{outcome="success",process="generator",request="b"} 5
                claimbench_generator_requests_seconds_count{outcome="failure",process="generator",request="b"} 99
                claimbench_generator_requests_seconds_sum{outcome="success",process="generator",request="a"} 1.5
                claimbench_generator_requests_seconds_sum{outcome="success",process="generator",request="b"} 0.25
                """;

        assertThat(WarmUpWatch.sum(meters, "count")).isEqualTo(15);
        assertThat(WarmUpWatch.sum(meters, "sum")).isCloseTo(1.75, within(1e-12));
    }

    /** So many bursts; after which of them it had settled, 0 for none. */
    private int run(int bursts, double answers, double millis, double compilerShare) {
        for (int second = 0; second < bursts; second++) {
            if (warmUp.add(new Burst(answers * NOISE[second], millis * 1e6 * NOISE[second], compilerShare))) {
                return second + 1;
            }
        }
        return 0;
    }
}

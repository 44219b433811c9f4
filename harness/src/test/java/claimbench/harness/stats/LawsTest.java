package claimbench.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import claimbench.contract.Distribution;
import claimbench.harness.stats.Laws.Latencies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LawsTest {

    @Test
    void equalCallsAreAsManyTimesAsFastAsThereAreCalls() {
        assertThat(Laws.fanOut(Latencies.FIXED, 3)).isEqualTo(3);
        assertThat(Laws.fanOut(Latencies.FIXED, 50)).isEqualTo(50);
    }

    /** k/H_k by hand: 3/(1 + 1/2 + 1/3) = 18/11. */
    @Test
    void exponentialCallsNeedThreeTimesAsMany() {
        assertThat(Laws.fanOut(Latencies.EXPONENTIAL, 1)).isEqualTo(1);
        assertThat(Laws.fanOut(Latencies.EXPONENTIAL, 3)).isCloseTo(18 / 11.0, within(1e-12));
        assertThat(Laws.fanOut(Latencies.EXPONENTIAL, 8)).isLessThan(3);
        assertThat(Laws.fanOut(Latencies.EXPONENTIAL, 9)).isGreaterThan(3);
    }

    /** The upstream's own draws, whose mean the theory is about. */
    @ParameterizedTest
    @EnumSource(Latencies.class)
    void lawOfFanOutIsThatOfTheUpstreamsDraws(Latencies latencies) {
        Distribution distribution = Distribution.valueOf(latencies.name());
        for (int calls : new int[] {2, 5, 20}) {
            double sums = 0;
            double maxima = 0;
            for (int seed = 0; seed < 40_000; seed++) {
                double longest = 0;
                for (int call = 0; call < calls; call++) {
                    double latency = distribution.latencyMs(100, seed, call);
                    sums += latency;
                    longest = Math.max(longest, latency);
                }
                maxima += longest;
            }
            assertThat(sums / maxima).isCloseTo(Laws.fanOut(latencies, calls), within(0.02 * calls));
        }
    }

    @ParameterizedTest
    @EnumSource(Latencies.class)
    void moreCallsNeverBringLess(Latencies latencies) {
        for (int calls = 2; calls <= 100; calls++) {
            assertThat(Laws.fanOut(latencies, calls))
                    .isGreaterThan(Laws.fanOut(latencies, calls - 1))
                    .isLessThanOrEqualTo(calls);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 2", "1, 2, 1.5", "3, 1, 1.3333333333", "1, 1000, 1.001"})
    void twoOperationsNeverBringMoreThanTwice(double a, double b, double expected) {
        assertThat(Laws.pair(a, b)).isCloseTo(expected, within(1e-9)).isLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"1, 40, 1", "40, 40, 1", "400, 40, 10", "1000, 200, 5", "10, 1, 10"})
    void baselineDecidesWhatACrowdShows(double users, double pool, double expected) {
        assertThat(Laws.crowd(users, Double.POSITIVE_INFINITY, pool)).isCloseTo(expected, within(1e-9));
    }

    @Test
    void serverThatIsFullBringsNoMore() {
        assertThat(Laws.crowd(10_000, 200, 40)).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"4, 0, 1", "4, 0.25, 1.3333333333", "4, 0.5, 2", "4, 0.75, 4", "4, 0.9, 4", "4, 1, 4"})
    void turnsPayAsMuchAsTheWaitingAllows(int tasks, double share, double expected) {
        assertThat(Laws.turns(tasks, share)).isCloseTo(expected, within(1e-9));
    }

    @Test
    void amdahlsLawHasItsLimits() {
        assertThat(Laws.amdahl(4, 0)).isEqualTo(4);
        assertThat(Laws.amdahl(4, 1)).isEqualTo(1);
        assertThat(Laws.amdahl(1e9, 0.1)).isCloseTo(10, within(1e-6));
    }

    @Test
    void littlesLawMultiplies() {
        assertThat(Laws.inFlight(2_000, 0.5)).isEqualTo(1_000);
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> Laws.fanOut(Latencies.FIXED, 0)).hasMessage("calls must be at least 1.0, not 0.0");
        assertThatThrownBy(() -> Laws.pair(0, 1)).hasMessage("a must be positive, not 0.0");
        assertThatThrownBy(() -> Laws.turns(4, 1.1)).hasMessage("waitingShare must be from 0 to 1, not 1.1");
        assertThatThrownBy(() -> Laws.amdahl(Double.NaN, 0)).hasMessageStartingWith("cores must be at least 1.0");
    }
}

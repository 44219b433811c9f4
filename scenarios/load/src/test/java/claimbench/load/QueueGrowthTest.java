package claimbench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SortedMap;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class QueueGrowthTest {
    private static final Offset<Double> ROUNDING = Offset.offset(1e-9);

    /** At 100 arrivals a second and 80 answers, each second leaves 20, which take a quarter of a second. */
    @Test
    void growthIsWhatIsLeftOfEachSecond() {
        double growth = QueueGrowth.of(medians(100, 350, 600, 850));

        assertThat(growth).isEqualTo(0.25, ROUNDING);
        assertThat(QueueGrowth.answeredShare(growth)).isEqualTo(0.8, ROUNDING);
    }

    @Test
    void oneBadSecondMovesItLittle() {
        assertThat(QueueGrowth.of(medians(100, 100, 5_000, 100, 100, 100))).isEqualTo(0, ROUNDING);
    }

    @Test
    void whoeverGetsFasterAnswersAllAndNoMore() {
        double growth = QueueGrowth.of(medians(300, 200, 100));

        assertThat(growth).isNegative();
        assertThat(QueueGrowth.answeredShare(growth)).isEqualTo(1);
    }

    @Test
    void longWindowIsReadAsWell() {
        long[] millis = new long[3_600];
        for (int second = 0; second < millis.length; second++) {
            millis[second] = 50 + 2L * second;
        }

        assertThat(QueueGrowth.of(medians(millis))).isEqualTo(0.002, ROUNDING);
    }

    @Test
    void lessThanTwoSecondsShowNothing() {
        assertThat(QueueGrowth.of(medians())).isZero();
        assertThat(QueueGrowth.of(medians(900))).isZero();
    }

    private static SortedMap<Long, Long> medians(long... millis) {
        var medians = new TreeMap<Long, Long>();
        for (int second = 0; second < millis.length; second++) {
            medians.put(7_000L + 1_000L * second, millis[second] * 1_000_000);
        }
        return medians;
    }
}

package claimbench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecondsTest {
    @Test
    void nothingIsRecordedOfNothing() {
        Seconds.Merged merged = Seconds.merged(List.of(new Seconds(), new Seconds()));

        assertThat(merged.seconds()).isEmpty();
        assertThat(merged.count()).isZero();
        assertThat(merged.of(3).getTotalCount()).isZero();
    }

    /** In order, in any order, with gaps: what was recorded in a second is what one histogram of it would have. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5, 70})
    void everySecondHasItsValues(int disorder) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(disorder);
        List<Seconds> threads = new ArrayList<>();
        Map<Integer, Histogram> expected = new TreeMap<>();
        var all = new Histogram(Seconds.SIGNIFICANT_DIGITS);
        for (int thread = 0; thread < 3; thread++) {
            var seconds = new Seconds();
            for (int number = 0; number < 6_000; number++) {
                // From the warm-up on; one second has nothing.
                int second = number / 100 - 10 - (disorder == 0 ? 0 : random.nextInt(disorder));
                if (second == 17) {
                    continue;
                }
                long nanos = random.nextLong(1L << random.nextInt(1, 40));
                seconds.record(second, nanos);
                expected.computeIfAbsent(second, _ -> new Histogram(Seconds.SIGNIFICANT_DIGITS))
                        .recordValue(nanos);
                all.recordValue(nanos);
            }
            threads.add(seconds);
        }

        Seconds.Merged merged = Seconds.merged(threads);

        assertThat(merged.seconds())
                .containsExactlyElementsOf(expected.keySet())
                .doesNotContain(17);
        expected.forEach((second, histogram) -> assertThat(merged.of(second)).isEqualTo(histogram));
        assertThat(merged.total()).isEqualTo(all);
        assertThat(merged.count()).isEqualTo(all.getTotalCount());
    }
}

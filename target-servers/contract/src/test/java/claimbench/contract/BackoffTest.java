package claimbench.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void boundDoublesUpToItsMaximum() {
        assertThat(IntStream.rangeClosed(1, 8).mapToObj(Backoff::bound))
                .extracting(Duration::toMillis)
                .containsExactly(20L, 40L, 80L, 160L, 320L, 640L, 1_000L, 1_000L);
        assertThat(Backoff.bound(1_000)).isEqualTo(Backoff.MAX);
    }

    @Test
    void delaysAreSpreadBelowTheBoundSoThatCallersDoNotComeBackTogether() {
        var random = new Random(7);
        var delays = IntStream.range(0, 1_000)
                .mapToObj(call -> Backoff.delay(3, random))
                .toList();
        assertThat(delays).allSatisfy(delay -> assertThat(delay).isBetween(Duration.ZERO, Backoff.bound(3)));
        assertThat(delays).anySatisfy(delay -> assertThat(delay).isLessThan(Duration.ofMillis(8)));
        assertThat(delays).anySatisfy(delay -> assertThat(delay).isGreaterThan(Duration.ofMillis(72)));
    }
}

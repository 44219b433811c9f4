package claimbench.runtime.meters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RecentMaxTest {
    private final RecentMax max = new RecentMax(0);

    @Test
    void everyReaderSeesAValueThatOneHasTaken() {
        assertThat(with(3, 100)).isEqualTo(3);
        assertThat(with(0, 200)).isEqualTo(3);
        assertThat(with(1, 1_400)).isEqualTo(3);
    }

    @Test
    void valueIsShownForASecondAndAHalfWhereverItFalls() {
        assertThat(with(3, 1_499)).isEqualTo(3);
        assertThat(with(0, 1_501)).isEqualTo(3);
        assertThat(with(0, 2_998)).isEqualTo(3);
        assertThat(with(0, 3_001)).isZero();
    }

    @Test
    void greaterValueTakesItsPlaceAndASmallerOneFollowsIt() {
        assertThat(with(1, 100)).isEqualTo(1);
        assertThat(with(2, 200)).isEqualTo(2);
        assertThat(with(1, 1_600)).isEqualTo(2);
        assertThat(with(0, 3_200)).isEqualTo(1);
    }

    @Test
    void longAgoIsForgottenAtOnce() {
        assertThat(with(3, 100)).isEqualTo(3);
        assertThat(with(1, 60_000)).isEqualTo(1);
    }

    private double with(double latest, long millis) {
        return max.with(latest, TimeUnit.MILLISECONDS.toNanos(millis));
    }
}

package claimbench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EndedRequestTest {
    private final EndedRequest late = new EndedRequest(0, 1_000, 1_300, 2_000);
    private final EndedRequest early = new EndedRequest(0, 1_000, 900, 2_000);

    @Test
    void responseTimeOfAnOpenLoadCountsFromTheIntendedStart() {
        assertThat(late.dueNanos(LoadModel.OPEN)).isEqualTo(1_000);
        assertThat(late.responseNanos(LoadModel.OPEN)).isEqualTo(1_000);
        assertThat(late.serviceNanos()).isEqualTo(700);
        assertThat(late.lagNanos()).isEqualTo(300);
    }

    @Test
    void requestOfAClosedLoadIsDueWhenItIsSent() {
        assertThat(late.dueNanos(LoadModel.CLOSED)).isEqualTo(1_300);
        assertThat(late.responseNanos(LoadModel.CLOSED)).isEqualTo(700);
    }

    @Test
    void requestThatStartsAMomentEarlyIsNotLateAndTakesNoLessThanItsService() {
        assertThat(early.lagNanos()).isZero();
        assertThat(early.responseNanos(LoadModel.OPEN)).isEqualTo(early.serviceNanos());
    }
}

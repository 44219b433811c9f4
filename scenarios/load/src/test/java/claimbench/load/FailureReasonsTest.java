package claimbench.load;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.core.spi.FilterReply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FailureReasonsTest {
    /** Gatling's, which says why a request failed. */
    private static final Logger LOGGER =
            (Logger) LoggerFactory.getLogger("io.gatling.http.engine.response.DefaultStatsProcessor");

    private final FailureReasons reasons = new FailureReasons();

    @AfterEach
    void forget() {
        for (long user = 0; user <= FailureReasons.USERS_MAX; user++) {
            var _ = FailureReasons.take(user);
        }
    }

    @Test
    void reasonIsTakenOnce() {
        fail(7, "java.net.ConnectException: connect(..) failed with error(-111): Connection refused");
        assertThat(FailureReasons.take(7)).isEqualTo("Connection refused");
        assertThat(FailureReasons.take(7)).isNull();
    }

    @Test
    void reasonsThatNobodyAsksForAreNotKeptWithoutEnd() {
        for (long user = 0; user < FailureReasons.USERS_MAX; user++) {
            fail(user, "refused");
        }
        fail(FailureReasons.USERS_MAX, "one too many");
        fail(1, "another");
        assertThat(FailureReasons.take(FailureReasons.USERS_MAX)).isNull();
        assertThat(FailureReasons.take(0)).isEqualTo("refused");
        assertThat(FailureReasons.take(1)).as("one that is kept already").isEqualTo("another");
        fail(FailureReasons.USERS_MAX, "there is room again");
        assertThat(FailureReasons.take(FailureReasons.USERS_MAX)).isEqualTo("there is room again");
    }

    private void fail(long user, String reason) {
        Object[] values = {"request", user, reason};
        assertThat(reasons.decide(null, LOGGER, Level.DEBUG, null, null, null)).isEqualTo(FilterReply.ACCEPT);
        assertThat(reasons.decide(null, LOGGER, Level.DEBUG, "{} {} {}", values, null))
                .isEqualTo(FilterReply.DENY);
        assertThat(reasons.decide(null, LOGGER, Level.DEBUG, null, null, null)).isEqualTo(FilterReply.DENY);
    }
}

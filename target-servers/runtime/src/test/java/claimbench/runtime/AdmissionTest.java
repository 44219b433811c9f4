package claimbench.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import claimbench.contract.ProblemException;
import claimbench.contract.Route;
import claimbench.contract.ServerLimits;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private final Admission admission = new Admission();

    @Test
    void requestBeyondTheBoundIsRefusedUntilOneLeaves() {
        for (int i = 0; i < ServerLimits.REQUESTS_MAX; i++) {
            admission.enter(Route.WAIT);
        }
        assertRefused(Route.FANOUT);
        admission.leave(Route.WAIT);
        admission.enter(Route.FANOUT);
        assertRefused(Route.WAIT);
    }

    @Test
    void cpuWorkHasABoundOfItsOwnAndWaitingStaysPossible() {
        for (int i = 0; i < ServerLimits.CPU_REQUESTS_MAX; i++) {
            admission.enter(i % 2 == 0 ? Route.CPU : Route.MIXED);
        }
        assertRefused(Route.CPU);
        assertRefused(Route.MIXED);
        assertThatCode(() -> admission.enter(Route.WAIT)).doesNotThrowAnyException();
        admission.leave(Route.CPU);
        assertThatCode(() -> admission.enter(Route.MIXED)).doesNotThrowAnyException();
    }

    @Test
    void viewsOfTheServerAreAlwaysLetIn() {
        for (int i = 0; i < ServerLimits.REQUESTS_MAX; i++) {
            admission.enter(Route.WAIT);
        }
        assertThatCode(() -> admission.enter(Route.METRICS)).doesNotThrowAnyException();
        admission.leave(Route.METRICS);
        assertRefused(Route.WAIT);
    }

    private void assertRefused(Route route) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> admission.enter(route))
                .satisfies(e -> assertThat(e.problem().status()).isEqualTo(503));
    }
}

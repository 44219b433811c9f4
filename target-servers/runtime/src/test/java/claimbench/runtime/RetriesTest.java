package claimbench.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import claimbench.contract.Backoff;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetriesTest {
    private final List<Integer> made = new ArrayList<>();
    private final List<Duration> slept = new ArrayList<>();

    @Test
    void callThatFailsToTheLastIsGivenUpWithWhatItFailedWith() {
        assertThatExceptionOfType(Retries.GivenUp.class)
                .isThrownBy(() -> retry(3, 5))
                .satisfies(e -> {
                    assertThat(e.attempts()).isEqualTo(3);
                    assertThat(e.lastError()).isEqualTo("attempt 3 failed");
                });
        assertThat(made).containsExactly(1, 2, 3);
        assertThat(slept).as("no wait after the last").hasSize(2);
    }

    @Test
    void failureThatDoesNotPassIsNotTriedAgain() {
        assertThatExceptionOfType(Retries.GivenUp.class)
                .isThrownBy(() -> Retries.call(
                        5,
                        e -> false,
                        number -> {
                            made.add(number);
                            throw new IOException("for good");
                        },
                        slept::add))
                .withMessageContaining("for good");
        assertThat(made).containsExactly(1);
        assertThat(slept).isEmpty();
    }

    @Test
    void interruptedAttemptEndsTheWhole() {
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> Retries.call(
                        5,
                        e -> true,
                        number -> {
                            throw new InterruptedException();
                        },
                        slept::add));
        assertThat(slept).isEmpty();
    }

    @Test
    void attemptThatFailsSinceItsThreadIsInterruptedIsTheLast() {
        try {
            assertThatExceptionOfType(Retries.GivenUp.class)
                    .isThrownBy(() -> Retries.call(
                            5,
                            e -> true,
                            number -> {
                                Thread.currentThread().interrupt();
                                throw new IOException("closed by interrupt");
                            },
                            slept::add));
            assertThat(slept).isEmpty();
        } finally {
            assertThat(Thread.interrupted()).as("still told to end").isTrue();
        }
    }

    @Test
    void lessThanOneAttemptIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Retries.call(0, e -> true, number -> number))
                .withMessageContaining("not 0");
    }

    @Test
    void firstSuccessIsTheResultAndEachWaitIsWithinItsBound() throws Exception {
        assertThat(retry(10, 9)).isEqualTo(10);
        assertThat(slept).hasSize(9);
        for (int failures = 1; failures <= slept.size(); failures++) {
            assertThat(slept.get(failures - 1)).isBetween(Duration.ZERO, Backoff.bound(failures));
        }
    }

    @Test
    void faultOfOurOwnIsNoFailureOfTheCall() {
        var fault = new NullPointerException("a fault of the program");
        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> Retries.call(
                        5,
                        e -> true,
                        number -> {
                            made.add(number);
                            throw fault;
                        },
                        slept::add))
                .isSameAs(fault);
        assertThat(made).containsExactly(1);
    }

    private int retry(int attempts, int failures) throws Exception {
        return Retries.call(
                attempts,
                IOException.class::isInstance,
                number -> {
                    made.add(number);
                    if (number <= failures) {
                        throw new IOException("attempt " + number + " failed");
                    }
                    return number;
                },
                slept::add);
    }
}

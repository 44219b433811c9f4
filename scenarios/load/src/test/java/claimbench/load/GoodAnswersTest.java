package claimbench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GoodAnswersTest {
    private static final long NOW = -5_000_000_000L; // nanoTime may be negative

    private final List<EndedRequest> recorded = new ArrayList<>();
    private final GoodAnswers answers = new GoodAnswers(recorded::add, NOW);

    @Test
    void requestsThatEndSoonAfterOneAnotherWaitUntilTheyAreMany() {
        add(GoodAnswers.WAITING_MAX - 1);
        assertThat(recorded).isEmpty();

        add(1);

        assertThat(recorded).hasSize(GoodAnswers.WAITING_MAX);
    }

    @Test
    void requestThatEndsAfterAPauseIsRecordedAtOnceBehindThoseThatWaited() {
        answers.add(0, NOW, NOW + 1, NOW + 2);
        answers.add(3, NOW + 3, NOW + 4, NOW + GoodAnswers.WAIT_MAX_NANOS + 1);

        assertThat(recorded)
                .containsExactly(
                        new EndedRequest(0, NOW, NOW + 1, NOW + 2),
                        new EndedRequest(3, NOW + 3, NOW + 4, NOW + GoodAnswers.WAIT_MAX_NANOS + 1));
    }

    @Test
    void pauseCountsFromTheLastTimeThatAnythingWasRecorded() {
        long later = NOW + GoodAnswers.WAIT_MAX_NANOS + 1;
        answers.add(0, NOW, NOW, later);
        answers.add(0, NOW, NOW, later + GoodAnswers.WAIT_MAX_NANOS);
        assertThat(recorded).hasSize(1);

        answers.add(0, NOW, NOW, later + GoodAnswers.WAIT_MAX_NANOS + 1);

        assertThat(recorded).hasSize(3);
    }

    @Test
    void whatStillWaitsAtTheEndIsRecordedOnce() {
        add(GoodAnswers.WAITING_MAX + 5);

        answers.recordAll();
        answers.recordAll();

        assertThat(recorded).hasSize(GoodAnswers.WAITING_MAX + 5);
    }

    @Test
    void requestThatCannotBeRecordedIsNotTriedAgain() {
        var failing = new GoodAnswers(
                request -> {
                    recorded.add(request);
                    throw new IllegalStateException("no room");
                },
                NOW);
        failing.add(0, NOW, NOW, NOW);

        assertThatThrownBy(failing::recordAll).hasMessage("no room");
        failing.recordAll();

        assertThat(recorded).hasSize(1);
    }

    private void add(int count) {
        LongStream.range(0, count).forEach(end -> answers.add(0, NOW, NOW, NOW + end));
    }
}

package claimbench.load;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.load.GeneratorReport.Count;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestRecorderTest {
    private static final Arm ARM = new Arm("plaintext", "/plaintext", BodyCheck.plaintext());
    private static final Arm STREAM = Arm.stream("answer", "/answer", 3);
    private static final int WINDOW_MILLIS = 600_000;
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private static final Timeline.Listener NOBODY = new Timeline.Listener() {
        @Override
        public void windowStarted(long epochMillis) {}

        @Override
        public void windowEnded(long epochMillis) {}
    };

    private final Recording recording = new Recording(List.of(ARM, STREAM), LoadModel.OPEN);
    private final Timeline timeline = new Timeline(0, 0, WINDOW_MILLIS, NOBODY);

    RequestRecorderTest() {
        timeline.begun();
    }

    @Test
    void answersOfAllThreadsAreOnRecordWhenAllHaveEnded() throws InterruptedException {
        RequestRecorder recorder = recorder(null);
        List<Thread> threads = List.of(
                Thread.ofPlatform().start(() -> answered(recorder, 2)),
                Thread.ofPlatform().start(() -> answered(recorder, 3)));
        for (Thread thread : threads) {
            thread.join();
        }

        recorder.recordAll();

        Recording.Totals totals = recording.totals();
        assertThat(totals.windowCounts()).containsEntry("plaintext", new Count(5, 0));
        assertThat(totals.answeredEver()).containsExactly(5L, 0L);
        assertThat(totals.lag().total().getMaxValue()).isBetween(2 * MILLI, 2 * MILLI + MILLI / 500);
        assertThat(totals.answered().getFirst().total().getMaxValue()).isBetween(9 * MILLI, 9 * MILLI + MILLI / 100);
        assertThat(totals.service().getFirst().total().getMaxValue()).isBetween(7 * MILLI, 7 * MILLI + MILLI / 100);
        assertThat(totals.underWay(7 * MILLI)).containsEntry("plaintext", 5.0);
    }

    @Test
    void requestThatWasDueAfterTheWindowIsCountedAndNotMeasured() {
        RequestRecorder recorder = recorder(null);
        long after = timeline.originNanos() + WINDOW_MILLIS * MILLI;
        recorder.answered(0, after, after, after + MILLI);
        recorder.failed(new EndedRequest(0, after, after, after + MILLI), FailureKind.TIMEOUT, 0);
        recorder.recordAll();

        Recording.Totals totals = recording.totals();
        assertThat(totals.windowCounts()).containsEntry("plaintext", new Count(0, 0));
        assertThat(totals.everCounts()).containsEntry("plaintext", new Count(1, 1));
    }

    @Test
    void answersOfTheWarmUpAreNoneOfTheWindow() {
        var warming = new Timeline(0, 1_000, WINDOW_MILLIS, NOBODY);
        warming.begun();
        long due = warming.originNanos();
        var recorder = new RequestRecorder(recording, warming, LoadModel.CLOSED, null);
        recorder.answered(0, due, due, due + MILLI);
        recorder.recordAll();

        Recording.Totals totals = recording.totals();
        assertThat(totals.windowCounts()).containsEntry("plaintext", new Count(0, 0));
        assertThat(totals.warmUp().getFirst().seconds()).containsExactly(-1);
        assertThat(totals.underWay(MILLI)).containsEntry("plaintext", 0.0);
    }

    @Test
    void failureIsNotOnRecordBeforeTheAnswersThatEndedBeforeIt() {
        RequestRecorder recorder = recorder(null);
        answered(recorder, 2);
        long due = timeline.originNanos();
        recorder.failed(new EndedRequest(0, due, due, due + MILLI), FailureKind.TIMEOUT, 0);

        assertThat(recording.totals().windowCounts()).containsEntry("plaintext", new Count(2, 1));
    }

    @Test
    void streamThatWasDueAfterTheWindowHasNoTokenTimes() {
        long after = timeline.originNanos() + WINDOW_MILLIS * MILLI;
        var tokens = new TokenTimes();
        tokens.add(after + MILLI);
        recorder(null).streamed(new EndedRequest(1, after, after, after + 2 * MILLI), tokens);

        Recording.Totals totals = recording.totals();
        assertThat(totals.answeredEver()).containsExactly(0L, 1L);
        assertThat(Objects.requireNonNull(totals.of(Quantity.FIRST_TOKEN).get("answer"))
                        .count())
                .isZero();
    }

    @Test
    void tokensOfAStreamCountFromWhenItWasDue() {
        long due = timeline.originNanos();
        var tokens = new TokenTimes();
        tokens.add(due + 5 * MILLI);
        tokens.add(due + 8 * MILLI);

        recorder(null).streamed(new EndedRequest(1, due, due + 2 * MILLI, due + 9 * MILLI), tokens);

        assertThat(maxOf(Quantity.FIRST_TOKEN)).isBetween(5 * MILLI, 5 * MILLI + MILLI / 100);
        assertThat(maxOf(Quantity.TOKEN_GAP)).isBetween(3 * MILLI, 3 * MILLI + MILLI / 100);
    }

    @Test
    void liveMetersCountWhatIsOnRecord() {
        try (var meters = new GeneratorMeters(List.of(ARM, STREAM), new UserCount())) {
            RequestRecorder recorder = recorder(meters);
            answered(recorder, 2);
            long due = timeline.originNanos();
            recorder.failed(new EndedRequest(0, due, due, due + MILLI), FailureKind.status(503), 503);
            recorder.recordAll();

            assertThat(new String(meters.lastWord(), StandardCharsets.UTF_8).lines())
                    .filteredOn(line -> line.contains("_count") && line.contains("request=\"plaintext\""))
                    .anyMatch(line -> line.contains("outcome=\"success\"")
                            && line.contains("phase=\"window\"")
                            && line.endsWith(" 2"))
                    .anyMatch(line -> line.contains("outcome=\"server_error\"") && line.endsWith(" 1"));
        }
    }

    private long maxOf(Quantity quantity) {
        return Objects.requireNonNull(recording.totals().of(quantity).get("answer"))
                .total()
                .getMaxValue();
    }

    private RequestRecorder recorder(@Nullable GeneratorMeters meters) {
        return new RequestRecorder(recording, timeline, LoadModel.OPEN, meters);
    }

    /** Each sent 2 ms late, and answered 9 ms after it was due. */
    private void answered(RequestRecorder recorder, int count) {
        long due = timeline.originNanos();
        for (int request = 0; request < count; request++) {
            recorder.answered(0, due, due + 2 * MILLI, due + 9 * MILLI);
        }
    }
}

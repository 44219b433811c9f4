package claimbench.load;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.load.GeneratorReport.Count;
import java.util.List;
import java.util.Objects;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RecordingTest {
    private static final Arm SERIAL = new Arm("serial", "/a", BodyCheck.plaintext());
    private static final Arm CONCURRENT = new Arm("concurrent", "/b", BodyCheck.plaintext());

    private final Recording recording = new Recording(List.of(SERIAL, CONCURRENT), LoadModel.CLOSED);

    @Test
    void recordsOfAllThreadsAreAddedUp() throws InterruptedException {
        List<Thread> threads = List.of(
                Thread.ofPlatform().start(() -> record(0, true, 1_000)),
                Thread.ofPlatform().start(() -> record(0, true, 3_000)),
                Thread.ofPlatform().start(() -> record(1, false, 5_000)));
        for (Thread thread : threads) {
            thread.join();
        }

        Recording.Totals totals = recording.totals();

        assertThat(totals.windowCounts())
                .containsEntry("serial", new Count(2, 0))
                .containsEntry("concurrent", new Count(0, 1));
        Histogram serial = totals.answered().getFirst().total();
        assertThat(serial.getMaxValue()).isBetween(3_000L, 3_003L);
        assertThat(serial.getMinValue()).isBetween(999L, 1_000L);
        assertThat(totals.lag().count()).isEqualTo(3);
    }

    @Test
    void whatWasUnderWayIsAddedUpByName() throws InterruptedException {
        Thread other = Thread.ofPlatform().start(() -> recording.current().underWay(0, 3_000));
        recording.current().underWay(0, 1_000);
        recording.current().underWay(1, 500);
        other.join();

        assertThat(recording.totals().underWay(2_000))
                .containsEntry("serial", 2.0)
                .containsEntry("concurrent", 0.25);
    }

    @Test
    void serviceTimesOfAClosedLoadAreItsResponseTimes() {
        recording.current().measure(0, 0, 2_000, 2_000, 0);

        Recording.Totals totals = recording.totals();

        assertThat(totals.service().getFirst().total())
                .isEqualTo(totals.answered().getFirst().total());
        assertThat(totals.service().getFirst().count()).isEqualTo(1);
    }

    @Test
    void serviceTimesOfAnOpenLoadStandBesideItsResponseTimes() {
        var open = new Recording(List.of(SERIAL), LoadModel.OPEN);
        open.current().measure(0, 0, 9_000, 2_000, 7_000);

        Recording.Totals totals = open.totals();

        assertThat(totals.answered().getFirst().total().getMaxValue()).isBetween(9_000L, 9_007L);
        assertThat(totals.service().getFirst().total().getMaxValue()).isBetween(2_000L, 2_001L);
    }

    @Test
    void warmUpCountsInTheWholeRunOnly() {
        recording.current().count(0, true);
        recording.current().count(0, false);

        assertThat(recording.totals().everCounts()).containsEntry("serial", new Count(1, 1));
        assertThat(recording.totals().windowCounts()).containsEntry("serial", new Count(0, 0));
    }

    @ParameterizedTest
    @EnumSource(LoadModel.class)
    void timesOfTheWarmUpAreKeptApartFromTheWindows(LoadModel model) {
        var both = new Recording(List.of(SERIAL), model);
        both.current().measure(0, -1, 5_000, 5_000, 3_000);
        both.current().measure(0, 0, 2_000, 2_000, 0);
        both.current().measure(0, -1, 5_000, 5_000, 3_000);
        both.current().measureFailure(0, -2, FailureKind.TIMEOUT, 9_000, 0);
        both.current().measure(0, -1, Quantity.FIRST_TOKEN, 4_000);

        Recording.Totals totals = both.totals();

        assertThat(totals.warmUp().getFirst().seconds()).containsExactly(-1);
        assertThat(totals.warmUp().getFirst().count()).isEqualTo(2);
        assertThat(totals.answered().getFirst().seconds()).containsExactly(0);
        assertThat(totals.service().getFirst().count()).isEqualTo(1);
        assertThat(totals.lag().total().getMaxValue()).isZero();
        assertThat(totals.windowCounts()).containsEntry("serial", new Count(1, 0));
        assertThat(totals.failuresByNameAndKind()).isEmpty();
        assertThat(Objects.requireNonNull(totals.quantities().get(Quantity.FIRST_TOKEN))
                        .getFirst()
                        .count())
                .isZero();
    }

    @Test
    void failuresAreKeptApartByKind() {
        recording.current().measureFailure(0, 0, FailureKind.TIMEOUT, 9_000, 0);
        recording.current().measureFailure(0, 1, FailureKind.TIMEOUT, 9_000, 0);
        recording.current().measureFailure(0, 1, FailureKind.status(503), 10, 0);

        Recording.Totals totals = recording.totals();

        assertThat(totals.windowCounts()).containsEntry("serial", new Count(0, 3));
        assertThat(totals.failuresByNameAndKind()).containsOnlyKeys("serial:status-503", "serial:timeout");
        assertThat(Objects.requireNonNull(totals.failuresByNameAndKind().get("serial:timeout"))
                        .seconds())
                .containsExactly(0, 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Connection refused: /127.0.0.1:1                            | refused
            Request timeout to 127.0.0.1/127.0.0.1:1 after 900 ms       | timeout
            connection timed out: /10.0.0.1:1                           | timeout
            Premature close                                             | cut-off
            Connection reset by peer                                    | cut-off
            the stream broke off after 0 of 3 tokens                    | cut-off
            Server returned http response with code 503                 | status-503
            nothing came before the run's end                           | no-answer
                                                                        | no-answer
            """)
    void kindIsKnownByWhatGatlingSays(@Nullable String reason, String kind) {
        assertThat(FailureKind.noAnswer(reason)).isEqualTo(kind);
    }

    @Test
    void firstFailuresThatDifferAreKept() {
        for (int failure = 0; failure < 100; failure++) {
            recording.failed(SERIAL, "status 503");
            recording.failed(CONCURRENT, "fault " + failure);
        }

        assertThat(recording.failures())
                .hasSize(10)
                .doesNotHaveDuplicates()
                .startsWith("serial: status 503", "concurrent: fault 0", "concurrent: fault 1");
    }

    private void record(int arm, boolean success, long nanos) {
        recording.current().count(arm, success);
        if (success) {
            recording.current().measure(arm, 0, nanos, nanos, 0);
        } else {
            recording.current().measureFailure(arm, 0, FailureKind.BODY, nanos, 0);
        }
    }
}

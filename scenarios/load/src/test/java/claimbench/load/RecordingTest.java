package claimbench.load;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.load.GeneratorReport.Count;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class RecordingTest {
    private static final Arm SERIAL = new Arm("serial", "/a", BodyCheck.plaintext());
    private static final Arm CONCURRENT = new Arm("concurrent", "/b", BodyCheck.plaintext());

    private final Recording recording = new Recording(List.of(SERIAL, CONCURRENT));

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
        Histogram serial = totals.answered().getFirst();
        assertThat(serial.getTag()).isEqualTo("serial");
        assertThat(serial.getMaxValue()).isBetween(3_000L, 3_003L);
        assertThat(serial.getMinValue()).isBetween(999L, 1_000L);
        assertThat(totals.lag().getTotalCount()).isEqualTo(3);
    }

    @Test
    void warmUpCountsInTheWholeRunOnly() {
        recording.current().count(0, true);
        recording.current().count(0, false);

        assertThat(recording.totals().everCounts()).containsEntry("serial", new Count(1, 1));
        assertThat(recording.totals().windowCounts()).containsEntry("serial", new Count(0, 0));
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
        recording.current().measure(arm, success, nanos, nanos, 0);
    }
}

package claimbench.harness.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialMetersTest {
    private static final List<String> LINES = List.of(
            "# FAMILY process_resident_memory_bytes",
            memory("role=\"target\"", 100, "10.000"),
            memory("role=\"target\"", 120, "11.000"),
            memory("role=\"target\"", 900, "12.000"),
            memory("role=\"generator\"", 7_000, "11.500"),
            "claimbench_trial_phase{phase=\"start\",role=\"harness\"} 1 10.500",
            "claimbench_trial_phase{phase=\"warm-up\",role=\"harness\"} 0 10.500",
            "claimbench_trial_phase{phase=\"warm-up\",role=\"harness\"} 1 11.800",
            "claimbench_trial_phase{phase=\"warm-up\",role=\"harness\"} 1 12.800",
            switches("voluntary", 10, "12.900"),
            switches("voluntary", 30, "13.100"),
            switches("voluntary", 90, "15.100"),
            switches("voluntary", 9_000, "16.100"),
            switches("involuntary", 5, "13.100"),
            switches("involuntary", 25, "15.100"),
            answers("/wait", 10, "13.100"),
            answers("/wait", 28, "15.100"),
            answers("/call", 2, "15.100"),
            answers("/metrics", 4, "13.100"),
            answers("/metrics", 6_000, "15.100"));

    @TempDir
    private Path dir;

    @Test
    void memoryBeforeTheLoadIsTheTargetsLastReadingBeforeTheWarmUp() {
        assertThat(TrialMeters.of(LINES).residentBytesBeforeLoad()).hasValue(120);
    }

    @Test
    void switchesOfBothKindsAreCountedOverAnswersOfAllRoutesBetweenTheSameTwoReadings() {
        assertThat(TrialMeters.of(LINES).switchesPerAnswer(13_100, 15_100)).hasValue((60 + 20) / 20.0);
    }

    /** A server whose threads are all taken answers late, also when it is asked what it has counted. */
    @Test
    void windowLiesBetweenTheReadings() {
        assertThat(TrialMeters.of(LINES).switchesPerAnswer(13_500, 14_000)).hasValue((60 + 20) / 20.0);
    }

    @Test
    void whereThereIsNoneBeforeOrAfterTheFirstAndTheLastInTheWindowCount() {
        assertThat(TrialMeters.of(LINES).switchesPerAnswer(13_000, 16_000)).hasValue((60 + 20) / 20.0);
    }

    @Test
    void readingsBeforeTheLoadAreNoneOfIt() {
        var lines = new ArrayList<>(LINES);
        lines.add(switches("voluntary", 1, "11.000"));
        lines.add(answers("/wait", 1, "11.000"));

        assertThat(TrialMeters.of(lines).switchesPerAnswer(13_000, 15_000)).hasValue((60 + 20) / 20.0);
    }

    @Test
    void oneReadingTellsNothing() {
        var lines = LINES.stream().filter(line -> !line.endsWith(" 15.100")).toList();

        assertThat(TrialMeters.of(lines).switchesPerAnswer(13_000, 15_000)).isEmpty();
        assertThat(TrialMeters.of(List.of()).switchesPerAnswer(13_000, 15_000)).isEmpty();
    }

    @Test
    void aLoadWhoseBeginningIsNotKnownHasNoMemoryBeforeIt() {
        var lines = LINES.stream().filter(line -> !line.contains("} 1 ")).toList();

        assertThat(TrialMeters.of(lines).residentBytesBeforeLoad()).isEmpty();
    }

    /** One of several processes answers each time: what it says is not the target's. */
    @Test
    void targetOfSeveralProcessesHasNone() {
        var lines = LINES.stream()
                .map(line -> line.replace("role=\"target\"", "role=\"target\",worker=\"3\""))
                .toList();

        assertThat(TrialMeters.of(lines).residentBytesBeforeLoad()).isEmpty();
        assertThat(TrialMeters.of(lines).switchesPerAnswer(13_000, 16_000)).isEmpty();
    }

    @Test
    void trialWithoutTheFileHasNone() throws IOException {
        assertThat(TrialMeters.read(dir.resolve("metrics.gz")).residentBytesBeforeLoad())
                .isEmpty();
    }

    @Test
    void damagedFileIsNamed() throws IOException {
        Path file = Files.writeString(dir.resolve("metrics.gz"), "not packed");

        assertThatThrownBy(() -> TrialMeters.read(file))
                .isInstanceOf(StoredRunException.class)
                .hasMessageContaining("metrics.gz: is damaged");
    }

    private static String memory(String label, long bytes, String seconds) {
        return "process_resident_memory_bytes{process=\"p\"," + label + "} " + bytes + " " + seconds;
    }

    private static String switches(String kind, long count, String seconds) {
        return "process_context_switches_total{kind=\"" + kind + "\",process=\"p\",role=\"target\"} " + count + " "
                + seconds;
    }

    private static String answers(String route, long count, String seconds) {
        return "http_server_requests_seconds_count{route=\"" + route + "\",process=\"p\",role=\"target\"} " + count
                + " " + seconds;
    }
}

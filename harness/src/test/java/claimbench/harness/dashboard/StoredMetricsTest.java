package claimbench.harness.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import claimbench.harness.result.StoredRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What there is to show of a run directory, whatever has become of it. */
final class StoredMetricsTest {
    @TempDir
    private Path dir;

    @TempDir
    private Path folder;

    @BeforeEach
    void aRun() throws IOException {
        Files.writeString(dir.resolve("run.json"), "{}");
    }

    private void assertNothingToShow(Path of, String... words) {
        assertThatExceptionOfType(StoredRunException.class)
                .isThrownBy(() -> StoredMetrics.of(of, folder))
                .satisfies(failure -> assertThat(failure.getMessage()).contains(words));
    }

    @Test
    void whatIsNoRunDirectoryIsNamed() throws IOException {
        assertNothingToShow(dir.resolve("none"), "no run directory", "no such folder");
        Files.delete(dir.resolve("run.json"));
        assertNothingToShow(dir, "no run directory", "run.json");
    }

    @Test
    void runWithoutMetricsIsSaidToHaveNone() {
        assertNothingToShow(dir, "no metrics", "--no-metrics", "claimbench resume");
    }

    @Test
    void runThatEndedIsNotSaidToBeCutOff() throws IOException {
        Files.writeString(dir.resolve("SHA256SUMS"), "");
        assertThatExceptionOfType(StoredRunException.class)
                .isThrownBy(() -> StoredMetrics.of(dir, folder))
                .satisfies(failure -> assertThat(failure.getMessage())
                        .contains("--no-metrics")
                        .doesNotContain("cut off", "resume"));

        Recorded.trial(dir, "001-a", 10);
        assertThat(StoredMetrics.of(dir, folder).note())
                .contains("metrics.om is missing", "put together again")
                .doesNotContain("cut off", "resume");
    }

    @Test
    void ownFileIsTakenAsItIs() throws IOException {
        Path own = Recorded.own(dir, 10);
        StoredMetrics metrics = StoredMetrics.of(dir, folder);
        assertThat(metrics.file()).isEqualTo(own);
        assertThat(metrics.note()).isEmpty();
        assertThat(metrics.run()).hasValue(Recorded.RUN);
    }

    @Test
    void runThatWasCutOffIsPutTogetherFromItsTrialsElsewhere() throws IOException {
        Recorded.trial(dir, "001-a", 10);
        StoredMetrics metrics = StoredMetrics.of(dir, folder);
        assertThat(metrics.file())
                .isEqualTo(folder.resolve("metrics.om"))
                .content()
                .endsWith("# EOF\n");
        assertThat(metrics.note()).contains("cut off").contains("claimbench resume " + dir);
        assertThat(dir.resolve("metrics.om")).doesNotExist();
    }

    @Test
    void fileThatIsCutOffIsPutTogetherAgain() throws IOException {
        Recorded.trial(dir, "001-a", 10);
        Path own = Recorded.own(dir, 10);
        Files.writeString(own, Files.readString(own).substring(0, 300));
        StoredMetrics metrics = StoredMetrics.of(dir, folder);
        assertThat(metrics.file()).isEqualTo(folder.resolve("metrics.om"));
        assertThat(metrics.note()).contains("metrics.om is cut off");
    }

    @Test
    void trialsThatAreDamagedTooAreSaidToBe() throws IOException {
        Files.writeString(Recorded.trial(dir, "001-a", 10), "no gzip");
        assertNothingToShow(dir, "damaged");
    }
}

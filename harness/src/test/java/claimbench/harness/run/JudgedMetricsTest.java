package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import claimbench.contract.Meter;
import claimbench.harness.run.JudgedMetrics.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgedMetricsTest {
    private static final String RECORDED = """
            # TYPE claimbench_generator_users gauge
            # HELP claimbench_generator_users Virtual users under way.
            claimbench_generator_users{process="generator",run="20261121-a",trial="1"} 7 1763700001.500
            claimbench_generator_users{process="generator",run="20261121-a",trial="2"} 8 1763700009.250
            # TYPE process_uptime_seconds gauge
            # UNIT process_uptime_seconds seconds
            # HELP process_uptime_seconds Time since the JVM was started.
            process_uptime_seconds{process="generator",run="20261121-a",trial="1"} 3 1763700002.000
            # EOF
            """;

    @TempDir
    Path dir;

    @Test
    void figuresStandBehindWhatWasRecordedAtItsLatestTime() throws IOException {
        Files.writeString(dir.resolve("metrics.om"), RECORDED);

        JudgedMetrics.write(dir, List.of(verdict("Q01", "SUPPORTED"), effect("three \"equal\" calls", 2.9)));

        assertThat(dir.resolve("metrics.om"))
                .content()
                .startsWith(RECORDED.replace("# EOF\n", ""))
                .contains(
                        "claimbench_claim_verdict{claim=\"Q01\",verdict=\"SUPPORTED\",process=\"harness\",role=\"harness\",run=\"20261121-a\"} 1.0 1763700009.250\n")
                .contains(
                        "claimbench_claim_effect{claim=\"Q01\",case=\"three \\\"equal\\\" calls\",quantity=\"speedup\",target=\"reactive\",process=\"harness\",role=\"harness\",run=\"20261121-a\"} 2.9 1763700009.250\n")
                .endsWith("# EOF\n");
        RecordedMetricsTest.assertOpenMetrics(Files.readAllLines(dir.resolve("metrics.om")));
    }

    @Test
    void whoJudgesAgainReplacesWhatWasSaidBefore() throws IOException {
        Files.writeString(dir.resolve("metrics.om"), RECORDED);
        JudgedMetrics.write(dir, List.of(verdict("Q01", "SUPPORTED"), verdict("Q02", "SUPPORTED")));
        JudgedMetrics.write(dir, List.of(verdict("Q01", "CONTRADICTED")));

        assertThat(dir.resolve("metrics.om"))
                .content()
                .containsOnlyOnce("# TYPE claimbench_claim_verdict gauge")
                .containsOnlyOnce("# EOF")
                .contains("CONTRADICTED")
                .doesNotContain("SUPPORTED", "Q02");

        JudgedMetrics.write(dir, List.of());
        assertThat(dir.resolve("metrics.om")).hasContent(RECORDED);
    }

    /** A long run's text is more than a gigabyte. */
    @Test
    void whoSaysTheSameAgainWritesNothing() throws IOException {
        Path text = Files.writeString(dir.resolve("metrics.om"), RECORDED);
        JudgedMetrics.write(dir, List.of(verdict("Q01", "SUPPORTED")));
        Object first = Files.getAttribute(text, "unix:ino");

        JudgedMetrics.write(dir, List.of(verdict("Q01", "SUPPORTED")));
        assertThat(Files.getAttribute(text, "unix:ino")).isEqualTo(first);

        JudgedMetrics.write(dir, List.of(verdict("Q01", "CONTRADICTED")));
        assertThat(Files.getAttribute(text, "unix:ino")).isNotEqualTo(first);
    }

    @Test
    void muchThatWasSaidIsReplacedToo() throws IOException {
        Path text = Files.writeString(dir.resolve("metrics.om"), RECORDED);
        JudgedMetrics.write(
                dir,
                IntStream.range(0, 5_000)
                        .mapToObj(claim -> verdict("论断" + claim, "SUPPORTED"))
                        .toList());
        assertThat(Files.size(text)).isGreaterThan(500_000);

        JudgedMetrics.write(dir, List.of());

        assertThat(text).hasContent(RECORDED);
    }

    @Test
    void runWithoutMetricsGetsNone() throws IOException {
        JudgedMetrics.write(dir, List.of(verdict("Q01", "SUPPORTED")));

        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void nothingIsLeftBesideTheText() throws IOException {
        Files.writeString(dir.resolve("metrics.om"), RECORDED);
        JudgedMetrics.write(dir, List.of(verdict("Q01", "SUPPORTED")));

        try (var files = Files.list(dir)) {
            assertThat(files).containsExactly(dir.resolve("metrics.om"));
        }
    }

    @Test
    void sampleWithoutTheTablesLabelsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sample(Meter.CLAIM_VERDICT, Map.of("claim", "Q01"), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Sample(Meter.GENERATOR_USERS, Map.of(), 1));
    }

    private static Sample verdict(String claim, String verdict) {
        return new Sample(Meter.CLAIM_VERDICT, Map.of("claim", claim, "verdict", verdict), 1);
    }

    private static Sample effect(String label, double value) {
        return new Sample(
                Meter.CLAIM_EFFECT,
                Map.of("claim", "Q01", "case", label, "quantity", "speedup", "target", "reactive"),
                value);
    }
}

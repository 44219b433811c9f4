package claimbench.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.claim.MadeUpRun;
import claimbench.harness.claim.MadeUpTrial;
import claimbench.harness.cli.Main;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A long run is reported in a small heap: by its histograms, which are the larger the more kinds of requests there are, and not by its requests. */
class ReportMemoryTest {
    private static final int ROUNDS = 12;
    private static final long REQUESTS = 1_000_000;

    /** Unpacked, each takes some 150 kB: all of this run's take more than the heap has. */
    private static final int KINDS = 50;

    @TempDir
    Path dir;

    @Test
    void runWithAMillionRequestsATrialFitsInto256Megabytes() throws Exception {
        writeRun();

        Process report = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "report",
                        dir.toString())
                .redirectErrorStream(true)
                .start();
        String printed = new String(report.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(report.waitFor()).as(printed).isLessThan(2);
        assertThat(printed).doesNotContain("OutOfMemoryError").contains("report.en.html");
        assertThat(dir.resolve("report/report.zh-CN.html")).exists();
        assertThat(Files.readAllLines(dir.resolve("report/latencies.csv")))
                .hasSize(1 + MadeUpRun.TARGETS.size() * ROUNDS * (KINDS + 2));
    }

    private void writeRun() throws IOException {
        var trial = new MadeUpTrial()
                .asks("fanout", Map.of("calls", "3", "ms", "100"), 10)
                .answered("serial", 300, REQUESTS)
                .answered("concurrent", 100, REQUESTS);
        for (int kind = 0; kind < KINDS; kind++) {
            trial.answered("other-" + kind, 900 + kind, REQUESTS);
        }
        var run = new MadeUpRun();
        List<MadeUpTrial> rounds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            rounds.add(trial);
        }
        for (String target : MadeUpRun.TARGETS) {
            run.measured("fanout", target, rounds.toArray(MadeUpTrial[]::new));
        }
        run.writeTo(dir, List.of("Q01"), MadeUpRun.TARGETS);
    }
}

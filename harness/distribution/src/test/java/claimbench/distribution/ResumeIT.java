package claimbench.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A small real run is killed in its second trial, read, and finished. */
class ResumeIT {
    private static final Duration BOUND = Duration.ofMinutes(3);
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    Path folder;

    @Test
    void killedRunIsReadableAndResumeFinishesItByTheSamePlan() throws Exception {
        Path out = folder.resolve("run");
        Product.Running run = Product.start(
                folder,
                "run",
                "--claims",
                "Q14,S01",
                "--targets",
                "event-loop",
                "--trials",
                "2",
                "--seed",
                "5",
                "--out",
                out.toString());
        await().atMost(BOUND).until(() -> !run.process().isAlive() || inSecondTrial(out));
        assertThat(run.process().isAlive()).as(run.printed()).isTrue();
        List<ProcessHandle> children = run.children();

        run.process().destroyForcibly(); // SIGKILL: it can do nothing more
        run.exitCode();
        await().atMost(BOUND).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));

        JsonNode planned = read(out, "run.json");
        Map<String, String> before = records(out);
        assertThat(before).hasSize(1);
        Product.Running report = Product.start(folder, "report", out.toString());
        assertThat(report.exitCode()).as(report.printed()).isEqualTo(1);
        assertThat(report.printed()).contains("The run was cut off; missing are 3 of 4 trials");

        Product.Running resumed = Product.start(folder, "resume", out.toString());
        assertThat(resumed.exitCode()).as(resumed.printed()).isLessThan(2); // 1 where a trial was disturbed
        assertThat(resumed.printed()).contains("1 of 4 trials have ended, 3 are left", "measured anew", "[4/4]", "Q14");

        JsonNode run2 = read(out, "run.json");
        assertThat(run2.get("plan")).isEqualTo(planned.get("plan"));
        assertThat(run2.get("seed")).isEqualTo(planned.get("seed"));
        assertThat(run2.get("resumptions").size()).isEqualTo(1);
        Map<String, String> after = records(out);
        assertThat(after).containsAllEntriesOf(before);
        assertThat(after.keySet())
                .containsExactlyElementsOf(planned.get("plan")
                        .valueStream()
                        .map(trial -> trial.get("id").asString())
                        .toList());
        String first = before.keySet().iterator().next();
        assertThat(Files.readString(out.resolve("report/report.en.md")))
                .contains("The run was cut off after trial " + first + ", 1 of 4, and went on at ");
        assertThat(Product.start(folder, "report", out.toString()).exitCode()).isLessThan(2);

        Product.Running again = Product.start(folder, "resume", out.toString());
        assertThat(again.exitCode()).as(again.printed()).isEqualTo(2);
        assertThat(again.printed()).contains("has ended, so there is nothing to resume");
    }

    /** The first trial is stored, and the second one's target has said something. */
    private static boolean inSecondTrial(Path out) throws IOException {
        if (records(out).size() != 1) {
            return false;
        }
        try (var walk = Files.walk(out.resolve("trials"))) {
            return walk.filter(file -> file.endsWith("target.log")).count() == 2;
        }
    }

    /** The records of all trials that have ended, by their ids, in order. */
    private static Map<String, String> records(Path out) throws IOException {
        var records = new TreeMap<String, String>();
        if (Files.isDirectory(out.resolve("trials"))) {
            try (var trials = Files.newDirectoryStream(out.resolve("trials"))) {
                for (Path trial : trials) {
                    Path record = trial.resolve("trial.json");
                    if (Files.exists(record)) {
                        records.put(trial.getFileName().toString(), Files.readString(record));
                    }
                }
            }
        }
        return records;
    }

    private static JsonNode read(Path out, String file) throws IOException {
        return JSON.readTree(Files.readString(out.resolve(file)));
    }
}

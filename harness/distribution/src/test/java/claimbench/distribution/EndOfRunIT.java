package claimbench.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is cut off: trials already done are kept, and no process is left. */
class EndOfRunIT {
    private static final Duration BOUND = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    @Test
    void terminatedRunKeepsItsTrialsAndLeavesNoProcess() throws Exception {
        Path out = folder.resolve("run");
        Product.Running run =
                Product.start(folder, "run", "--claims", "Q01", "--targets", "event-loop", "--out", out.toString());
        awaitTrials(run, out, 1);
        List<ProcessHandle> children = awaitChildren(run);

        run.process().destroy(); // SIGTERM
        int exitCode = run.exitCode();

        assertThat(exitCode).as(run.printed()).isEqualTo(143);
        assertGone(children);
        assertThat(trials(out)).isNotEmpty();
        Product.Running report = Product.start(folder, "report", out.toString());
        assertThat(report.exitCode()).as(report.printed()).isLessThan(2); // 1 where a trial was disturbed
        assertThat(report.printed()).contains("Q01").contains("report.en.html");
    }

    @Test
    void killedHarnessLeavesNoProcess() throws Exception {
        Path out = folder.resolve("run");
        Product.Running run =
                Product.start(folder, "run", "--claims", "Q01", "--targets", "reactive", "--out", out.toString());
        List<ProcessHandle> children = awaitChildren(run);

        run.process().destroyForcibly(); // SIGKILL: it can do nothing more
        run.exitCode();

        assertGone(children);
    }

    /** Target, upstream and generator of a trial. */
    private static List<ProcessHandle> awaitChildren(Product.Running run) {
        await().atMost(BOUND)
                .until(() -> !run.process().isAlive() || run.children().size() >= 3);
        List<ProcessHandle> children = run.children();
        assertThat(children).as(run.printed()).hasSizeGreaterThanOrEqualTo(3);
        return children;
    }

    private static void awaitTrials(Product.Running run, Path out, int count) {
        await().atMost(BOUND)
                .until(() -> !run.process().isAlive() || trials(out).size() >= count);
        assertThat(run.process().isAlive()).as(run.printed()).isTrue();
    }

    private static void assertGone(List<ProcessHandle> processes) {
        await().atMost(BOUND).until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
    }

    private static List<Path> trials(Path out) throws Exception {
        if (!Files.isDirectory(out)) {
            return List.of();
        }
        try (var files = Files.walk(out)) {
            return files.filter(file -> file.endsWith("trial.json")).toList();
        }
    }
}

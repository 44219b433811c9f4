package claimbench.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parts of {@code claimbench performance} that drive a target with its upstream and its database: each, for seconds. */
@Tag("alone")
class PerformanceIT {
    @TempDir
    Path folder;

    @Test
    void eachPartOfATargetGivesItsTable() {
        Path out = folder.resolve("out");
        Product.Running performance = Product.start(
                folder,
                "performance",
                "--only",
                "overload,leaving,soak,streams",
                "--servers",
                "reactive",
                "--rounds",
                "1",
                "--seconds",
                "1",
                "--warm-up",
                "1",
                "--leaves",
                "5",
                "--streams",
                "50",
                "--waits",
                "50",
                "--soak-minutes",
                "0.05",
                "--out",
                out.toString());

        int exitCode = performance.exitCode();
        assumeThat(performance.printed())
                .as("a machine with two cores, taskset and memory")
                .doesNotContain("claimbench: needs ");
        assertThat(exitCode).as(performance.printed()).isZero();
        // The numbers are the machine's affair; that there are some, and that nothing was left out, is ours.
        assertThat(out.resolve("performance.md"))
                .content()
                .contains(
                        "## Twice the capacity of `/cpu",
                        "## Twice the capacity of `/mixed",
                        "## Twice the capacity of `/profile",
                        "## From a client's leaving",
                        "## Streams at once",
                        "## Streams at once, fair to each other",
                        "## Waits at once",
                        "## The same load for long")
                .containsPattern("\\| reactive \\| 50 \\| 0 \\| ")
                .containsPattern("\\| reactive \\| descriptors \\| [1-9]")
                .doesNotContain("## Not measured");
    }

    @Test
    void poolOfThreadsIsGivenOneForEachOfTheStreams() {
        Path out = folder.resolve("out");
        // More than the pool has by default.
        Product.Running performance = Product.start(
                folder,
                "performance",
                "--only",
                "streams",
                "--servers",
                "platform-threads",
                "--rounds",
                "1",
                "--seconds",
                "1",
                "--warm-up",
                "2",
                "--streams",
                "250",
                "--out",
                out.toString());

        int exitCode = performance.exitCode();
        assumeThat(performance.printed())
                .as("a machine with two cores, taskset and memory")
                .doesNotContain("claimbench: needs ");
        assertThat(exitCode).as(performance.printed()).isZero();
        assertThat(out.resolve("performance.md"))
                .content()
                .contains("## Streams at once, fair to each other")
                .containsPattern("\\| platform-threads \\| 250 \\| 0 \\| ")
                .doesNotContain("## Waits at once", "## Not measured");
    }

    @Test
    void partsThatNoneOfTheServersHasAreRefused() {
        Product.Running performance = Product.start(
                folder, "performance", "--only", "overload,soak", "--servers", "netty,vertx", "--dry-run");

        assertThat(performance.exitCode()).as(performance.printed()).isEqualTo(2);
        assumeThat(performance.printed())
                .as("a machine with two cores, taskset and memory")
                .doesNotContain("claimbench: needs ");
        assertThat(performance.printed()).contains("nothing to measure", "for targets");
    }
}

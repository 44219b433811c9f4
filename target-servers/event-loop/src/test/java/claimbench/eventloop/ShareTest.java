package claimbench.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.ServerLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What is declared for a server stays what it is, however many workers and loops share it. */
class ShareTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "1, 3", "3, 1", "2, 7", "16, 16", "256, 1", "1, 256"})
    void partsOfAllLoopsOfAllWorkersMakeUpTheWhole(int workers, int loops) {
        var shares = shares(workers, loops);
        assertThat(shares).doesNotHaveDuplicates().hasSize(workers * loops);
        for (int whole : new int[] {0, 1, 20, 1_000, ServerLimits.BACKGROUND_TASKS, ServerLimits.DATABASE_QUEUE_MAX}) {
            int[] parts = shares.stream().mapToInt(share -> share.of(whole)).toArray();
            assertThat(IntStream.of(parts).sum()).isEqualTo(whole);
            assertThat(IntStream.of(parts).max().orElseThrow()
                            - IntStream.of(parts).min().orElseThrow())
                    .as("no part is larger than another by more than one")
                    .isLessThanOrEqualTo(1);
            int[] more =
                    shares.stream().mapToInt(share -> share.ofMore(500, whole)).toArray();
            assertThat(IntStream.of(more).sum()).isEqualTo(whole);
            assertThat(IntStream.of(more).min().orElseThrow()).isNotNegative();
        }
    }

    /** Each of three loops then has room for 500: a client finds as much on one as on another. */
    @Test
    void whatIsSharedTogetherIsSharedOutEvenly() {
        assertThat(shares(1, 3)).extracting(share -> share.of(500)).containsExactly(167, 167, 166);
        assertThat(shares(1, 3)).extracting(share -> share.ofMore(500, 1_000)).containsExactly(333, 333, 334);
    }

    /** As the processes work them out, each for itself. */
    private static List<Share> shares(int workers, int loops) {
        var parent = options("--workers", Integer.toString(workers), "--loops", Integer.toString(loops));
        List<Share> shares = new ArrayList<>();
        for (int worker = 1; worker <= workers; worker++) {
            var own = workers == 1
                    ? parent
                    : options(parent.ofWorker(worker, 8080).toArray(String[]::new));
            for (int loop = 0; loop < loops; loop++) {
                shares.add(Share.of(own, loop));
            }
        }
        return shares;
    }

    private static EventLoopOptions options(String... arguments) {
        var options = new EventLoopOptions();
        new CommandLine(options).parseArgs(arguments);
        return options;
    }
}

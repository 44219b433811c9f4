package claimbench.eventloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class EventLoopOptionsTest {

    private static EventLoopOptions parse(String... arguments) {
        var options = new EventLoopOptions();
        new CommandLine(options).parseArgs(arguments);
        return options;
    }

    @Test
    void aWorkersLoopsAreInDebugModeWhereItsParentWasToldSo() {
        for (boolean debug : new boolean[] {false, true}) {
            EventLoopOptions parent = debug ? parse("--workers", "2", "--loop-debug") : parse("--workers", "2");
            assertThat(parse(parent.ofWorker(1, 8080).toArray(String[]::new)).loopDebug())
                    .isEqualTo(debug);
        }
    }

    @Test
    void aWorkerHasThePoolAndTheQueueOfItsParentAndNoPasswordOnItsCommandLine() {
        EventLoopOptions parent = parse(
                "--database-url", "postgresql://a:secret@h:1/d", "--database-pool", "7", "--background-queue", "9");
        EventLoopOptions worker = parse(parent.ofWorker(2, 8080).toArray(String[]::new));
        assertThat(parent.ofWorker(2, 8080)).noneMatch(argument -> argument.contains("secret"));
        assertThat(worker.databasePool()).isEqualTo(7);
        assertThat(worker.backgroundQueue()).isEqualTo(9);
        worker.check();
    }

    @Test
    void eachLoopNeedsAConnection() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("--loops", "4", "--database-pool", "3").check())
                .withMessageStartingWith("--database-pool must be at least the number of --loops, which is 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("--workers", "7", "--loops", "3").check())
                .withMessageStartingWith(
                        "--database-pool must be at least the number of --loops of all --workers, which is 21");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse("--workers", "2", "--loops", "256", "--database-pool", "1000")
                        .check())
                .withMessageStartingWith("--loops of all --workers must be at most 500");
    }
}

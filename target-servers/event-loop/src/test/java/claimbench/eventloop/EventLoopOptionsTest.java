package claimbench.eventloop;

import static org.assertj.core.api.Assertions.assertThat;

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
}

package claimbench.controls;

import claimbench.runtime.ServerOptions;
import picocli.CommandLine.Option;

/** The options of a control on event loops. Filled in by picocli, on one thread; read by any from there on. */
final class LoopOptions extends ServerOptions {
    private static final int LOOPS_MAX = 256;

    @Option(
            names = "--loops",
            paramLabel = "N",
            defaultValue = "1",
            description = "Event loops, a thread each, 1 to " + LOOPS_MAX + " (default: ${DEFAULT-VALUE}).")
    private int loops = 1;

    /** Event loops that serve connections. */
    int loops() {
        return loops;
    }

    @Override
    public void check() {
        super.check();
        bounds("--loops", loops, 1, LOOPS_MAX);
    }
}

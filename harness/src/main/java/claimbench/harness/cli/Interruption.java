package claimbench.harness.cli;

import java.io.PrintWriter;
import java.nio.file.Path;

/** Says what is kept when a run is ended by Ctrl-C or SIGTERM; silent once closed. */
final class Interruption implements AutoCloseable {
    private final Thread hook;

    /** The trials of a run are kept. */
    Interruption(PrintWriter err, Path dir) {
        this(
                err,
                "the trial in flight is lost, those before it are kept in " + dir + " (claimbench report " + dir
                        + " judges them, claimbench resume " + dir + " does the rest)");
    }

    Interruption(PrintWriter err, String kept) {
        this.hook = new Thread(
                () -> {
                    err.println("claimbench: told to end: " + kept);
                    err.flush();
                },
                "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // This process is ending: it has been said.
        }
    }
}

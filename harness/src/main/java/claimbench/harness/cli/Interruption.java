package claimbench.harness.cli;

import java.io.PrintWriter;
import java.nio.file.Path;

/** Says what is kept when a run is ended by Ctrl-C or SIGTERM; silent once closed. */
final class Interruption implements AutoCloseable {
    private final Thread hook;

    Interruption(PrintWriter err, Path dir) {
        this.hook = new Thread(
                () -> {
                    err.println("claimbench: told to end: the trial in flight is lost, those before it are kept in "
                            + dir + " (claimbench report " + dir + ")");
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

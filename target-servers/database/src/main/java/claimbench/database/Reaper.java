package claimbench.database;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Ends a PostgreSQL when its JVM has gone, even when that was killed. PostgreSQL is a daemon, which outlives whoever started
 * it; so beside it a shell waits on a pipe from this JVM. The system closes the pipe with the JVM, and the shell does the
 * rest: see {@code reaper.sh}. A signal to the whole terminal, as Ctrl-C sends it, does not end the shell.
 */
final class Reaper implements AutoCloseable {
    private static final int END_SECONDS_MAX = 20;

    private final Process shell;

    private Reaper(Process shell) {
        this.shell = shell;
    }

    /** Watches over the PostgreSQL whose data lie in the folder's {@code data}, and over the folder. */
    static Reaper over(Path folder) throws IOException {
        try (InputStream script = Objects.requireNonNull(Reaper.class.getResourceAsStream("reaper.sh"))) {
            String text = new String(script.readAllBytes(), StandardCharsets.UTF_8);
            return new Reaper(new ProcessBuilder("sh", "-c", text, "claimbench-reaper", folder.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        }
    }

    /** Has it do its work now; returns when all is gone. */
    @Override
    public void close() {
        try {
            shell.getOutputStream().close();
            if (!shell.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
                shell.destroyForcibly();
            }
        } catch (IOException e) {
            // The shell has gone before.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package claimbench.harness.dashboard;

import claimbench.harness.result.RunFiles;
import claimbench.harness.run.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The temporary folder of a dashboard, and the programs that write to it. All are gone when this is closed, and when this process is
 * told to end: the programs first, the last one before those that it needs, and then the folder. Thread-safe.
 */
public final class Workspace implements AutoCloseable {
    private final Path folder;
    private final Deque<Child> programs = new ArrayDeque<>();
    private final Thread hook = new Thread(this::end, "clear-dashboard");
    private volatile boolean ending;

    private Workspace(Path folder) {
        this.folder = folder;
    }

    /** An empty folder of its own. */
    public static Workspace make() throws IOException {
        // Readable for nobody else.
        var workspace = new Workspace(Files.createTempDirectory("claimbench-dashboard-"));
        Runtime.getRuntime().addShutdownHook(workspace.hook);
        return workspace;
    }

    /** Where everything is written. */
    public Path folder() {
        return folder;
    }

    /** Has it ended with this. */
    synchronized Child add(Child program) {
        programs.push(program);
        return program;
    }

    /** Whether this process is being ended: a program that is gone now is no news. */
    public boolean ending() {
        return ending;
    }

    private void end() {
        ending = true;
        clear();
    }

    @Override
    public void close() {
        clear();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // This process is ending: the hook runs already.
        }
    }

    private synchronized void clear() {
        programs.forEach(Child::close);
        programs.clear();
        try {
            RunFiles.removeFolder(folder);
        } catch (IOException e) {
            System.err.println("claimbench: " + e.getMessage());
        }
    }
}

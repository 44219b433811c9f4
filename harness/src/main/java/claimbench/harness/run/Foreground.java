package claimbench.harness.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Processes whose output goes to this one's terminal. They end when this one does: by a signal where it may still send
 * one, and otherwise by the end of their standard input.
 */
public final class Foreground implements AutoCloseable {
    private static final long STOP_SECONDS_MAX = 5;

    private final List<Process> processes = new ArrayList<>();
    private final Thread hook = new Thread(this::stopAll, "end-foreground");

    public Foreground() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Starts one more process.
     *
     * @throws TrialFailure where there is no such program
     */
    public synchronized Process start(List<String> command) throws TrialFailure {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            processes.add(process);
            return process;
        } catch (IOException e) {
            throw new TrialFailure(command.getFirst() + " cannot be started: " + e.getMessage());
        }
    }

    /** Ends those that still run. */
    @Override
    public void close() {
        stopAll();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // This process is ending: the hook runs already.
        }
    }

    private synchronized void stopAll() {
        for (Process process : processes) {
            try {
                process.getOutputStream().close();
            } catch (IOException e) {
                // It is gone already.
            }
            process.destroy();
        }
        for (Process process : processes) {
            try {
                if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}

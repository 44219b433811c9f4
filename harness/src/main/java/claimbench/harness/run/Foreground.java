package claimbench.harness.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Processes whose output goes to this one's terminal. They end when this one does: by a signal where it may still send
 * one, and otherwise by the end of their standard input. Thread-safe.
 */
public final class Foreground implements AutoCloseable {
    private static final long STOP_SECONDS_MAX = 5;

    private record Member(String name, Process process) {}

    private final List<Member> members = new ArrayList<>();
    private final Thread hook = new Thread(this::endAll, "end-foreground");
    private volatile boolean ending;

    public Foreground() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Starts one more process.
     *
     * @throws TrialFailure where there is no such program
     */
    public Process start(List<String> command) throws TrialFailure {
        return start(command.getFirst(), command, Redirect.INHERIT);
    }

    /**
     * Starts one more process, and waits until it says where it answers.
     *
     * @param name for messages: what it is
     * @param bound for the wait
     * @param output is given each line that it prints
     * @return its address
     * @throws TrialFailure where it ended, or was not ready in time; it has said why on standard error
     */
    public URI startServer(String name, List<String> command, Duration bound, Consumer<String> output)
            throws TrialFailure, InterruptedException {
        Process process = start(name, command, Redirect.PIPE);
        var url = new CompletableFuture<Optional<URI>>();
        Thread.ofVirtual().name("output-" + name).start(() -> read(process, url, output));
        try {
            Optional<URI> ready = url.get(bound.toMillis(), TimeUnit.MILLISECONDS);
            if (ready.isPresent()) {
                return ready.get();
            }
            sayNothingWhenEnding();
            boolean ended = process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS);
            throw new TrialFailure(
                    name + (ended ? " ended with exit code " + process.exitValue() : " does not say where it answers"));
        } catch (TimeoutException e) {
            throw new TrialFailure(name + " was not ready within " + bound.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new IllegalStateException("the reader of " + name + " failed", e);
        }
    }

    /** The name of the first process that has ended, waiting for one to do so. */
    public String awaitFirstEnd() throws InterruptedException {
        List<Member> all;
        synchronized (this) {
            all = List.copyOf(members);
        }
        var first = new CompletableFuture<String>();
        for (Member member : all) {
            var _ = member.process.onExit().thenRun(() -> first.complete(member.name));
        }
        try {
            String name = first.get();
            sayNothingWhenEnding();
            return name;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the wait for a process failed", e);
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

    /** Starts a process whose name is for messages. */
    public synchronized Process start(String name, List<String> command) throws TrialFailure {
        return start(name, command, Redirect.INHERIT);
    }

    private synchronized Process start(String name, List<String> command, Redirect output) throws TrialFailure {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(output)
                    .redirectError(Redirect.INHERIT)
                    .start();
            members.add(new Member(name, process));
            return process;
        } catch (IOException e) {
            throw new TrialFailure(name + " cannot be started: " + e.getMessage());
        }
    }

    /** Reads to the end, long after the server is ready: it must never wait for somebody to read what it prints. */
    private static void read(Process process, CompletableFuture<Optional<URI>> url, Consumer<String> output) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.accept(line);
                if (line.startsWith(ReadyLine.WORD + " ")) {
                    url.complete(ReadyLine.url(line));
                }
            }
        } catch (IOException e) {
            // The same as the end: it is gone.
        } finally {
            url.complete(Optional.empty());
        }
    }

    /** A process that ends because this one is told to is no news: the wait is over when this process is. */
    private void sayNothingWhenEnding() throws InterruptedException {
        if (ending) {
            Thread.currentThread().join();
        }
    }

    private void endAll() {
        ending = true;
        stopAll();
    }

    private synchronized void stopAll() {
        for (Member member : members) {
            try {
                member.process.getOutputStream().close();
            } catch (IOException e) {
                // It is gone already.
            }
            member.process.destroy();
        }
        for (Member member : members) {
            try {
                if (!member.process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                    member.process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                member.process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}

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
import org.jspecify.annotations.Nullable;

/**
 * Processes whose output goes to this one's terminal. They end when this one does: by a signal where it may still send
 * one, and otherwise by the end of their standard input. Thread-safe.
 */
public final class Foreground implements AutoCloseable {
    /** For a process that says no more, and is likely to have ended. */
    private static final long END_SECONDS_MAX = 5;

    /**
     * A process of these.
     *
     * @param essential whether the others are of no use without it
     */
    private record Member(String name, Process process, boolean essential) {}

    /** A server that has been started and may not be ready yet. */
    public final class Starting {
        private final String name;
        private final Process process;
        private final CompletableFuture<Optional<String>> address = new CompletableFuture<>();

        private Starting(String name, Process process) {
            this.name = name;
            this.process = process;
        }

        /**
         * Waits until it says where it answers.
         *
         * @param bound for the wait
         * @return its address, as it wrote it
         * @throws TrialFailure where it ended, or was not ready in time; it has said why on standard error
         */
        public String await(Duration bound) throws TrialFailure, InterruptedException {
            try {
                Optional<String> ready = address.get(bound.toMillis(), TimeUnit.MILLISECONDS);
                if (ready.isPresent()) {
                    return ready.get();
                }
                throw noAddress();
            } catch (TimeoutException e) {
                throw new TrialFailure(name + " was not ready within " + bound.toSeconds() + " s");
            } catch (ExecutionException e) {
                throw new IllegalStateException("the reader of " + name + " failed", e);
            }
        }

        private TrialFailure noAddress() throws InterruptedException {
            sayNothingWhenEnding();
            boolean ended = process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS);
            return new TrialFailure(
                    name + (ended ? " ended with exit code " + process.exitValue() : " does not say where it answers"));
        }

        public Process process() {
            return process;
        }

        /** Tells when it has ended, unless that is because this process ends. */
        public void whenEnded(Runnable news) {
            var _ = process.onExit().thenRun(() -> {
                if (!ending) {
                    news.run();
                }
            });
        }
    }

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
        return start(command.getFirst(), command);
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
        Starting server = start(name, command, null, output, true);
        String address = server.await(bound);
        Optional<URI> url = ReadyLine.url(address);
        if (url.isEmpty()) {
            throw server.noAddress();
        }
        return url.get();
    }

    /**
     * Starts one more process, which is a server.
     *
     * @param name for messages: what it is
     * @param databaseUrl of which it is told; null where there is none
     * @param output is given each line that it prints
     */
    public Starting startServer(
            String name, List<String> command, @Nullable String databaseUrl, Consumer<String> output)
            throws TrialFailure {
        return start(name, command, databaseUrl, output, true);
    }

    /**
     * Starts one more server, which the others can do without.
     *
     * @param databaseUrl of which it is told; null where there is none
     * @param output is given each line that it prints
     */
    public Starting startOptional(
            String name, List<String> command, @Nullable String databaseUrl, Consumer<String> output)
            throws TrialFailure {
        return start(name, command, databaseUrl, output, false);
    }

    private Starting start(
            String name, List<String> command, @Nullable String databaseUrl, Consumer<String> output, boolean essential)
            throws TrialFailure {
        var server = new Starting(name, start(name, command, databaseUrl, Redirect.PIPE, essential));
        Thread.ofVirtual().name("output-" + name).start(() -> read(server, output));
        return server;
    }

    /** The name of the first process that has ended and that the others need, waiting for one to do so. */
    public String awaitFirstEnd() throws InterruptedException {
        List<Member> all;
        synchronized (this) {
            all = members.stream().filter(Member::essential).toList();
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
    public Process start(String name, List<String> command) throws TrialFailure {
        return start(name, command, null);
    }

    /** Starts a process that is told of a database; null where there is none. */
    public Process start(String name, List<String> command, @Nullable String databaseUrl) throws TrialFailure {
        return start(name, command, databaseUrl, Redirect.INHERIT, true);
    }

    private synchronized Process start(
            String name, List<String> command, @Nullable String databaseUrl, Redirect output, boolean essential)
            throws TrialFailure {
        try {
            // A server that others need, or that needs others, ends in its turn, even where a terminal would end all at
            // once.
            List<String> own = output.equals(Redirect.PIPE) ? NoInterrupt.to(command) : command;
            Process process = DatabaseVariable.builder(own, databaseUrl)
                    .redirectOutput(output)
                    .redirectError(Redirect.INHERIT)
                    .start();
            members.add(new Member(name, process, essential));
            return process;
        } catch (IOException e) {
            throw new TrialFailure(name + " cannot be started: " + e.getMessage());
        }
    }

    /** Reads to the end, long after the server is ready: it must never wait for somebody to read what it prints. */
    private static void read(Starting server, Consumer<String> output) {
        try (BufferedReader lines = server.process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.accept(line);
                if (line.startsWith(ReadyLine.WORD + " ")) {
                    server.address.complete(Optional.of(ReadyLine.address(line)));
                }
            }
        } catch (IOException e) {
            // The same as the end: it is gone.
        } finally {
            server.address.complete(Optional.empty());
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

    /** One after the other, the last first: what it has begun it finishes with the help of those that were there before. */
    private synchronized void stopAll() {
        for (Member member : members.reversed()) {
            try {
                member.process.getOutputStream().close();
            } catch (IOException e) {
                // It is gone already.
            }
            member.process.destroy();
            try {
                if (!member.process.waitFor(Bounds.STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                    member.process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                member.process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}

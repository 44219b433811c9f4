package claimbench.harness.run;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A process that this one has started. What it prints goes to its log as it comes, and lines of the protocol (their first
 * word says so) can be waited for. No terminal interrupts it (see {@link NoInterrupt}). Its standard input stays open as long as this process lives; with its end, the
 * child's reason to live ends too. Thread-safe.
 */
public final class Child implements AutoCloseable {
    /** For what is left of a process that has ended, or been ended by force. */
    private static final Duration REST_BOUND = Duration.ofSeconds(3);

    /** For those that clear up after a process which has been ended by force. */
    private static final Duration CLEAR_UP_BOUND = Duration.ofSeconds(15);

    private static final int LINE_LENGTH_MAX = 4_096;

    /** Of a stack trace, or of an exception's in one, which is further to the right. */
    private static final Pattern FRAME = Pattern.compile("\\s+(at .*|\\.\\.\\. \\d+ .*)");

    /** When it is ended where several are: those who ask before those who are asked. */
    enum Turn {
        LOAD,
        TARGET,
        UPSTREAM,
        DATABASE
    }

    private final String name;
    private final Path log;
    private final Process process;
    private final BufferedWriter input;
    private final Bell bell;
    private final List<String> protocolWords;
    private final boolean clearsUp;
    private final List<String> protocolLines = new CopyOnWriteArrayList<>();
    private volatile String lastLine = "it printed nothing";
    private final Thread pump;
    private volatile @Nullable IOException logFailure;
    private volatile Turn turn;

    private Child(String name, Path log, Process process, Bell bell, List<String> protocolWords, boolean clearsUp) {
        this.name = name;
        this.log = log;
        this.process = process;
        this.input = process.outputWriter(StandardCharsets.UTF_8);
        this.bell = bell;
        this.protocolWords = protocolWords;
        this.clearsUp = clearsUp;
        this.turn = clearsUp ? Turn.DATABASE : Turn.TARGET;
        this.pump = Thread.ofVirtual().name("log-" + name).unstarted(this::pump);
    }

    /**
     * Starts a process.
     *
     * @param name for messages: what it is
     * @param command program and arguments
     * @param log file for what it prints, after what is there already
     * @param bell rung at each of its lines and at its end
     * @param protocolWords first words of the lines that can be waited for
     * @throws TrialFailure where there is no such program
     */
    public static Child start(String name, List<String> command, Path log, Bell bell, String... protocolWords)
            throws TrialFailure {
        return start(name, command, null, log, bell, protocolWords);
    }

    /** Starts a process that is told of a database; null where there is none. */
    public static Child start(
            String name,
            List<String> command,
            @Nullable String databaseUrl,
            Path log,
            Bell bell,
            String... protocolWords)
            throws TrialFailure {
        return start(name, DatabaseVariable.builder(command, databaseUrl), log, bell, List.of(protocolWords), false);
    }

    /**
     * Starts a process that has started others to clear up after it: where it must be ended by force, they are left to
     * do so, and end by themselves.
     *
     * @param databaseUrl of which it is told; null where there is none
     */
    static Child startThatClearsUp(
            String name,
            List<String> command,
            @Nullable String databaseUrl,
            Path log,
            Bell bell,
            String... protocolWords)
            throws TrialFailure {
        return start(name, DatabaseVariable.builder(command, databaseUrl), log, bell, List.of(protocolWords), true);
    }

    private static Child start(
            String name, ProcessBuilder builder, Path log, Bell bell, List<String> protocolWords, boolean clearsUp)
            throws TrialFailure {
        Process process;
        try {
            process = builder.command(NoInterrupt.to(builder.command()))
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new TrialFailure(name + " cannot be started: " + e.getMessage());
        }
        var child = new Child(name, log, process, bell, protocolWords, clearsUp);
        // Before it is known to others, who may close it at once: a thread that was never started cannot be waited for.
        child.pump.start();
        Children.add(child);
        var _ = process.onExit().thenRun(bell::ring);
        return child;
    }

    /** Has it ended in this turn; where nobody says so, in that of targets. */
    Child endedAs(Turn other) {
        turn = other;
        return this;
    }

    Turn turn() {
        return turn;
    }

    /** What it is, for messages. */
    public String name() {
        return name;
    }

    /** As the operating system numbers it. */
    public long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** The exit code; empty while it runs. */
    public Optional<Integer> exitCode() {
        return process.isAlive() ? Optional.empty() : Optional.of(process.exitValue());
    }

    /** The rest of the protocol's first line that begins with this word, if it has been printed. */
    public Optional<String> said(String word) {
        return protocolLines.stream()
                .filter(line -> line.equals(word) || line.startsWith(word + " "))
                .map(line -> line.substring(word.length()).strip())
                .findFirst();
    }

    /** Writes a line to its standard input. */
    void send(String line) throws TrialFailure {
        try {
            input.write(line + "\n");
            input.flush();
        } catch (IOException e) {
            throw new TrialFailure(name + " takes no more input: " + lastWords());
        }
    }

    /** Ends its standard input, upon which one that watches it ends by itself. */
    void endInput() {
        closeQuietly(input);
    }

    /** Waits for its end, and for its log to have all that it printed; whether it ended in time, and well. */
    public boolean awaitExit(long bound, TimeUnit unit) throws InterruptedException {
        if (!process.waitFor(bound, unit)) {
            return false;
        }
        // To close it before would cut off what has not been read yet.
        awaitLog();
        return process.exitValue() == 0;
    }

    /** Throws when it has ended, or its log could not be written: a process that should be running. */
    public void checkRunning(String when) throws TrialFailure {
        IOException failure = logFailure;
        if (failure != null) {
            throw new TrialFailure("cannot write " + log + ": " + failure.getMessage());
        }
        if (!process.isAlive()) {
            throw new TrialFailure(
                    name + " ended with exit code " + process.exitValue() + " " + when + ": " + lastWords());
        }
    }

    /** The last line that it printed, and where the others are. */
    public String lastWords() {
        return lastLine() + " (see " + log + ")";
    }

    /** The last line that it printed, frames of a stack trace left out. */
    public String lastLine() {
        awaitLog();
        return lastLine;
    }

    /** Asks it to end, without waiting. */
    void requestStop() {
        // A process that does not watch its standard input understands the signal, and the other way round.
        closeQuietly(input);
        process.destroy();
    }

    /**
     * Ends it: by asking, then by force. When this returns, it is gone, and so is what it has started, but for those that
     * clear up after it and take long. One that has nothing left to do is gone at once.
     */
    @Override
    public void close() {
        close(Bounds.STOP);
    }

    /** The same, by force after so long. */
    void close(Duration bound) {
        requestStop();
        boolean interrupted = false;
        try {
            if (!process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            interrupted = true;
            kill();
        }
        process.onExit().join();
        awaitLog();
        Children.remove(this);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it by force, with all that it has started: for what would take long to end, or do harm when asked to. */
    void kill() {
        // Asked for first: nobody knows the children of a process that is gone.
        List<ProcessHandle> descendants = process.descendants().toList();
        if (!clearsUp) {
            // Before the process: whoever waits for its end would begin to act on it.
            descendants.forEach(ProcessHandle::destroyForcibly);
        }
        process.destroyForcibly();
        CompletableFuture.allOf(descendants.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, (clearsUp ? CLEAR_UP_BOUND : REST_BOUND).toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private void awaitLog() {
        if (process.isAlive()) {
            return;
        }
        try {
            pump.join(REST_BOUND);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pump() {
        try (BufferedReader output =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                Writer writer = Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                // Protocol first: a full disk must not hide what the process said.
                note(line);
                if (logFailure == null) {
                    write(writer, line);
                }
            }
        } catch (IOException e) {
            logFailed(e);
        } finally {
            bell.ring();
        }
    }

    private void write(Writer writer, String line) {
        try {
            writer.write(line + "\n");
            writer.flush();
        } catch (IOException e) {
            logFailed(e);
        }
    }

    private void logFailed(IOException e) {
        if (logFailure == null && process.isAlive()) {
            logFailure = e;
        }
    }

    private void note(String line) {
        String text = line.length() > LINE_LENGTH_MAX ? line.substring(0, LINE_LENGTH_MAX) : line;
        if (!text.isBlank() && !FRAME.matcher(text).matches()) {
            lastLine = text.strip();
        }
        int space = text.indexOf(' ');
        if (protocolWords.contains(space < 0 ? text : text.substring(0, space))) {
            protocolLines.add(text);
            bell.ring();
        }
    }

    private static void closeQuietly(BufferedWriter writer) {
        try {
            writer.close();
        } catch (IOException e) {
            // It is gone already.
        }
    }
}

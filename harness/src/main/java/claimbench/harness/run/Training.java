package claimbench.harness.run;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that does, once, some of what it will do in trials, for the sake of a {@link StartCache}. Not thread-safe.
 *
 * <p>A JVM that is asked to end by a signal makes its cache first, in a process of its own; so it is left to end by itself, or killed.
 */
final class Training implements AutoCloseable {
    private static final Duration BOUND = Duration.ofMinutes(2);

    private final Bell bell = new Bell();
    private final String name;
    private final Child child;

    /**
     * Starts it.
     *
     * @param name what is trained
     * @param command of it, the JVM's launcher first
     * @param flags of its JVM beside those of the command
     * @param log for what it prints
     */
    private Training(String name, List<String> command, List<String> flags, Path log) throws TrialFailure {
        this.name = name;
        var withFlags = new ArrayList<>(command);
        withFlags.addAll(1, flags);
        this.child = Child.start(name, withFlags, log, bell, ReadyLine.WORD);
    }

    /** One whose JVM makes a cache at its end. */
    static Training of(String name, List<String> command, Path draft, Path log) throws TrialFailure {
        return new Training(name, command, List.of("-XX:AOTCacheOutput=" + draft), log);
    }

    /** The same, of loaded classes and nothing else: how often which method was called is not in the cache. */
    static Training ofClassesAlone(String name, List<String> command, Path draft, Path log) throws TrialFailure {
        return new Training(
                name,
                command,
                List.of("-XX:AOTCacheOutput=" + draft, "-XX:+UnlockDiagnosticVMOptions", "-XX:-AOTRecordTraining"),
                log);
    }

    /** One that is only there for another to be trained with. */
    static Training helper(String name, List<String> command, Path log) throws TrialFailure {
        return new Training(name, command, List.of(), log);
    }

    /** Where it answers, once it does. */
    URI ready() throws TrialFailure, InterruptedException {
        return bell.await(BOUND, () -> {
                    if (!child.alive()) {
                        throw new TrialFailure(name + "'s training failed: it ended before it was ready");
                    }
                    return child.said(ReadyLine.WORD).flatMap(ReadyLine::url);
                })
                .orElseThrow(() -> new TrialFailure(name + "'s training failed: it was not ready in time"));
    }

    /** Ends a server by the end of its input, and waits for the cache. */
    void end() throws TrialFailure, InterruptedException {
        child.endInput();
        awaitEnd();
    }

    /** Waits for its end, which comes by itself, and for the cache. */
    void awaitEnd() throws TrialFailure, InterruptedException {
        if (!child.awaitExit(BOUND.toSeconds(), TimeUnit.SECONDS)) {
            throw new TrialFailure(name + "'s training failed: " + child.lastLine());
        }
    }

    @Override
    public void close() {
        try {
            child.kill();
        } finally {
            child.close(); // which waits for its end and its log
        }
    }
}

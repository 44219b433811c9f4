package claimbench.harness.run;

import claimbench.runtime.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The database of a run: started when the first trial needs one, since most need none and its start takes seconds, and kept
 * for all that follow. Rows that a trial inserts stay; each trial reads the same ones. The user's own is not started, but
 * prepared in the same way: given the table and the rows. Not thread-safe.
 */
public final class RunDatabase implements AutoCloseable {
    private static final String NAME = "the database";

    /** First word of the line with the number of PostgreSQL's first process. */
    private static final String POSTMASTER = "postmaster";

    private final Programs programs;
    private final Bounds bounds;
    private final Path log;
    private final @Nullable String ownUrl;
    private final Bell bell = new Bell();
    private @Nullable Running running;
    private @Nullable String startFailure;

    /**
     * A database that runs.
     *
     * @param url what targets are told; it may have a password
     * @param child the process that started or prepared it
     * @param pid of PostgreSQL's first process; empty where it is not ours
     */
    public record Running(String url, Child child, OptionalLong pid) {
        /** Keeps it to these cores, with all that it has started. */
        public void keepTo(List<Integer> cores) throws InterruptedException {
            List<Long> pids = pid.stream()
                    .boxed()
                    .flatMap(first -> Stream.concat(
                            Stream.of(first),
                            ProcessHandle.of(first).stream()
                                    .flatMap(ProcessHandle::descendants)
                                    .map(ProcessHandle::pid)))
                    .toList();
            for (long each : pids) {
                Affinity.keepTo(each, cores);
            }
        }
    }

    /**
     * A database that is not needed yet.
     *
     * @param log file for what its process prints
     * @param ownUrl the user's own, checked; null to start one
     */
    public RunDatabase(Programs programs, Bounds bounds, Path log, @Nullable String ownUrl) {
        this.programs = programs;
        this.bounds = bounds;
        this.log = log;
        this.ownUrl = ownUrl;
    }

    /**
     * The database, started where it is not running and answering.
     *
     * @throws TrialFailure where there is none; one that did not start is not tried again
     */
    public Running get() throws TrialFailure, InterruptedException {
        if (startFailure != null) {
            throw new TrialFailure("not tried, since earlier " + startFailure);
        }
        Running now = running;
        if (now == null || !now.child.alive()) {
            close();
            now = started();
            running = now;
        }
        checkAnswers(now);
        return now;
    }

    private Running started() throws TrialFailure, InterruptedException {
        try {
            var command = new ArrayList<>(programs.database());
            command.addAll(List.of("--exit-with-parent"));
            if (ownUrl == null) {
                command.addAll(List.of("--host", "127.0.0.1", "--port", "0"));
            }
            Child child = Child.startThatClearsUp(NAME, command, ownUrl, log, bell, ReadyLine.WORD, POSTMASTER);
            boolean ready = false;
            try {
                String address = ReadyLine.address(awaitReady(child));
                ready = true;
                return new Running(ownUrl == null ? address : ownUrl, child, postmaster(child));
            } finally {
                if (!ready) {
                    child.close();
                }
            }
        } catch (TrialFailure e) {
            startFailure = e.getMessage();
            throw e;
        }
    }

    private String awaitReady(Child child) throws TrialFailure, InterruptedException {
        Duration bound = bounds.ready();
        return bell.await(bound, () -> {
                    Optional<String> said = child.said(ReadyLine.WORD);
                    if (said.isEmpty()) {
                        child.checkRunning("before it was ready");
                    }
                    return said;
                })
                .orElseThrow(() -> new TrialFailure(
                        NAME + " was not ready within " + bound.toSeconds() + " s: " + child.lastWords()));
    }

    /** Said before the ready line. */
    private static OptionalLong postmaster(Child child) {
        return child.said(POSTMASTER).stream().mapToLong(Long::parseLong).findFirst();
    }

    private void checkAnswers(Running database) throws TrialFailure {
        DatabaseUrl url = DatabaseUrl.parse(database.url);
        try {
            DatabaseProbe.check(url.host(), url.port(), bounds.probe());
        } catch (IOException e) {
            throw new TrialFailure(NAME + " does not answer at " + url + ": " + e.getMessage());
        }
    }

    @Override
    public void close() {
        if (running != null) {
            running.child.close();
            running = null;
        }
    }
}

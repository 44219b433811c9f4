package claimbench.harness.performance;

import claimbench.harness.run.Affinity;
import claimbench.harness.run.Bell;
import claimbench.harness.run.Bounds;
import claimbench.harness.run.Child;
import claimbench.harness.run.HttpProbe;
import claimbench.harness.run.Programs;
import claimbench.harness.run.ReadyLine;
import claimbench.harness.run.RunDatabase;
import claimbench.harness.run.TrialFailure;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the routes of a target call: the upstream, and PostgreSQL where they need it. On the load's core, fresh, and gone when
 * this is closed. For one thread.
 */
final class Backends implements AutoCloseable {
    private static final String NAME = "the upstream";
    private static final JsonMapper JSON = new JsonMapper();

    private final Child upstream;
    private final URI upstreamUrl;
    private final @Nullable RunDatabase database;
    private final @Nullable String databaseUrl;

    private Backends(Child upstream, URI upstreamUrl, @Nullable RunDatabase database, @Nullable String databaseUrl) {
        this.upstream = upstream;
        this.upstreamUrl = upstreamUrl;
        this.database = database;
        this.databaseUrl = databaseUrl;
    }

    /**
     * Starts what is needed.
     *
     * @param wantsDatabase whether PostgreSQL, too
     * @param folder for what they print
     */
    static Backends start(Bench bench, boolean wantsDatabase, Path folder) throws TrialFailure, InterruptedException {
        Programs programs = bench.programs();
        List<Integer> core = List.of(bench.loadCore());
        RunDatabase database = null;
        Child upstream = null;
        boolean ready = false;
        try {
            String databaseUrl = null;
            if (wantsDatabase) {
                database = new RunDatabase(programs, Bounds.DEFAULT, folder.resolve("database.log"), null);
                RunDatabase.Running running = database.get();
                running.keepTo(core);
                databaseUrl = running.url();
            }
            var command = new ArrayList<>(programs.upstream());
            command.addAll(List.of("--host", "127.0.0.1", "--port", "0", "--exit-with-parent"));
            var bell = new Bell();
            upstream = Child.start(
                    NAME, Affinity.pin(command, core), folder.resolve("upstream.log"), bell, ReadyLine.WORD);
            URI url = RunningTarget.awaitReady(upstream, bell);
            ready = true;
            return new Backends(upstream, url, database, databaseUrl);
        } finally {
            if (!ready) {
                close(upstream, database);
            }
        }
    }

    /** What a target is told on its command line. */
    List<String> options() {
        return List.of("--upstream", upstreamUrl.toString());
    }

    /** What it is told in its environment; null where there is no database. */
    @Nullable
    String databaseUrl() {
        return databaseUrl;
    }

    /** How late the upstream gave 95 of 100 answers and tokens: what it is late by is no fault of a target. */
    long latenessNanosP95() throws TrialFailure, InterruptedException {
        try (var probe = new HttpProbe(NAME, upstreamUrl, Bounds.DEFAULT.probe())) {
            return JSON.readTree(probe.get("/lateness")).path("p95Nanos").asLong();
        } catch (JacksonException e) {
            throw new TrialFailure(NAME + " does not say how late it was: " + e.getOriginalMessage());
        }
    }

    /** Throws where one of them has ended. */
    void checkRunning() throws TrialFailure {
        upstream.checkRunning("under load");
    }

    @Override
    public void close() {
        close(upstream, database);
    }

    private static void close(@Nullable Child upstream, @Nullable RunDatabase database) {
        Optional.ofNullable(upstream).ifPresent(Child::close);
        Optional.ofNullable(database).ifPresent(RunDatabase::close);
    }
}

package claimbench.harness.cli;

import claimbench.harness.run.Bounds;
import claimbench.harness.run.Foreground;
import claimbench.harness.run.Installation;
import claimbench.harness.run.TrialFailure;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a target in the foreground needs beside it: an upstream, without which nothing is served, and a database, without
 * which the rest is.
 */
final class Companions {
    /**
     * What a target is told of them.
     *
     * @param options of its command line
     * @param databaseUrl for its environment, since it may have a password; null where there is no database
     */
    record Told(List<String> options, @Nullable String databaseUrl) {}

    private final Installation installation;
    private final Foreground processes;
    private final PrintWriter out;
    private final PrintWriter err;

    /**
     * Nothing is started yet.
     *
     * @param out for what they print
     * @param err for what goes wrong, a line each
     */
    Companions(Installation installation, Foreground processes, PrintWriter out, PrintWriter err) {
        this.installation = installation;
        this.processes = processes;
        this.out = out;
        this.err = err;
    }

    /**
     * Starts what is wanted, at the same time, and waits for it: a target must know the addresses before it starts.
     *
     * @param upstreamUrl of one that runs already; null to start one
     * @param wantsDatabase whether to start one, or prepare the user's own
     * @param ownDatabaseUrl of the user's own, checked; null where there is none
     * @throws TrialFailure where the upstream does not start
     */
    Told start(@Nullable String upstreamUrl, boolean wantsDatabase, @Nullable String ownDatabaseUrl)
            throws TrialFailure, InterruptedException {
        Optional<Foreground.Starting> database = wantsDatabase ? startDatabase(ownDatabaseUrl) : Optional.empty();
        List<String> options = List.of("--upstream", upstreamUrl == null ? startUpstream() : upstreamUrl);
        Optional<String> started = database.isPresent() ? awaitDatabase(database.get()) : Optional.empty();
        return new Told(options, ownDatabaseUrl == null ? started.orElse(null) : ownDatabaseUrl);
    }

    private String startUpstream() throws TrialFailure, InterruptedException {
        var command = new ArrayList<>(installation.upstream());
        command.addAll(List.of("--port", "0", "--exit-with-parent"));
        return processes
                .startServer("the upstream", command, Bounds.DEFAULT.ready(), this::print)
                .toString();
    }

    private Optional<Foreground.Starting> startDatabase(@Nullable String ownUrl) {
        try {
            var command = new ArrayList<>(installation.database());
            command.add("--exit-with-parent");
            return Optional.of(processes.startOptional("the database", command, ownUrl, line -> {
                if (line.startsWith("ready ")) {
                    print(line);
                }
            }));
        } catch (TrialFailure e) {
            without("the database is " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Its address; empty where there is none. */
    private Optional<String> awaitDatabase(Foreground.Starting database) throws InterruptedException {
        try {
            String url = database.await(Bounds.DEFAULT.ready());
            database.whenEnded(() -> without("the database has ended"));
            return Optional.of(url);
        } catch (TrialFailure e) {
            without(e.getMessage());
            return Optional.empty();
        }
    }

    private void without(@Nullable String reason) {
        err.println("claimbench: " + reason + ": /users and /profile answer 502, the rest is served");
        err.flush();
    }

    private void print(String line) {
        out.println(line);
        out.flush();
    }
}

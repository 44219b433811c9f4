package claimbench.database;

import claimbench.runtime.CannotStartException;
import claimbench.runtime.DatabaseUrl;
import claimbench.runtime.ListenAddress;
import claimbench.runtime.RunningServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL for as long as it is wanted: fresh data in a folder of its own, the schema and the rows, and nothing left
 * behind at its end.
 *
 * <p>What is written is as safe as PostgreSQL makes it by default: {@code fsync}, {@code synchronous_commit} and {@code
 * full_page_writes} are on, so that an insert costs what it costs elsewhere. It listens on loopback alone, and asks for no
 * password. Thread-safe.
 */
public final class EmbeddedDatabase implements RunningServer {
    /** This process's name. */
    public static final String NAME = "database";

    private static final String HOST_DEFAULT = "127.0.0.1";

    /** Of the user and of the database. */
    private static final String OWNER = "claimbench";

    private static final String SUPERUSER = "postgres";

    /** More than the largest pool that a target may be given, and some for people who look at it. */
    private static final int CONNECTIONS_MAX = 1_100;

    private static final Duration START_MAX = Duration.ofSeconds(60);

    /**
     * Ports that a system does not hand out by itself: nobody is given the one that was chosen before PostgreSQL has started, or
     * while it is started again.
     */
    private static final int PORT_MIN = 10_000;

    private static final int PORT_MAX = 32_000;

    /** Another process may take a free port between our finding it and using it. */
    private static final int PORT_ATTEMPTS = 3;

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

    private final EmbeddedPostgres postgres;
    private final ProcessHandle postmaster;
    private final Reaper reaper;
    private final DatabaseUrl url;
    private final CompletableFuture<String> failure = new CompletableFuture<>();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedDatabase(EmbeddedPostgres postgres, ProcessHandle postmaster, Reaper reaper, DatabaseUrl url) {
        this.postgres = postgres;
        this.postmaster = postmaster;
        this.reaper = reaper;
        this.url = url;
        var _ = postmaster.onExit().thenRun(() -> {
            if (!stopping.get()) {
                failure.complete("PostgreSQL has ended although nobody asked it to");
            }
        });
    }

    /**
     * Starts a database with fresh data on a free port.
     *
     * @throws IOException where it does not start, with a message that says why
     */
    public static EmbeddedDatabase start() throws IOException {
        return start(HOST_DEFAULT, 0);
    }

    /**
     * Starts a database with fresh data on this port; 0 for a free one.
     *
     * @throws java.net.BindException where the port is in use
     * @throws IOException where it does not start for another reason
     */
    public static EmbeddedDatabase start(int port) throws IOException {
        return start(HOST_DEFAULT, port);
    }

    static EmbeddedDatabase start(String host, int port) throws IOException {
        for (int attempt = 1; ; attempt++) {
            int chosen = freePort(host, port);
            try {
                return startOn(host, chosen);
            } catch (CannotStartException e) {
                if (port != 0 || attempt == PORT_ATTEMPTS || isFree(host, chosen)) {
                    throw e;
                }
            }
        }
    }

    private static EmbeddedDatabase startOn(String host, int port) throws IOException {
        Path folder = Files.createTempDirectory("claimbench-database-");
        Path log = folder.resolve("log");
        // From here on, whatever happens to this JVM, nothing is left behind.
        Reaper reaper = Reaper.over(folder);
        boolean started = false;
        try {
            EmbeddedPostgres postgres = Programs.use(() -> postgres(folder, log, host, port));
            var url = new DatabaseUrl(host, port, OWNER, OWNER, "");
            prepare(url);
            var database = new EmbeddedDatabase(postgres, postmaster(folder), reaper, url);
            started = true;
            return database;
        } catch (IOException | SQLException | RuntimeException | ExceptionInInitializerError e) {
            throw new CannotStartException("PostgreSQL does not start: " + reason(log, e), e);
        } finally {
            if (!started) {
                reaper.close();
            }
        }
    }

    private static EmbeddedPostgres postgres(Path folder, Path log, String host, int port) throws IOException {
        EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setRegisterShutdownHook(false) // the reaper is there for that
                .setPGStartupWait(START_MAX)
                .setOutputRedirector(Redirect.appendTo(log.toFile()))
                .setErrorRedirector(Redirect.appendTo(log.toFile()))
                .setLocaleConfig("locale", "C")
                .setPort(port)
                .setServerConfig("max_connections", Integer.toString(CONNECTIONS_MAX))
                .setServerConfig("listen_addresses", host.equals(HOST_DEFAULT) ? host : HOST_DEFAULT + "," + host)
                .setServerConfig("unix_socket_directories", "")
                // The library turns these off unless told otherwise.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
        try {
            // Otherwise it was another PostgreSQL that answered on this port.
            if (postgres.getProcess().waitFor() != 0) {
                throw new IOException("its start failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return postgres;
    }

    private static void prepare(DatabaseUrl url) throws SQLException {
        var superuser = new DatabaseUrl(url.host(), url.port(), SUPERUSER, SUPERUSER, "");
        try (Connection connection = Migration.connect(superuser);
                Statement statement = connection.createStatement()) {
            statement.execute("create role " + OWNER + " login");
            statement.execute("create database " + OWNER + " owner " + OWNER);
        }
        Migration.migrate(url);
    }

    private static ProcessHandle postmaster(Path folder) throws IOException {
        long pid = Long.parseLong(Files.readAllLines(folder.resolve("data").resolve("postmaster.pid"))
                .getFirst());
        return ProcessHandle.of(pid).orElseThrow(() -> new IOException("it has ended again"));
    }

    /** This port, or for 0 any; it was free a moment ago. */
    private static int freePort(String host, int port) throws IOException {
        bind(host, port);
        while (port == 0) {
            int chosen = ThreadLocalRandom.current().nextInt(PORT_MIN, PORT_MAX + 1);
            try {
                bind(host, chosen);
                return chosen;
            } catch (BindException e) {
                // Somebody's: the host itself is ours, as was just seen.
            }
        }
        return port;
    }

    private static void bind(String host, int port) throws IOException {
        try (var probe = new ServerSocket()) {
            probe.bind(ListenAddress.of(host, port));
        }
    }

    private static boolean isFree(String host, int port) {
        try {
            bind(host, port);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** What PostgreSQL itself said, or else what went wrong on our side; one line. */
    private static String reason(Path log, Throwable failure) {
        try {
            List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
            return lines.stream()
                    .filter(line -> line.contains("FATAL") || line.contains("error:"))
                    .findFirst()
                    .orElse(failure.getMessage() == null ? failure.toString() : failure.getMessage());
        } catch (IOException e) {
            return failure.toString();
        }
    }

    /** Where it answers. */
    public DatabaseUrl url() {
        return url;
    }

    /** PostgreSQL's first process, of which all the others are children: for whoever measures them. */
    public long pid() {
        return postmaster.pid();
    }

    @Override
    public int port() {
        return url.port();
    }

    @Override
    public String url(String host) {
        return url.toString();
    }

    @Override
    public CompletableFuture<String> failure() {
        return failure;
    }

    /** Ends it as a crash does, without a word to whoever is connected; its data are lost. For tests. */
    public void kill() {
        if (closed.getAndSet(true)) {
            return;
        }
        List<ProcessHandle> children = postmaster.descendants().toList();
        postmaster.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        reaper.close();
    }

    /**
     * Has it say nothing more, whatever it is in the middle of; the system goes on taking connections and bytes for it. For
     * tests; {@link #speak} must follow.
     */
    public void fallSilent() throws IOException {
        signal("STOP");
    }

    /** Has it go on. For tests. */
    public void speak() throws IOException {
        signal("CONT");
    }

    private void signal(String name) throws IOException {
        // The first before its children, or there might be more of them.
        for (List<ProcessHandle> processes :
                List.of(List.of(postmaster), postmaster.descendants().toList())) {
            String pids = processes.stream()
                    .map(process -> Long.toString(process.pid()))
                    .collect(Collectors.joining(" "));
            try {
                // One that has ended meanwhile is none that matters.
                var _ = new ProcessBuilder("/bin/sh", "-c", "kill -s " + name + " " + pids + " 2> /dev/null")
                        .start()
                        .waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    /** Ends it, connections that are in use too, and removes its data. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        stopping.set(true);
        if (postmaster.isAlive()) {
            try {
                postgres.close();
            } catch (IOException e) {
                LOG.warn("PostgreSQL does not stop in good order: {}", e.toString());
            }
        }
        reaper.close();
    }
}

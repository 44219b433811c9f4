package claimbench.harness.performance;

import claimbench.harness.experiment.Target;
import claimbench.harness.run.Affinity;
import claimbench.harness.run.Bell;
import claimbench.harness.run.Bounds;
import claimbench.harness.run.Child;
import claimbench.harness.run.HttpProbe;
import claimbench.harness.run.ProcessReader;
import claimbench.harness.run.ReadyLine;
import claimbench.harness.run.TrialFailure;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A server in a fresh JVM, kept to its core, that has answered rightly. It is gone when this is closed. Thread-safe. */
final class RunningTarget implements AutoCloseable {
    private static final ProcessReader READER = ProcessReader.ofSystem();

    /** 10,000 requests that wait 100 ms each take 200 threads 5 s. */
    private static final Duration QUEUE_MAX = Duration.ofSeconds(30);

    private final Child child;
    private final URI url;

    private RunningTarget(Child child, URI url) {
        this.child = child;
        this.url = url;
    }

    /**
     * Starts a server, waits until it is ready, and asks it for something.
     *
     * @param target a request for what it must answer
     * @param folder for what it prints
     */
    static RunningTarget start(Bench bench, Target server, String target, Path folder)
            throws TrialFailure, InterruptedException {
        return start(bench, server, List.of(), null, target, folder);
    }

    /** The same, for a server that calls an upstream and a database. */
    static RunningTarget start(Bench bench, Target server, Backends backends, String target, Path folder)
            throws TrialFailure, InterruptedException {
        return start(bench, server, backends.options(), backends.databaseUrl(), target, folder);
    }

    /**
     * The same, for a server that is told more.
     *
     * @param options on its command line
     * @param databaseUrl in its environment; null where there is no database
     */
    static RunningTarget start(
            Bench bench, Target server, List<String> options, @Nullable String databaseUrl, String target, Path folder)
            throws TrialFailure, InterruptedException {
        var command = new ArrayList<>(bench.servers().of(server));
        command.addAll(List.of("--host", "127.0.0.1", "--port", "0", "--exit-with-parent"));
        command.addAll(options);
        var bell = new Bell();
        List<Integer> core = List.of(bench.serverCore());
        Child child = Child.start(
                server.name(),
                Affinity.pin(command, core),
                databaseUrl,
                folder.resolve("server.log"),
                bell,
                ReadyLine.WORD);
        try {
            var running = new RunningTarget(child, awaitReady(child, bell));
            running.check(core, target);
            return running;
        } catch (TrialFailure | InterruptedException | RuntimeException e) {
            child.close();
            throw e;
        }
    }

    /** Where a process says that it answers, once it does. */
    static URI awaitReady(Child child, Bell bell) throws TrialFailure, InterruptedException {
        Optional<URI> url = bell.await(Bounds.DEFAULT.ready(), () -> {
            Optional<String> said = child.said(ReadyLine.WORD);
            if (said.isEmpty()) {
                child.checkRunning("before it was ready");
            }
            return said.flatMap(ReadyLine::url);
        });
        return url.orElseThrow(() -> new TrialFailure(child.name() + " was not ready within "
                + Bounds.DEFAULT.ready().toSeconds() + " s: " + child.lastWords()));
    }

    private void check(List<Integer> core, String target) throws TrialFailure, InterruptedException {
        Optional<List<Integer>> cores = Affinity.cores(pid());
        if (!cores.equals(Optional.of(core))) {
            throw new TrialFailure(child.name() + " may use the cores "
                    + cores.map(Affinity::list).orElse("?") + " and not " + Affinity.list(core) + " alone");
        }
        try (var probe = new HttpProbe(child.name(), url, Bounds.DEFAULT.probe())) {
            probe.get(target);
        }
    }

    /**
     * Waits until the server has done with the requests that earlier clients left in the queue of its pool: one more, which
     * has its turn after them, must be answered.
     */
    void awaitQueue(String target) throws TrialFailure, InterruptedException {
        try (var probe = new HttpProbe(child.name(), url, QUEUE_MAX)) {
            probe.get(target);
        }
    }

    URI url() {
        return url;
    }

    long pid() {
        return child.pid();
    }

    /** CPU time since its start, user and system. */
    long cpuNanos() throws TrialFailure {
        return READER.read(pid())
                .orElseThrow(
                        () -> new TrialFailure("the kernel says nothing of " + child.name() + ": " + child.lastWords()))
                .cpuNanos();
    }

    /** Throws where it has ended. */
    void checkRunning(String when) throws TrialFailure {
        child.checkRunning(when);
    }

    @Override
    public void close() {
        child.close();
    }
}

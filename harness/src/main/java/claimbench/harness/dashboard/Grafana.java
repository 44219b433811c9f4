package claimbench.harness.dashboard;

import claimbench.dashboards.web.ShownRun;
import claimbench.harness.run.Bell;
import claimbench.harness.run.Child;
import claimbench.harness.run.TrialFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Grafana on the loopback address, with the run's Prometheus and the committed dashboards. Thread-safe. */
public final class Grafana {
    /** Its first start makes a data base. */
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);

    private static final String OVERVIEW = "d/claimbench-overview";
    private static final Duration ASKED_AGAIN_AFTER = Duration.ofMillis(200);

    private final Child process;
    private final URI address;

    private Grafana(Child process, URI address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts it, and waits until it answers.
     *
     * @param port of the loopback address
     * @param dashboards folder with the committed ones
     */
    public static Grafana start(GrafanaProgram program, Workspace workspace, int port, URI prometheus, Path dashboards)
            throws TrialFailure, IOException, InterruptedException {
        Path folder = Files.createDirectories(workspace.folder().resolve("grafana"));
        Path ini = GrafanaFiles.write(folder, port, prometheus, dashboards.toRealPath());
        // A variable of the user's would be stronger than the file, and could open what the file shuts.
        var command = new ArrayList<>(List.of("env"));
        System.getenv().keySet().stream()
                .filter(name -> name.startsWith("GF_"))
                .sorted()
                .forEach(name -> {
                    command.add("-u");
                    command.add(name);
                });
        command.addAll(program.command());
        command.add("--homepath=" + program.home());
        command.add("--config=" + ini);
        Child process = workspace.add(Child.start(
                "Grafana", Guard.over(folder, command), workspace.folder().resolve("grafana.log"), new Bell()));
        var address = URI.create("http://127.0.0.1:" + port + "/");
        awaitHealth(process, address);
        return new Grafana(process, address);
    }

    private static void awaitHealth(Child process, URI address) throws TrialFailure, InterruptedException {
        long deadlineNanos = System.nanoTime() + READY_WITHIN.toNanos();
        try (var client = HttpClient.newHttpClient()) {
            var health = HttpRequest.newBuilder(address.resolve("api/health"))
                    .timeout(READY_WITHIN)
                    .build();
            while (System.nanoTime() < deadlineNanos) {
                try {
                    if (client.send(health, HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200) {
                        return;
                    }
                } catch (IOException e) {
                    // Not yet.
                }
                process.awaitExit(ASKED_AGAIN_AFTER.toMillis(), TimeUnit.MILLISECONDS);
                if (process.exitCode().isPresent()) {
                    throw new TrialFailure("Grafana did not start: " + process.lastLine()
                            + "; with --no-grafana claimbench shows its own page");
                }
            }
        }
        throw new TrialFailure("Grafana was not ready within " + READY_WITHIN.toSeconds() + " s: " + process.lastLine()
                + "; with --no-grafana claimbench shows its own page");
    }

    /** Where its page is, with the period of a run. */
    public URI address(ShownRun run) {
        return address.resolve(
                run.live()
                        ? OVERVIEW + "?from=now-15m&to=now&refresh=" + run.refreshSeconds() + "s"
                        : OVERVIEW + "?from=" + run.from() + "&to=" + run.to());
    }

    /** Fails once it has ended by itself. */
    public void checkRunning() throws TrialFailure {
        if (process.exitCode().isPresent()) {
            throw new TrialFailure("Grafana has ended: " + process.lastLine());
        }
    }
}

package claimbench.harness.cli;

import claimbench.dashboards.web.DashboardServer;
import claimbench.dashboards.web.ShownRun;
import claimbench.harness.dashboard.BackFill;
import claimbench.harness.dashboard.Grafana;
import claimbench.harness.dashboard.GrafanaProgram;
import claimbench.harness.dashboard.LiveRun;
import claimbench.harness.dashboard.LoopbackPort;
import claimbench.harness.dashboard.Period;
import claimbench.harness.dashboard.Prometheus;
import claimbench.harness.dashboard.PrometheusProgram;
import claimbench.harness.dashboard.RunInProgress;
import claimbench.harness.dashboard.StoredMetrics;
import claimbench.harness.dashboard.Workspace;
import claimbench.harness.result.StoredRun;
import claimbench.harness.run.FreePort;
import claimbench.harness.run.Installation;
import claimbench.harness.run.TrialFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code claimbench dashboard [DIR]}: a run in the browser, while it goes on or afterwards. */
@Command(
        name = "dashboard",
        mixinStandardHelpOptions = true,
        header = "Shows a run in the browser: the one in progress, or a stored one.",
        description =
                "Starts Prometheus with data of its own, and shows the dashboards in Grafana where there is one, in a page"
                        + " of its own otherwise. All of it listens on 127.0.0.1 alone, and is gone when this ends.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  claimbench dashboard                                the run in progress; waits for one",
            "  claimbench dashboard runs/20261120T101500Z-quick    a stored run",
            "  claimbench dashboard --open                         opens the browser too"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "1:Prometheus is missing or too old, something could not be started, or there is nothing to show",
            "2:wrong usage",
            "130, 143:Ctrl-C, SIGTERM: the way to end it"
        })
final class DashboardCommand implements Callable<Integer> {
    /** Where runs are stored when nobody names another folder. */
    private static final Path RUNS = Path.of("runs");

    private static final String REPORT = "report";
    private static final String ANY_PORT = "0";
    private static final int PORT_DEFAULT = 3000;
    private static final int PORT_MAX = 65_535;
    private static final long LOOK_MILLIS = 500;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            description =
                    "A run's directory (default: the run in progress in the folder 'runs', the latest of several).")
    private @Nullable Path dir;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Port of the page, 0 to 65535; 0 takes a free one (default: " + PORT_DEFAULT
                    + ", or a free one where that is taken).")
    private @Nullable String port;

    @Option(
            names = "--prometheus-port",
            paramLabel = "N",
            defaultValue = ANY_PORT,
            description = "Port of Prometheus, 0 to 65535 (default: 0, a free one).")
    private String prometheusPort = ANY_PORT;

    @Option(
            names = "--prometheus",
            paramLabel = "PATH",
            description = "Prometheus' program (default: the environment's " + PrometheusProgram.VARIABLE
                    + ", or else that on the search path).")
    private @Nullable Path prometheus;

    @Option(
            names = "--grafana",
            paramLabel = "PATH",
            description = "Grafana's program (default: the environment's " + GrafanaProgram.VARIABLE
                    + ", or else that on the search path).")
    private @Nullable Path grafana;

    @Option(names = "--no-grafana", description = "Show claimbench's own page even where there is a Grafana.")
    private boolean noGrafana;

    @Option(names = "--open", description = "Open the browser.")
    private boolean open;

    @Override
    public Integer call() throws IOException, TrialFailure, InterruptedException {
        Integer pagePort = port == null ? null : port(port, "--port");
        int serverPort = port(prometheusPort, "--prometheus-port");
        if (noGrafana && grafana != null) {
            throw new ParameterException(spec.commandLine(), "--no-grafana and --grafana: give one");
        }
        LoopbackPort.checkFree(serverPort, "--prometheus-port");
        LoopbackPort.checkFree(pagePort == null ? 0 : pagePort, "--port");
        if (dir != null) {
            StoredRun.checkIsRun(dir);
        }
        try (Workspace workspace = Workspace.make()) {
            PrometheusProgram program = PrometheusProgram.find(prometheus, workspace.folder());
            Optional<GrafanaProgram> page = noGrafana ? Optional.empty() : GrafanaProgram.find(grafana);
            checkThereIsAPage(page);
            Path run = dir == null ? awaitRun() : dir;
            if (RunInProgress.is(run)) {
                say("live: " + run);
                var live = LiveRun.of(run);
                Prometheus server = Prometheus.live(program, workspace, configuration(), serverPort, run);
                show(workspace, server, page, pagePort, run, live, () -> sayWhenEnded(live, run));
            } else {
                ShownRun stored = load(program, workspace, run);
                Prometheus server = Prometheus.stored(program, workspace, configuration(), serverPort);
                show(workspace, server, page, pagePort, run, () -> stored, () -> {});
            }
            return 0;
        }
    }

    private int port(String text, String option) {
        return (int) Choices.wholeNumber(spec.commandLine(), option, text, 0, PORT_MAX);
    }

    private static void checkThereIsAPage(Optional<GrafanaProgram> page) throws TrialFailure {
        if (page.isEmpty() && !DashboardServer.hasPage()) {
            throw new TrialFailure(
                    "there is nothing to show it with: this claimbench was built where no node was found, so it has no"
                            + " page of its own, and there is no Grafana on the search path. Install Node.js 20.19 or later (with npm) and"
                            + " build again, or install Grafana, or use containers: docker compose -f dashboards/compose.yaml up");
        }
    }

    /** The latest run in progress, waiting for one to begin. */
    private Path awaitRun() throws IOException, InterruptedException {
        boolean told = false;
        while (true) {
            Optional<Path> run = RunInProgress.latest(RUNS);
            if (run.isPresent()) {
                return run.get();
            }
            if (!told) {
                told = true;
                say(
                        "no run is in progress in " + RUNS.toAbsolutePath()
                                + "; waiting for one: claimbench run, in another terminal. A stored one: claimbench dashboard DIR");
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private ShownRun load(PrometheusProgram program, Workspace workspace, Path run)
            throws IOException, TrialFailure, InterruptedException {
        long beganNanos = System.nanoTime();
        StoredMetrics metrics = StoredMetrics.of(run, workspace.folder());
        if (!metrics.note().isEmpty()) {
            say("note: " + metrics.note());
        }
        say(String.format(Locale.ROOT, "loading the metrics of %s (%.1f MB)", run, Files.size(metrics.file()) / 1e6));
        Period period = BackFill.load(program, workspace, run, metrics, this::say);
        say(String.format(Locale.ROOT, "loaded in %.1f s", (System.nanoTime() - beganNanos) / 1e9));
        return new ShownRun(false, metrics.run().orElse(null), period.fromMillis(), period.toMillis(), 0);
    }

    /** Until somebody ends this process. */
    private void show(
            Workspace workspace,
            Prometheus server,
            Optional<GrafanaProgram> program,
            @Nullable Integer pagePort,
            Path dir,
            Supplier<ShownRun> run,
            Runnable look)
            throws IOException, TrialFailure, InterruptedException {
        if (program.isEmpty()) {
            try (DashboardServer page = serve(pagePort, server.address(), run, dir.resolve(REPORT))) {
                tell(page.address(), server.address());
                watch(workspace, server::checkRunning, look);
            }
        } else {
            say("starting Grafana");
            int grafanaPort = pagePort == null || pagePort == 0 ? FreePort.find() : pagePort;
            Grafana page = Grafana.start(program.get(), workspace, grafanaPort, server.address(), grafanaDashboards());
            tell(page.address(run.get()), server.address());
            watch(
                    workspace,
                    () -> {
                        server.checkRunning();
                        page.checkRunning();
                    },
                    look);
        }
    }

    private static DashboardServer serve(
            @Nullable Integer pagePort, URI prometheus, Supplier<ShownRun> run, Path report) throws IOException {
        try {
            return DashboardServer.start(pagePort == null ? PORT_DEFAULT : pagePort, prometheus, run, report);
        } catch (BindException e) {
            if (pagePort == null) {
                return DashboardServer.start(0, prometheus, run, report);
            }
            throw new IOException(LoopbackPort.taken(pagePort, "--port", e));
        }
    }

    private void tell(URI page, URI server) {
        say("dashboard: " + page);
        say("Prometheus: " + server);
        say("Ctrl-C ends both, and nothing of them stays");
        if (open && !Browser.open(page)) {
            say("note: no browser could be opened; there is neither xdg-open nor open on the search path");
        }
    }

    /** What must go on running. */
    @FunctionalInterface
    private interface Check {
        void run() throws TrialFailure;
    }

    private static void watch(Workspace workspace, Check programs, Runnable look)
            throws TrialFailure, InterruptedException {
        while (true) {
            try {
                programs.run();
            } catch (TrialFailure e) {
                if (workspace.ending()) {
                    Thread.currentThread().join(); // they were told to end, as this process was
                }
                throw e;
            }
            look.run();
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private void sayWhenEnded(LiveRun live, Path run) {
        if (live.hasJustEnded()) {
            say(
                    "the run has ended; it stays here until Ctrl-C. All of it, with what was measured before this began: claimbench dashboard "
                            + run);
        }
    }

    /** Folder of the committed prometheus.yml. */
    private static Path configuration() {
        return home().resolve("dashboards/prometheus");
    }

    private static Path grafanaDashboards() {
        return home().resolve("dashboards/grafana/dashboards");
    }

    private static Path home() {
        return Installation.find().lib().toAbsolutePath().normalize().resolveSibling("");
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}

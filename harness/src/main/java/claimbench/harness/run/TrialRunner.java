package claimbench.harness.run;

import claimbench.contract.About;
import claimbench.contract.MeteredProcess;
import claimbench.harness.experiment.Target;
import claimbench.harness.result.Condition;
import claimbench.harness.result.CpuSets;
import claimbench.harness.result.PlannedTrial;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.Trial.BackgroundTasks;
import claimbench.harness.result.Trial.Finding;
import claimbench.harness.result.Trial.RequestCount;
import claimbench.harness.result.Trial.Window;
import claimbench.harness.result.Workload;
import claimbench.load.GeneratorReport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Measures one trial:
 *
 * <pre>
 * database  runs already, where the scenario needs one
 * upstream  |starts|......................................|stops
 * target    |starts |probe|...............................|stops
 * generator |boots        |go  warm-up  |  window  | drain|
 * sampler                               |..........|
 * </pre>
 *
 * <p>The three JVMs start at the same time, each on its own cores, since their start is most of what a short trial costs.
 * The generator sends nothing before it is told to; it is told when the target has passed the probe. Whatever happens,
 * no process outlives the call.
 */
final class TrialRunner implements AutoCloseable {
    private static final String READY = ReadyLine.WORD;
    private static final String BOOTED = "booted";
    private static final String METRICS = "metrics";
    private static final String WINDOW_START = "window-start";
    private static final String WINDOW_END = "window-end";
    private static final String LATENESS_RESET = "/lateness/reset";

    /** For a target that still writes down its last requests when their answers have been read. */
    private static final Duration COUNTS_BOUND = Duration.ofSeconds(2);

    private final Programs programs;
    private final Bounds bounds;
    private final TrialReadings readings;
    private final RunMetrics metrics;
    private final RunDatabase runDatabase;
    private final PlannedTrial planned;
    private final Condition condition;
    private final Target target;
    private final Path folder;
    private final long seed;
    private final TrialsShared shared;
    private final Bell bell = new Bell();
    private final List<Finding> findings = new ArrayList<>();
    private final List<Child> children = new ArrayList<>();
    private Map<String, Long> openFilesLimits = Map.of();
    private RunDatabase.@Nullable Running database;

    TrialRunner(
            Programs programs,
            Bounds bounds,
            LogCounter logCounter,
            RunMetrics metrics,
            RunDatabase runDatabase,
            TrialsShared shared,
            PlannedTrial planned,
            Target target,
            Path folder,
            long seed) {
        this.programs = programs;
        this.bounds = bounds;
        this.metrics = metrics;
        this.runDatabase = runDatabase;
        this.shared = shared;
        this.planned = planned;
        this.condition = planned.condition();
        this.target = target;
        this.folder = folder;
        this.readings = new TrialReadings(condition, folder, logCounter);
        this.seed = seed;
    }

    /**
     * Measures.
     *
     * @throws TargetNotStarted where the target did not come up
     * @throws TrialFailure where something else failed
     * @throws IOException where a file could not be written
     */
    TrialReadings.Measured run() throws TrialFailure, IOException, InterruptedException {
        if (target.url() == null && ContractProbe.needsDatabase(condition)) {
            database = runDatabase.get();
            database.keepTo(condition.cpus().upstream());
        }
        Child generator = startGenerator();
        int upstreamPort = FreePort.find();
        Child upstream =
                target.url() == null && ContractProbe.callsUpstream(condition) ? startUpstream(upstreamPort) : null;
        Child server = target.url() == null ? startServer(upstreamPort) : null;
        long deadline = System.nanoTime() + bounds.ready().toNanos();

        URI serverUrl = server == null ? Objects.requireNonNull(target.url()) : awaitReady(server, deadline);
        if (!target.control()) {
            metrics.add(planned, TrialLabels.TARGET, serverUrl); // a control has no meters
        }
        if (upstream != null) {
            URI upstreamUrl = awaitReady(upstream, deadline);
            Affinity.keepTo(upstream.pid(), condition.cpus().upstream());
            metrics.add(planned, MeteredProcess.UPSTREAM.role(), upstreamUrl);
        }
        try (var serverProbe = new HttpProbe(targetName(), serverUrl, bounds.probe())) {
            About about = new ContractProbe(serverProbe).check(condition);
            RunFiles.write(folder.resolve(RunFiles.ABOUT), about);
            findings.add(
                    shared.poolSizes().compared(condition, planned.id(), about, server != null && !target.control()));
            await(generator, BOOTED, deadline);
            generator
                    .said(METRICS)
                    .flatMap(ReadyLine::url)
                    .ifPresent(url -> metrics.add(planned, MeteredProcess.GENERATOR.role(), url));
            openFilesLimits = TrialReadings.openFilesLimits(generator, server);
            Optional<ServerCounts> counts =
                    target.control() ? Optional.empty() : Optional.of(ServerCounts.from(serverProbe));
            Optional<BackgroundCount> tasks =
                    target.control() ? Optional.empty() : BackgroundCount.from(serverProbe, condition, COUNTS_BOUND);
            long goEpochMillis = System.currentTimeMillis();
            generator.send("go " + serverUrl);
            metrics.began(TrialPhase.WARM_UP, goEpochMillis);
            return measure(generator, server, serverUrl, serverProbe, upstream, upstreamPort, about, counts, tasks);
        }
    }

    /** Ends every process of the trial. */
    @Override
    public void close() {
        metrics.remove(planned);
        Children.end(children, bounds.stop());
    }

    /** Once for each condition, since it takes half a second; empty where its heap has no limit that it declares. */
    private OptionalLong live(Child server, About about) throws InterruptedException {
        if (TargetChecks.heapMax(about.flags()).isEmpty()
                || !shared.heapMeasured().add(condition.id())) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(
                    LiveHeap.bytes(server.pid(), condition.cpus().generator(), folder.resolve(RunFiles.HEAP)));
        } catch (TrialFailure e) {
            return OptionalLong.empty();
        }
    }

    private TrialReadings.Measured measure(
            Child generator,
            @Nullable Child server,
            URI serverUrl,
            HttpProbe serverProbe,
            @Nullable Child upstream,
            int upstreamPort,
            About about,
            Optional<ServerCounts> counts,
            Optional<BackgroundCount> tasks)
            throws TrialFailure, IOException, InterruptedException {
        Duration warmUp = Duration.ofMillis(condition.workload().warmUpMillis());
        Duration window = Duration.ofMillis(condition.workload().windowMillis());
        try (var upstreamProbe =
                        new HttpProbe("the upstream", URI.create("http://127.0.0.1:" + upstreamPort), bounds.probe());
                var active = ActiveRequests.areAskedFor(condition)
                        ? new ActiveRequests(Scraper.over(
                                serverUrl, Math.toIntExact(bounds.probe().toMillis())))
                        : null;
                var warming = watchWarmUp(generator, server)) {
            Samples samples;
            ActiveRequests.Seen questions;
            Optional<TrialReadings.Lateness> lateness = Optional.empty();
            long startEpochMillis;
            findings.add(readings.placed(generator, server, upstream, databasePid()));
            if (upstream != null) {
                upstreamProbe.post(LATENESS_RESET); // so that the connection is there when the window begins
            }
            try (var sampler = new Sampler(
                    pids(generator, server, upstream),
                    databasePid(),
                    ProcessReader.ofSystem(),
                    KernelFiles.ofSystem(),
                    TrialReadings.cores(condition.cpus()))) {
                startEpochMillis = awaitWindow(generator, WINDOW_START, warmUp);
                sampler.start();
                metrics.began(TrialPhase.WINDOW, startEpochMillis);
                // First what counts from the window's start on, then what may be done at any time.
                if (active != null) {
                    active.windowStarted();
                }
                if (upstream != null) {
                    upstreamProbe.post(LATENESS_RESET);
                }
                if (warming != null) {
                    warming.stop();
                    readings.warmedUp(
                            warming.settledAfter(), condition.workload().warmUpMillis());
                }
                long endEpochMillis = awaitWindow(generator, WINDOW_END, window);
                samples = sampler.stop();
                metrics.began(TrialPhase.DRAIN, endEpochMillis);
                if (upstream != null) {
                    lateness = Optional.of(TrialReadings.lateness(upstreamProbe));
                }
                questions = active == null
                        ? ActiveRequests.Seen.NOTHING
                        : active.windowEnded(bounds.probe().toMillis());
            }
            RunFiles.write(folder.resolve(RunFiles.SAMPLES), samples.csv());
            awaitEnd(generator, serverProbe);
            metrics.ended(MeteredProcess.GENERATOR.role(), folder.resolve(RunFiles.GENERATOR_METERS));
            GeneratorReport report = readings.report();
            // Nobody knows before how many of an open load there will be at once.
            int usersMax = Math.max(report.usersMax(), condition.workload().users());
            findings.add(readings.descriptors(openFilesLimits, usersMax));
            if (server != null) {
                findings.add(readings.kept(samples, about, usersMax, live(server, about)));
            }
            Map<String, RequestCount> sent = TrialReadings.counts(report.wholeRun());
            if (counts.isPresent()) {
                findings.add(counts.get().compared(sent, COUNTS_BOUND));
            }
            Optional<BackgroundTasks> ended = tasks.isPresent() ? tasks.get().ended(sent) : Optional.empty();
            if (upstream != null) {
                recordSpans(serverProbe, upstreamProbe);
            }
            return readings.measured(
                    new Window(startEpochMillis, report.windowEndEpochMillis()),
                    report,
                    samples,
                    server == null ? null : TrialReadings.process(samples, questions.max()),
                    lateness,
                    ended,
                    questions,
                    shared.ceiling(),
                    active == null ? Optional.empty() : active.mean(),
                    findings);
        }
    }

    /** Once for each condition, when all that is measured has been: it takes as long as the requests do. */
    private void recordSpans(HttpProbe server, HttpProbe upstream) throws IOException, InterruptedException {
        if (!SpanRecorder.canRecord(condition) || shared.spansRecorded().contains(condition.id())) {
            return;
        }
        try {
            RunFiles.write(folder.resolve(RunFiles.SPANS), new SpanRecorder(server, upstream).record(condition));
            shared.spansRecorded().add(condition.id());
        } catch (TrialFailure e) {
            // A picture less is no reason to lose a trial that has been measured.
        }
    }

    /** Where a warm-up is long enough to settle before its end, and may end then; null for the others. */
    private @Nullable WarmUpWatch watchWarmUp(Child generator, @Nullable Child server) {
        Optional<URI> metrics = generator.said(METRICS).flatMap(ReadyLine::url);
        Optional<CompilerTime> ofServer = server == null ? Optional.empty() : CompilerTime.of(server.pid());
        Optional<CompilerTime> ofGenerator = CompilerTime.of(generator.pid());
        if (condition.workload().model() != Workload.Model.CLOSED
                || condition.workload().warmUpMillis() < WarmUp.SECONDS_MIN * 1_000
                || metrics.isEmpty()
                || ofServer.isEmpty()
                || ofGenerator.isEmpty()) {
            return null;
        }
        return new WarmUpWatch(metrics.get(), bounds.probe(), List.of(ofServer.get(), ofGenerator.get()), () -> {
            try {
                generator.send("measure");
            } catch (TrialFailure e) {
                // It has ended; whoever waits for the window finds out.
            }
        });
    }

    // Processes

    private Child startGenerator() throws TrialFailure {
        var properties = new LinkedHashMap<String, String>();
        condition.parameters().forEach((name, value) -> properties.put("claimbench." + name, value));
        properties.put("claimbench.scenario", condition.scenario());
        properties.put("claimbench.url", "stdin");
        properties.put("claimbench.seed", Long.toString(seed));
        properties.put("claimbench.out", folder.toAbsolutePath().toString());
        properties.put("claimbench.metricsPort", "0");
        properties.put("claimbench.exitWithParent", "true");
        properties.put(
                "claimbench.timeoutMillis",
                Long.toString(bounds.requestTimeout().toMillis()));
        properties.putAll(WorkloadProperties.of(condition.workload()));
        return start(
                        "the generator",
                        programs.generator(properties),
                        condition.cpus().generator(),
                        RunFiles.GENERATOR_LOG,
                        BOOTED,
                        METRICS,
                        WINDOW_START,
                        WINDOW_END)
                .endedAs(Child.Turn.LOAD);
    }

    private Child startUpstream(int port) throws TrialFailure {
        var command = new ArrayList<>(programs.upstream());
        command.addAll(List.of("--host", "127.0.0.1", "--port", Integer.toString(port), "--exit-with-parent"));
        // Kept to its cores only when it is ready: it shares them with the generator, and both are in a hurry now.
        CpuSets cpus = condition.cpus();
        List<Integer> cores = Stream.of(cpus.target(), cpus.generator())
                .flatMap(List::stream)
                .distinct()
                .sorted()
                .toList();
        return start("the upstream", command, cores, RunFiles.UPSTREAM_LOG, READY)
                .endedAs(Child.Turn.UPSTREAM);
    }

    private Child startServer(int upstreamPort) throws TrialFailure {
        List<String> command;
        try {
            command = new ArrayList<>(programs.target(target));
        } catch (TrialFailure e) {
            throw new TargetNotStarted(targetName() + " is " + e.getMessage());
        }
        command.addAll(List.of(
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--upstream",
                "http://127.0.0.1:" + upstreamPort,
                "--exit-with-parent"));
        command.addAll(condition.options());
        List<String> pinned = Affinity.pin(command, condition.cpus().target());
        String databaseUrl = database == null ? null : database.url();
        return known(Child.start(targetName(), pinned, databaseUrl, folder.resolve(RunFiles.TARGET_LOG), bell, READY));
    }

    private Child start(String name, List<String> command, List<Integer> cores, String log, String... protocolWords)
            throws TrialFailure {
        return known(Child.start(name, Affinity.pin(command, cores), folder.resolve(log), bell, protocolWords));
    }

    /** To be ended with the trial. */
    private Child known(Child child) {
        children.add(child);
        return child;
    }

    // Waiting

    private URI awaitReady(Child server, long deadline) throws TrialFailure, InterruptedException {
        String nameAndUrl = await(server, READY, deadline);
        Optional<URI> url = ReadyLine.url(nameAndUrl);
        if (url.isEmpty()) {
            String message = server.name() + " said '" + READY + " " + nameAndUrl + "', not '" + READY
                    + " NAME http://HOST:PORT': " + server.lastWords();
            throw isTarget(server) ? new TargetNotStarted(message) : new TrialFailure(message);
        }
        return url.get();
    }

    private String await(Child child, String word, long deadlineNanos) throws TrialFailure, InterruptedException {
        String when = "before it was " + word;
        try {
            return bell.await(Duration.ofNanos(deadlineNanos - System.nanoTime()), () -> {
                        Optional<String> said = child.said(word);
                        if (said.isEmpty()) {
                            child.checkRunning(when);
                        }
                        return said;
                    })
                    .orElseThrow(() -> new TrialFailure(child.name() + " was not " + word + " within "
                            + bounds.ready().toMillis() / 1_000.0 + " s: " + child.lastWords()));
        } catch (TrialFailure e) {
            if (isTarget(child)) {
                throw new TargetNotStarted(Objects.requireNonNull(e.getMessage()));
            }
            throw e;
        }
    }

    private boolean isTarget(Child child) {
        return child.name().equals(targetName());
    }

    private String targetName() {
        return "target " + target.name();
    }

    /** Waits for one of the window's ends while everything must go on running. */
    private long awaitWindow(Child generator, String word, Duration expected)
            throws TrialFailure, InterruptedException {
        Duration bound = expected.plus(bounds.lateness());
        String epochMillis = bell.await(bound, () -> {
                    Optional<String> said = generator.said(word);
                    if (said.isEmpty()) {
                        for (Child child : children) {
                            child.checkRunning("during the load");
                        }
                        checkDatabaseRunning();
                    }
                    return said;
                })
                .orElseThrow(() -> new TrialFailure("the generator did not come to its " + word + " within "
                        + bound.toMillis() + " ms: " + generator.lastWords()));
        try {
            return Long.parseLong(epochMillis);
        } catch (NumberFormatException e) {
            throw new TrialFailure("the generator's line '" + word + " " + epochMillis + "' has no time");
        }
    }

    private void awaitEnd(Child generator, HttpProbe serverProbe) throws TrialFailure, InterruptedException {
        Optional<Integer> exitCode = bell.await(bounds.drain(), () -> {
            Optional<Integer> code = generator.exitCode();
            if (code.isEmpty()) {
                for (Child child : children) {
                    if (child != generator) {
                        child.checkRunning("during the load");
                    }
                }
                checkDatabaseRunning();
            }
            return code;
        });
        if (exitCode.isEmpty()) {
            // Who is to blame: a target that does not answer a single request now has stalled.
            serverProbe.get("/health");
            throw new TrialFailure("the generator had not ended "
                    + bounds.drain().toMillis() + " ms after its window: " + generator.lastWords());
        }
        if (exitCode.get() != 0) {
            throw new TrialFailure(
                    "the generator ended with exit code " + exitCode.get() + ": " + generator.lastWords());
        }
    }

    private void checkDatabaseRunning() throws TrialFailure {
        if (database != null) {
            database.child().checkRunning("during the load");
        }
    }

    // Readings

    private OptionalLong databasePid() {
        return database == null ? OptionalLong.empty() : database.pid();
    }

    private static Map<String, Long> pids(Child generator, @Nullable Child server, @Nullable Child upstream) {
        var pids = new LinkedHashMap<String, Long>();
        if (server != null) {
            pids.put("target", server.pid());
        }
        pids.put("generator", generator.pid());
        if (upstream != null) {
            pids.put("upstream", upstream.pid());
        }
        return pids;
    }
}

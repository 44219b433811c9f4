package claimbench.harness.run;

import claimbench.contract.About;
import claimbench.contract.Json;
import claimbench.harness.experiment.ExperimentCatalogue;
import claimbench.harness.result.Condition;
import claimbench.harness.result.CpuSets;
import claimbench.harness.result.HistogramLog;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.StoredRunException;
import claimbench.harness.result.Trial.BackgroundTasks;
import claimbench.harness.result.Trial.Finding;
import claimbench.harness.result.Trial.GeneratorReading;
import claimbench.harness.result.Trial.ObserverReading;
import claimbench.harness.result.Trial.ProcessReading;
import claimbench.harness.result.Trial.RequestCount;
import claimbench.harness.result.Trial.Window;
import claimbench.harness.result.TrustCheck;
import claimbench.harness.result.Workload;
import claimbench.load.Arrivals;
import claimbench.load.GeneratorReport;
import claimbench.load.Rate;
import claimbench.load.Scenario;
import claimbench.load.ScenarioCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What is made of a trial's processes and files: readings, findings, figures. */
final class TrialReadings {
    /** What a trial found, before it becomes a record. */
    record Measured(
            Window window,
            Map<String, RequestCount> requests,
            GeneratorReading generator,
            @Nullable ProcessReading target,
            @Nullable Long upstreamLatenessNanosP95,
            @Nullable BackgroundTasks backgroundTasks,
            ObserverReading observer,
            List<Finding> findings,
            Map<String, Long> medianNanosByRequest) {}

    record Lateness(Finding finding, long nanosP95) {}

    /** How the generator tags failures of this kind: {@code NAME:body}. */
    private static final String BODY = ":body";

    private final Condition condition;
    private final Path folder;
    private final LogCounter logCounter;
    private String warmUp = "";

    /**
     * Readings of one trial.
     *
     * @param folder where the generator leaves its files
     */
    TrialReadings(Condition condition, Path folder, LogCounter logCounter) {
        this.condition = condition;
        this.folder = folder;
        this.logCounter = logCounter;
    }

    /**
     * All of it, once the load has ended.
     *
     * @param others findings that were made on the way
     */
    Measured measured(
            Window window,
            GeneratorReport report,
            Samples samples,
            @Nullable ProcessReading process,
            Optional<Lateness> lateness,
            Optional<BackgroundTasks> tasks,
            ActiveRequests.Seen questions,
            Optional<Double> ceiling,
            Optional<InFlightCheck.Sampled> inFlight,
            List<Finding> others)
            throws TrialFailure {
        Map<String, RequestCount> requests = counts(report.requests());
        var reading = new GeneratorReading(
                report.lagNanosP95(),
                report.lagNanosMax(),
                samples.coresBusy("generator").orElse(null),
                coresAllowed(condition.cpus().generator()),
                report.usersMax(),
                report.underWay());
        var observer = new ObserverReading(
                samples.harnessCoresBusy().orElse(null),
                samples.startOffMillis(window.startEpochMillis()),
                samples.endOffMillis(window.endEpochMillis()));
        var findings = new ArrayList<Finding>();
        findings.add(TrustChecks.lag(reading));
        findings.add(TrustChecks.cpu(reading));
        findings.add(TrustChecks.connections(samples.openFilesGrowth("generator"), report.usersMax()));
        Optional<Rate> offered = offered(report);
        double most = Math.max(
                sent(requests) / window.seconds(), offered.map(Rate::most).orElse(0));
        findings.add(TrustChecks.ceiling(most, ceiling));
        findings.add(TrustChecks.errors(requests, report.failures()));
        findings.add(TrustChecks.bodies(requests, wrongBodies(), report.failures()));
        lateness.map(Lateness::finding).ifPresent(findings::add);
        findings.add(counted(report));
        findings.add(TrustChecks.enough(requests));
        findings.add(steady(samples, window, offered));
        findings.addAll(ofMachine(samples));
        findings.add(TrustChecks.harness(samples.harnessCoresBusy()));
        findings.add(TrustChecks.samplerWindow(observer.samplesStartMillis(), observer.samplesEndMillis()));
        findings.addAll(others);
        if (requests.values().stream().allMatch(count -> count.answered() == 0)) {
            throw new TrialFailure("target " + condition.target() + " answered no request of the window"
                    + (report.failures().isEmpty()
                            ? ""
                            : "; the first failure: " + report.failures().getFirst())
                    + " (see " + folder.resolve(RunFiles.GENERATOR_LOG) + ")");
        }
        Map<String, Histogram> responses = responses();
        if (condition.workload().model() == Workload.Model.CLOSED) { // where users neither come and go nor pause
            findings.add(TrustChecks.littlesLaw(condition.workload().users(), report.underWay(), failed(requests)));
        }
        // Generators of earlier versions and others than ours may leave response times alone; in a closed load they are
        // the same.
        String times = Files.exists(folder.resolve(RunFiles.SERVICE)) ? RunFiles.SERVICE : RunFiles.RESPONSES;
        findings.add(InFlightCheck.of(
                inFlight, report.underWay(), seconds(times, window), failed(requests), busy(samples, condition)));
        findings.addAll(waited(requests, window, questions));
        findings.sort(Comparator.comparing(Finding::check));
        return new Measured(
                window,
                requests,
                reading,
                process,
                lateness.map(Lateness::nanosP95).orElse(null),
                tasks.orElse(null),
                observer,
                List.copyOf(findings),
                medians(responses));
    }

    /** Share of the target's cores; not a number where it was not read. */
    private static double busy(Samples samples, Condition condition) {
        return samples.coresBusy("target").orElse(Double.NaN)
                / coresAllowed(condition.cpus().target());
    }

    /**
     * How the warm-up ended.
     *
     * @param settledAfter how many seconds it took to settle; empty where it had not
     * @param boundMillis its longest
     */
    void warmedUp(OptionalInt settledAfter, int boundMillis) {
        String bound = boundMillis / 1_000 + " s";
        warmUp = settledAfter.isPresent()
                ? "; the warm-up settled after " + settledAfter.getAsInt() + " s, of " + bound + " at most"
                : "; the warm-up had not settled when it ended after " + bound;
    }

    /** Whether target and generator had settled. */
    private Finding steady(Samples samples, Window window, Optional<Rate> offered) throws TrialFailure {
        var compilers = new LinkedHashMap<String, Optional<Double>>();
        compilers.put("target", samples.compilerShare("target"));
        compilers.put("generator", samples.compilerShare("generator"));
        Finding found = SteadyCheck.of(
                seconds(RunFiles.RESPONSES, window), samples.coresBySecond("target"), compilers, offered);
        return new Finding(found.check(), found.state(), found.detail() + warmUp);
    }

    /** What an open load offered, as the generator says: a scenario may have rates of its own. Empty for a closed load. */
    private Optional<Rate> offered(GeneratorReport report) {
        if (condition.workload().model() == Workload.Model.CLOSED) {
            return Optional.empty();
        }
        Arrivals arrivals = report.arrivals();
        return Optional.of(arrivals == null ? condition.workload().rate() : arrivals.rate());
    }

    private TrialSeconds seconds(String log, Window window) throws TrialFailure {
        try {
            return TrialSeconds.read(folder.resolve(log), window);
        } catch (StoredRunException e) {
            throw new TrialFailure("the generator's record of each second is of no use: " + e.getMessage());
        }
    }

    /** Whether the target waits when it is asked to, for all who ask; nothing where requests do something else. */
    private List<Finding> waited(Map<String, RequestCount> requests, Window window, ActiveRequests.Seen questions)
            throws TrialFailure {
        Map<String, Long> asked = AskedTime.nanosByRequest(condition);
        if (!asked.keySet().containsAll(requests.keySet())) {
            return List.of();
        }
        // From a request's own start where that is recorded: what it waited before is not the target's.
        Path service = folder.resolve(RunFiles.SERVICE);
        Map<String, Histogram> times = histograms(Files.exists(service) ? service : folder.resolve(RunFiles.RESPONSES));
        var waited = new TreeMap<String, TargetChecks.Waited>();
        requests.forEach((name, count) -> {
            Histogram histogram = times.get(name);
            waited.put(
                    name,
                    new TargetChecks.Waited(
                            asked.getOrDefault(name, 0L),
                            count.answered(),
                            histogram == null ? Long.MAX_VALUE : histogram.getMinValue()));
        });
        var findings = new ArrayList<Finding>();
        findings.add(TargetChecks.early(waited));
        if (condition.workload().model() == Workload.Model.CLOSED) {
            int users = condition.workload().users();
            findings.addAll(
                    ExperimentCatalogue.servesOneAtATime(condition.ownExperiment())
                            ? TargetChecks.inTurn(waited, window.seconds(), users)
                            : TargetChecks.atOnce(
                                    waited, window.seconds(), users, TargetChecks.median(questions.times())));
        }
        return findings;
    }

    /**
     * Whether the target let go of what has ended.
     *
     * @param usersMax most of the load at once
     * @param live bytes of its heap after the load; empty where they were not measured
     */
    Finding kept(Samples samples, About about, int usersMax, OptionalLong live) {
        return TargetChecks.leak(new TargetChecks.Held(
                samples.openFilesGrowth("target"),
                samples.threadsGrowth("target"),
                samples.rssBytesGrowth("target"),
                connections(condition, usersMax),
                TargetChecks.heapMax(about.flags()),
                live));
    }

    /** What the machine did beside the trial. */
    private List<Finding> ofMachine(Samples samples) {
        var start = samples.machineFirst();
        var end = samples.machineLast();
        if (start.isEmpty() || end.isEmpty()) {
            return List.of();
        }
        KernelFiles kernel = KernelFiles.ofSystem();
        int cores = cores(condition.cpus()).size();
        boolean everStolen = end.get().stolenNanos().orElse(0) > 0;
        return List.of(
                MachineChecks.otherLoad(start.get(), end.get(), samples.cpuNanos(), cores),
                MachineChecks.steal(start.get(), end.get(), cores, everStolen, MachineChecks.isVirtual(kernel)),
                MachineChecks.throttling(start.get(), end.get()),
                MachineChecks.swap(start.get(), end.get()));
    }

    /** The cores that a trial's processes share out among them. */
    static List<Integer> cores(CpuSets cpus) {
        return cpus.generator().isEmpty()
                ? Affinity.ownCores()
                : Stream.of(cpus.target(), cpus.generator(), cpus.upstream())
                        .flatMap(List::stream)
                        .distinct()
                        .sorted()
                        .toList();
    }

    private static long failed(Map<String, RequestCount> requests) {
        return requests.values().stream().mapToLong(RequestCount::failed).sum();
    }

    private static long sent(Map<String, RequestCount> requests) {
        return requests.values().stream()
                .mapToLong(count -> count.answered() + count.failed())
                .sum();
    }

    /** How many files each process may have open; empty where the system does not say. */
    static Map<String, Long> openFilesLimits(Child generator, @Nullable Child server) {
        var limits = new LinkedHashMap<String, Long>();
        ProcReader.openFilesLimit(generator.pid()).ifPresent(limit -> limits.put("generator", limit));
        if (server != null) {
            ProcReader.openFilesLimit(server.pid()).ifPresent(limit -> limits.put("target", limit));
        }
        return limits;
    }

    /**
     * Whether the processes may open as many connections as the load needs.
     *
     * @param usersMax most of the load at once
     */
    Finding descriptors(Map<String, Long> openFilesLimits, int usersMax) {
        return TrustChecks.descriptors(openFilesLimits, connections(condition, usersMax));
    }

    /** How many connections one process may need at most: one a user and, in the target, one for each call of the upstream, of the kind that makes most. */
    static long connections(Condition condition, int users) {
        boolean calling = ScenarioCatalogue.find(condition.scenario())
                .filter(Scenario::callsUpstream)
                .isPresent();
        long calls = Arrays.stream(
                        condition.parameters().getOrDefault("calls", "1").split(",", -1))
                .mapToLong(Long::parseLong)
                .max()
                .orElse(1);
        return users * (1 + (calling ? calls : 0));
    }

    /** The target's process, as it was sampled. */
    static ProcessReading process(Samples samples, @Nullable Integer activeMax) {
        return new ProcessReading(
                samples.coresBusy("target").orElse(null),
                samples.rssBytesMax("target").orElse(null),
                samples.threadsMax("target").orElse(null),
                activeMax);
    }

    /** How late the upstream says it was. */
    static Lateness lateness(HttpProbe upstream) throws TrialFailure, InterruptedException {
        String body = upstream.get("/lateness");
        try {
            JsonNode nanosP95 = Json.MAPPER.readTree(body).path("p95Nanos");
            if (nanosP95.isIntegralNumber()) {
                return new Lateness(TrustChecks.lateness(nanosP95.asLong()), nanosP95.asLong());
            }
        } catch (JacksonException e) {
            // Said below: an answer without the figure is wrong in any form.
        }
        throw upstream.wrong("/lateness", body);
    }

    /** Whether the processes are on the cores of the plan. */
    Finding placed(Child generator, @Nullable Child server, @Nullable Child upstream, OptionalLong databasePid) {
        CpuSets cpus = condition.cpus();
        var placed = new ArrayList<TrustChecks.Placed>();
        if (server != null) {
            placed.add(new TrustChecks.Placed("target", cpus.target(), Affinity.cores(server.pid())));
        }
        placed.add(new TrustChecks.Placed("generator", cpus.generator(), Affinity.cores(generator.pid())));
        if (upstream != null) {
            placed.add(new TrustChecks.Placed("upstream", cpus.upstream(), Affinity.cores(upstream.pid())));
        }
        if (databasePid.isPresent()) {
            placed.add(new TrustChecks.Placed("database", cpus.upstream(), Affinity.cores(databasePid.getAsLong())));
        }
        return TrustChecks.placed(
                placed,
                "target " + Affinity.list(cpus.target()) + ", generator " + Affinity.list(cpus.generator())
                        + ", upstream " + (databasePid.isEmpty() ? "" : "and database ")
                        + Affinity.list(cpus.upstream()));
    }

    private Finding counted(GeneratorReport report) throws TrialFailure {
        Path log = folder.resolve(RunFiles.SIMULATION_LOG);
        try {
            return TrustChecks.counts(counts(report.wholeRun()), logCounter.count(log));
        } catch (IOException e) {
            return new Finding(TrustCheck.COUNTS, false, log + ": " + RunFiles.reason(e));
        }
    }

    /** Of the window, as the generator counts failures by kind; 0 where it left no such record. */
    private long wrongBodies() throws TrialFailure {
        Path file = folder.resolve(RunFiles.FAILURES);
        if (!Files.exists(file)) {
            return 0;
        }
        try {
            return HistogramLog.read(file).entrySet().stream()
                    .filter(entry -> entry.getKey().endsWith(BODY))
                    .mapToLong(entry -> entry.getValue().getTotalCount())
                    .sum();
        } catch (StoredRunException e) {
            throw new TrialFailure("the generator's record of failures is of no use: " + e.getMessage());
        }
    }

    private Map<String, Histogram> responses() throws TrialFailure {
        return histograms(folder.resolve(RunFiles.RESPONSES));
    }

    private static Map<String, Histogram> histograms(Path file) throws TrialFailure {
        try {
            return HistogramLog.read(file);
        } catch (StoredRunException e) {
            throw new TrialFailure("the generator's record of responses is of no use: " + e.getMessage());
        }
    }

    private static Map<String, Long> medians(Map<String, Histogram> responses) {
        var medians = new TreeMap<String, Long>();
        responses.forEach((name, histogram) -> medians.put(name, histogram.getValueAtPercentile(50)));
        return medians;
    }

    /** What the generator says of itself, after its end. */
    GeneratorReport report() throws TrialFailure {
        Path file = folder.resolve(GeneratorReport.FILE);
        try {
            return Json.MAPPER.readValue(Files.readString(file), GeneratorReport.class);
        } catch (IOException e) {
            throw new TrialFailure("the generator left no readable " + file + ": " + RunFiles.reason(e));
        } catch (JacksonException e) {
            throw new TrialFailure("the generator left a damaged " + file + ": " + e.getOriginalMessage());
        }
    }

    static Map<String, RequestCount> counts(Map<String, GeneratorReport.Count> counts) {
        var requests = new LinkedHashMap<String, RequestCount>();
        counts.forEach((name, count) -> requests.put(name, new RequestCount(count.answered(), count.failed())));
        return requests;
    }

    private static int coresAllowed(List<Integer> cores) {
        return cores.isEmpty() ? Affinity.ownCores().size() : cores.size();
    }
}

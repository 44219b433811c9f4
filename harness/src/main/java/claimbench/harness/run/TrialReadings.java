package claimbench.harness.run;

import claimbench.contract.Json;
import claimbench.harness.result.Condition;
import claimbench.harness.result.CpuSets;
import claimbench.harness.result.HistogramLog;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.StoredRunException;
import claimbench.harness.result.Trial.Finding;
import claimbench.harness.result.Trial.GeneratorReading;
import claimbench.harness.result.Trial.ProcessReading;
import claimbench.harness.result.Trial.RequestCount;
import claimbench.harness.result.Trial.Window;
import claimbench.harness.result.TrustCheck;
import claimbench.load.GeneratorReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
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
            List<Finding> findings,
            Map<String, Long> medianNanosByRequest) {}

    record Lateness(Finding finding, long nanosP95) {}

    private final Condition condition;
    private final Path folder;
    private final LogCounter logCounter;

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

    /** All of it, once the load has ended. */
    Measured measured(
            Window window,
            GeneratorReport report,
            Samples samples,
            @Nullable ProcessReading process,
            Optional<Lateness> lateness,
            Finding placed)
            throws TrialFailure {
        Map<String, RequestCount> requests = counts(report.requests());
        var reading = new GeneratorReading(
                report.lagNanosP95(),
                report.lagNanosMax(),
                samples.coresBusy("generator").orElse(null),
                coresAllowed(condition.cpus().generator()),
                report.usersMax());
        var findings = new ArrayList<Finding>();
        findings.add(TrustChecks.lag(reading));
        findings.add(TrustChecks.cpu(reading));
        findings.add(TrustChecks.errors(requests, report.failures()));
        lateness.map(Lateness::finding).ifPresent(findings::add);
        findings.add(counted(report));
        findings.add(TrustChecks.enough(requests));
        findings.add(placed);
        if (requests.values().stream().allMatch(count -> count.answered() == 0)) {
            throw new TrialFailure("target " + condition.target() + " answered no request of the window"
                    + (report.failures().isEmpty()
                            ? ""
                            : "; the first failure: " + report.failures().getFirst())
                    + " (see " + folder.resolve(RunFiles.GENERATOR_LOG) + ")");
        }
        return new Measured(
                window,
                requests,
                reading,
                process,
                lateness.map(Lateness::nanosP95).orElse(null),
                List.copyOf(findings),
                medians());
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
        List<String> misplaced = Stream.of(
                        server == null
                                ? Optional.<String>empty()
                                : TrustChecks.misplaced("target", cpus.target(), Affinity.cores(server.pid())),
                        TrustChecks.misplaced("generator", cpus.generator(), Affinity.cores(generator.pid())),
                        upstream == null
                                ? Optional.<String>empty()
                                : TrustChecks.misplaced("upstream", cpus.upstream(), Affinity.cores(upstream.pid())),
                        databasePid.isEmpty()
                                ? Optional.<String>empty()
                                : TrustChecks.misplaced(
                                        "database", cpus.upstream(), Affinity.cores(databasePid.getAsLong())))
                .flatMap(Optional::stream)
                .toList();
        String plan = cpus.generator().isEmpty()
                ? "not pinned: every process may use every core"
                : "target " + Affinity.list(cpus.target()) + ", generator " + Affinity.list(cpus.generator())
                        + ", upstream " + (databasePid.isEmpty() ? "" : "and database ")
                        + Affinity.list(cpus.upstream());
        return new Finding(
                TrustCheck.CPU_SETS, misplaced.isEmpty(), misplaced.isEmpty() ? plan : String.join("; ", misplaced));
    }

    private Finding counted(GeneratorReport report) throws TrialFailure {
        Path log = folder.resolve(RunFiles.SIMULATION_LOG);
        try {
            return TrustChecks.counts(counts(report.wholeRun()), logCounter.count(log));
        } catch (IOException e) {
            return new Finding(TrustCheck.COUNTS, false, log + ": " + RunFiles.reason(e));
        }
    }

    private Map<String, Long> medians() throws TrialFailure {
        var medians = new TreeMap<String, Long>();
        try {
            HistogramLog.read(folder.resolve(RunFiles.RESPONSES))
                    .forEach((name, histogram) -> medians.put(name, histogram.getValueAtPercentile(50)));
        } catch (StoredRunException e) {
            throw new TrialFailure("the generator's record of responses is of no use: " + e.getMessage());
        }
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

    private static Map<String, RequestCount> counts(Map<String, GeneratorReport.Count> counts) {
        var requests = new LinkedHashMap<String, RequestCount>();
        counts.forEach((name, count) -> requests.put(name, new RequestCount(count.answered(), count.failed())));
        return requests;
    }

    private static int coresAllowed(List<Integer> cores) {
        return cores.isEmpty() ? Affinity.ownCores().size() : cores.size();
    }
}

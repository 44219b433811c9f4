package claimbench.harness.claim;

import claimbench.contract.About;
import claimbench.harness.result.Checksums;
import claimbench.harness.result.EnvironmentRecord;
import claimbench.harness.result.PlannedTrial;
import claimbench.harness.result.ProgramRun;
import claimbench.harness.result.RunChecks;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.RunRecord;
import claimbench.harness.result.Trial;
import claimbench.harness.result.TrialMeters;
import claimbench.harness.result.TrustCheck;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.jspecify.annotations.Nullable;

/** A run that nobody made, for the judge; it can be written as a run directory with real files. */
public final class MadeUpRun implements Observations {
    private final Map<String, MadeUpTrial> byId = new LinkedHashMap<>();
    private final List<Trial> trials = new ArrayList<>();
    private final List<PlannedTrial> plan = new ArrayList<>();
    private final Map<String, String> urls = new LinkedHashMap<>();
    private final List<ProgramRun> programRuns = new ArrayList<>();
    private final Map<String, Integer> programRunsPlanned = new LinkedHashMap<>();
    private final List<Trial.Finding> findings = new ArrayList<>();
    private RunChecks.@Nullable Witness witness;
    private List<String> targetsAsked = List.of();
    private double level = Judge.LEVEL;
    private final Set<String> aboveCapacity = new HashSet<>();
    private RunRecord.Stopping stopping = RunRecord.Stopping.NEVER;

    /** The claims that {@link #quick} measures. */
    public static final List<String> CLAIMS = List.of("Q01", "Q02", "Q03", "Q10", "Q11", "Q13", "Q14");

    public static final List<String> TARGETS = List.of("platform-threads", "virtual-threads", "event-loop", "reactive");

    /** A run of three rounds: all claims hold, but one target cannot hold a thousand, nor can platform threads, which stand beside that claim. */
    public static MadeUpRun quick() {
        var run = new MadeUpRun();
        for (String target : TARGETS) {
            for (double noise : new double[] {0.998, 1, 1.004}) {
                run.measured(
                        "fanout",
                        target,
                        new MadeUpTrial()
                                .answered("one-call", 101.5)
                                .answered("two-serial", 203 * noise)
                                .answered("serial", 304 * noise)
                                .answered("concurrent", 102.5 / noise)
                                .answered("unequal-serial", 304)
                                .answered("unequal-concurrent", 203 * noise)
                                .found(TrustCheck.UPSTREAM_LATENESS, true, "p95 0.3 ms, limit 5 ms"));
                boolean pool = target.equals("platform-threads");
                int inFlight = target.equals("reactive") ? 800 : 1_000;
                run.measured(
                        "in-flight",
                        target,
                        pool
                                ? new MadeUpTrial()
                                        .answered("wait", 2_600 * noise, 800)
                                        .inFlightAtMost(200)
                                        .setting("pool", 200)
                                        .setting("queue", 1_000)
                                : new MadeUpTrial()
                                        .answered("wait", 505 * noise, Math.round(4_158 / noise))
                                        .inFlightAtMost(inFlight));
                run.measured(
                        "cpu-cores",
                        target,
                        new MadeUpTrial()
                                .answered("serial", 80)
                                .answered("parallel", 42 * noise)
                                .on());
                if (target.equals("event-loop") || target.equals("reactive")) {
                    run.measured(
                            "cpu-turns",
                            target,
                            new MadeUpTrial()
                                    .answered("serial", 80)
                                    .answered("concurrent", 81 * noise)
                                    .coresBusy(0.99 * noise)
                                    .on());
                }
            }
        }
        return run;
    }

    /** Adds the trials of one target in one experiment, which were also meant to be. */
    public MadeUpRun measured(String experiment, String target, MadeUpTrial... made) {
        for (MadeUpTrial one : made) {
            String id = String.format(Locale.ROOT, "%03d-%s-%s", plan.size() + 1, experiment, target);
            int round = (int) plan.stream()
                            .filter(planned -> planned.condition().id().equals(experiment + "-" + target))
                            .count()
                    + 1;
            Trial trial = one.build(id, experiment, target, round);
            byId.put(id, one);
            trials.add(trial);
            plan.add(new PlannedTrial(id, round, trial.condition()));
        }
        return this;
    }

    /** Trials that were meant to be and never were: one on each target. */
    public MadeUpRun planned(String experiment, List<String> targets) {
        for (String target : targets) {
            measured(experiment, target, new MadeUpTrial()).cutOff();
        }
        return this;
    }

    /** Adds a run of programs, which was also meant to be. */
    public MadeUpRun ran(ProgramRun run) {
        programRuns.add(run);
        programRunsPlanned.merge(run.subject(), 1, Integer::sum);
        return this;
    }

    /** Adds two runs of all programs as their claims expect them; where two cases of a scene differ, as the first does. */
    public MadeUpRun ranAsExpected(String subject, Catalogue catalogue) {
        for (int number = 1; number <= 2; number++) {
            var programs = new ArrayList<ProgramRun.Program>();
            for (Claim claim : catalogue.claims()) {
                var scenes = new LinkedHashMap<String, ProgramRun.Scene>();
                for (Case oneCase : claim.cases()) {
                    ExpectedTrace trace = oneCase.trace();
                    if (trace != null) {
                        scenes.putIfAbsent(trace.scene(), new ProgramRun.Scene(trace.scene(), trace.lines(), null, 0));
                    }
                }
                if (!scenes.isEmpty()) {
                    programs.add(new ProgramRun.Program(claim.id(), List.copyOf(scenes.values())));
                }
            }
            ran(ProgramRun.completed(subject, number, "made-up 1.0", programs));
        }
        return this;
    }

    /** A run of one program that has one scene. */
    public static ProgramRun program(String subject, int number, String id, String scene, String... trace) {
        return ProgramRun.completed(
                subject,
                number,
                "made-up 1.0",
                List.of(new ProgramRun.Program(id, List.of(new ProgramRun.Scene(scene, List.of(trace), null, 0)))));
    }

    /** So many more runs of programs were meant to be, and never were. */
    public MadeUpRun programsPlanned(String subject, int more) {
        programRunsPlanned.merge(subject, more, Integer::sum);
        return this;
    }

    @Override
    public Map<String, Integer> programRunsPlanned() {
        return programRunsPlanned;
    }

    @Override
    public List<ProgramRun> programRuns() {
        return programRuns;
    }

    /** The open loads of this experiment are more than their targets keep up with. */
    public MadeUpRun above(String experiment) {
        aboveCapacity.add(experiment);
        return this;
    }

    @Override
    public boolean keptUp(Trial trial) {
        return !aboveCapacity.contains(trial.condition().experiment());
    }

    /** It is to be judged at this level. */
    public MadeUpRun judgedAt(double itsLevel) {
        level = itsLevel;
        return this;
    }

    @Override
    public double level() {
        return level;
    }

    /** It is looked at after each round, and stops once everything is decided. */
    public MadeUpRun stopsEarly() {
        stopping = new RunRecord.Stopping(true, null);
        return this;
    }

    /** The user named these targets; without this, it is as if none had been named. */
    public MadeUpRun asked(String... targets) {
        targetsAsked = List.of(targets);
        return this;
    }

    /** This target was already running. */
    public MadeUpRun running(String target, String url) {
        urls.put(target, url);
        return this;
    }

    /** A check of the machine or of the tools, once for the whole run, ended like this. */
    public MadeUpRun found(TrustCheck check, Trial.Finding.State state, String detail) {
        findings.add(new Trial.Finding(check, state, detail));
        return this;
    }

    /** wrk was asked, too. */
    public MadeUpRun witnessed(RunChecks.Witness witness) {
        this.witness = witness;
        return this;
    }

    @Override
    public List<Trial.Finding> findings() {
        return findings;
    }

    /** Takes away the last trial that was added; it stays in the plan. */
    public MadeUpRun cutOff() {
        trials.removeLast();
        return this;
    }

    /** Takes away all trials after a round; they stay in the plan. */
    public MadeUpRun cutOffAfter(int round) {
        trials.removeIf(trial -> trial.round() > round);
        return this;
    }

    @Override
    public List<String> targetsAsked() {
        return targetsAsked.isEmpty()
                ? Stream.concat(TARGETS.stream(), urls.keySet().stream())
                        .distinct()
                        .toList()
                : targetsAsked;
    }

    @Override
    public List<PlannedTrial> plan() {
        return plan;
    }

    @Override
    public List<Trial> trials() {
        return trials;
    }

    @Override
    public Histogram responses(Trial trial, String requestName) {
        return made(trial).responses.getOrDefault(requestName, new Histogram(3));
    }

    @Override
    public TrialMeters meters(Trial trial) {
        return TrialMeters.of(made(trial).meters);
    }

    @Override
    public Histogram tokenGaps(Trial trial, String requestName) {
        return made(trial).tokenGaps.getOrDefault(requestName, new Histogram(3));
    }

    @Override
    public int coresOfMachine() {
        return 2;
    }

    @Override
    public Optional<String> url(String target) {
        return Optional.ofNullable(urls.get(target));
    }

    @Override
    public Map<String, Object> settings(Trial trial) throws IOException {
        return made(trial).settings;
    }

    private MadeUpTrial made(Trial trial) {
        return Objects.requireNonNull(byId.get(trial.id()));
    }

    /** Writes the run as the harness would have. */
    public void writeTo(Path dir, List<String> claims, List<String> targets) throws IOException {
        Files.createDirectories(dir.resolve(RunFiles.TRIALS));
        RunFiles.write(
                dir.resolve(RunFiles.RUN),
                new RunRecord(
                                RunRecord.SCHEMA,
                                "20261120-000000-quick",
                                "2026-11-20T00:00:00Z",
                                "quick",
                                7,
                                claims,
                                targets,
                                urls,
                                plan,
                                programRunsPlanned,
                                List.of("-Xmx512m"),
                                List.of("-Xmx256m"),
                                List.of("-Xmx512m"),
                                true,
                                Map.of("claimbench", "0.1.0"),
                                null,
                                "0123abc",
                                List.of("two cores: the upstream shares one with the generator"))
                        .with(stopping));
        RunFiles.write(
                dir.resolve(RunFiles.ENVIRONMENT),
                new EnvironmentRecord(
                        EnvironmentRecord.SCHEMA,
                        "Linux",
                        "6.1",
                        "amd64",
                        "a made-up processor",
                        IntStream.range(0, coresOfMachine()).boxed().toList(),
                        8_000_000_000L,
                        6_000_000_000L,
                        "25",
                        1_048_576,
                        true,
                        0.1,
                        1_000_000_000L));
        if (!findings.isEmpty()) {
            RunFiles.write(
                    dir.resolve(RunFiles.CHECKS),
                    new RunChecks(
                            RunChecks.SCHEMA,
                            findings,
                            new RunChecks.Ceiling(64, 41_234.5, 0.99),
                            new RunChecks.Freeze(200, 1_001, 100, 180, 178),
                            witness));
        }
        for (Trial trial : trials) {
            write(dir.resolve(RunFiles.TRIALS).resolve(trial.id()), trial);
        }
        for (ProgramRun run : programRuns) {
            Path folder = Files.createDirectories(dir.resolve(RunFiles.SEMANTICS));
            RunFiles.write(folder.resolve(run.id() + ".json"), run);
        }
        Checksums.write(dir);
    }

    private void write(Path folder, Trial trial) throws IOException {
        Files.createDirectories(folder);
        RunFiles.write(folder.resolve(RunFiles.TRIAL), trial);
        if (!trial.completed()) {
            return;
        }
        RunFiles.write(
                folder.resolve(RunFiles.ABOUT),
                new About(1, trial.condition().target(), "0.1.0", "25", List.of(), made(trial).settings, 1));
        if (!made(trial).meters.isEmpty()) {
            try (var out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(RunFiles.TRIAL_METRICS)))) {
                out.write(String.join("\n", made(trial).meters).getBytes(StandardCharsets.UTF_8));
            }
        }
        try (var out = new PrintStream(folder.resolve(RunFiles.RESPONSES).toFile(), StandardCharsets.UTF_8)) {
            var log = new HistogramLogWriter(out);
            log.outputLogFormatVersion();
            log.outputLegend();
            for (Histogram histogram : made(trial).responses.values()) {
                histogram.setStartTimeStamp(1_000_000);
                histogram.setEndTimeStamp(1_002_000);
                log.outputIntervalHistogram(histogram);
            }
        }
    }
}

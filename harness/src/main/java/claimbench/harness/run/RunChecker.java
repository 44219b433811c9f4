package claimbench.harness.run;

import claimbench.harness.result.CpuSets;
import claimbench.harness.result.RunChecks;
import claimbench.harness.result.RunChecks.Ceiling;
import claimbench.harness.result.RunChecks.Freeze;
import claimbench.harness.result.RunChecks.Reading;
import claimbench.harness.result.RunChecks.Witness;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.Trial.Finding;
import claimbench.harness.result.TrustCheck;
import claimbench.harness.result.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Checks the tools and the machine before a run, or for {@code doctor}:
 *
 * <pre>
 * ceiling   generator ──► null server                 what the generator can do at most
 * freeze    generator ──► null server, SIGSTOP 1 s    whether it shows what a server did to those who were waiting
 * witness   generator and wrk, in turn ──► a target   whether two tools agree about the same server
 * </pre>
 *
 * A check that cannot be made is unknown, with the reason; nothing here ends a run.
 */
public final class RunChecker {
    /** How much is measured. */
    public enum Extent {
        /** What the machine says of itself. */
        MACHINE(0),
        /** The generator's ceiling too: some seconds. */
        CEILING(9_500),
        /** All: half a minute. */
        ALL(36_000);

        private final int millis;

        Extent(int millis) {
            this.millis = millis;
        }

        /** How long it takes, with the harness' own rehearsal before the first trial; an estimate for people. */
        public Duration estimate() {
            return Duration.ofMillis(millis);
        }
    }

    /** Folder of what the checks leave, in a run's. */
    private static final String FOLDER = "checks";

    /** As many as keep a server busy at every moment, and few enough that none of them queues for long. */
    private static final int CEILING_USERS = 64;

    /**
     * The ceiling is to be that of the trials which come nearest to it, and a generator can more with every second that its code is
     * compiled for: in a quick run they have such a short warm-up, in the others these are the largest crowds, with {@link
     * #LONG_CEILING_LOAD}'s. That a trial with less sends too much, its GENERATOR_CPU shows.
     */
    private static final Workload CEILING_LOAD = Workload.closed(CEILING_USERS, 2_000, 1_500);

    private static final Workload LONG_CEILING_LOAD = Workload.closed(CEILING_USERS, 5_000, 1_500);

    /** A machine whose cores are taken away all the time must not keep a run from beginning. */
    private static final int CEILING_ATTEMPTS_MAX = 3;

    /** Arrivals a second, and a window that holds the freeze even where the machine is slow to begin it. */
    private static final int FREEZE_RATE = 200;

    private static final Workload FREEZE_LOAD = Workload.open(FREEZE_RATE, 1_000, 3_000);
    private static final Duration FROZEN = Duration.ofSeconds(1);

    /** Far above what a null server takes on a busy machine. */
    private static final Duration LATE = Duration.ofMillis(100);

    /** Share of those that must be late who will be, however roughly the arrivals are timed. */
    static final double FREEZE_SHOWN_MIN = 0.8;

    /**
     * A load that neither tool, nor any target, is at its limit with: 20 users who wait 20 ms each send 1,000 requests a second, which a
     * generator can whose code is not compiled yet. With 50, that were half of its ceiling after so short a warm-up, it was the tool
     * that differed from itself.
     */
    private static final String WITNESS_SCENARIO = "wait";

    private static final Map<String, String> WITNESS_PARAMETERS = Map.of("ms", "20");
    private static final String WITNESS_TARGET = "/wait?ms=20";
    private static final int WITNESS_USERS = 20;
    private static final int WITNESS_SECONDS = 2;
    private static final int WITNESS_ROUNDS = 2;
    private static final Workload WITNESS_LOAD = Workload.closed(WITNESS_USERS, 3_000, 1_000 * WITNESS_SECONDS);

    private final Programs programs;
    private final Bounds bounds;
    private final List<Integer> cores;
    private final CpuSets cpus;

    /**
     * A checker.
     *
     * @param cores that the run may use, as the kernel numbers them
     * @param cpus who runs where
     */
    public RunChecker(Programs programs, Bounds bounds, List<Integer> cores, CpuSets cpus) {
        this.programs = programs;
        this.bounds = bounds;
        this.cores = List.copyOf(cores);
        this.cpus = cpus;
    }

    /**
     * The checks of a run: those that are stored already, where it is being finished, or else made now, and stored.
     *
     * @param dir of the run; a folder below it gets what the processes leave
     * @param target for the witness; null where there is none
     * @param progress is told what begins
     */
    public RunChecks ofRun(Path dir, Extent extent, @Nullable Subject target, Progress progress)
            throws IOException, InterruptedException {
        RunChecks stored = RunChecks.read(dir);
        return stored.findings().isEmpty() ? check(dir, extent, target, progress) : stored;
    }

    /**
     * Makes the checks, and stores what they found.
     *
     * @param dir a folder below it gets what the processes leave
     * @param target for the witness; null where there is none
     * @param progress is told what begins
     */
    public RunChecks check(Path dir, Extent extent, @Nullable Subject target, Progress progress)
            throws IOException, InterruptedException {
        var findings = new ArrayList<>(MachineChecks.ofMachine(KernelFiles.ofSystem(), cores));
        Path folder = dir.resolve(FOLDER);
        Ceiling ceiling = null;
        Freeze freeze = null;
        Witness witness = null;
        if (extent != Extent.MACHINE) {
            progress.begins("the generator's ceiling on a null server");
            try {
                ceiling = ceiling(folder.resolve("ceiling"), extent == Extent.ALL ? LONG_CEILING_LOAD : CEILING_LOAD);
            } catch (TrialFailure e) {
                findings.add(Finding.unknown(TrustCheck.GENERATOR_CEILING, "could not be measured: " + e.getMessage()));
            }
        }
        if (extent != Extent.ALL) {
            findings.add(Finding.unknown(TrustCheck.FREEZE, RunChecks.NOT_MEASURED));
            findings.add(Finding.unknown(
                    TrustCheck.SECOND_WITNESS,
                    SearchPath.find(Wrk.NAME).isPresent() ? RunChecks.NOT_MEASURED : Wrk.MISSING));
        } else {
            progress.begins("a server that stands still for a second");
            try {
                freeze = freeze(folder.resolve("freeze"));
                findings.add(frozen(freeze));
            } catch (TrialFailure e) {
                findings.add(Finding.unknown(TrustCheck.FREEZE, "could not be measured: " + e.getMessage()));
            }
            if (target != null && SearchPath.find(Wrk.NAME).isPresent()) {
                progress.begins("wrk beside Gatling");
                try {
                    witness = witness(target, folder.resolve("witness"));
                    findings.add(WitnessCheck.agreement(witness));
                } catch (TrialFailure e) {
                    findings.add(
                            Finding.unknown(TrustCheck.SECOND_WITNESS, "could not be measured: " + e.getMessage()));
                }
            } else {
                findings.add(Finding.unknown(
                        TrustCheck.SECOND_WITNESS,
                        target == null ? "no server was started that wrk could ask" : Wrk.MISSING));
            }
        }
        var checks = new RunChecks(RunChecks.SCHEMA, List.copyOf(findings), ceiling, freeze, witness);
        RunFiles.write(Files.createDirectories(dir).resolve(RunFiles.CHECKS), checks);
        return checks;
    }

    /**
     * A server for the witness.
     *
     * @param name as in results
     * @param command which lacks where it is to listen
     */
    public record Subject(String name, List<String> command) {}

    /** Is told what goes on. */
    @FunctionalInterface
    public interface Progress {
        void begins(String what);
    }

    private Ceiling ceiling(Path folder, Workload workload) throws TrialFailure, IOException, InterruptedException {
        try (var load = ShortLoad.on("the null server", programs.nullServer(), programs, bounds, cpus, folder)) {
            return highest(number -> {
                MachineCounters before = MachineCounters.read(KernelFiles.ofSystem(), cores);
                ShortLoad.Loaded loaded =
                        load.run("load-" + number, "plaintext", Map.of(), workload, ShortLoad.InWindow.NOTHING);
                MachineCounters after = MachineCounters.read(KernelFiles.ofSystem(), cores);
                return new Attempt(
                        new Ceiling(
                                CEILING_USERS,
                                loaded.requestsPerSecond(),
                                loaded.generatorCoresBusy().orElse(null)),
                        MachineChecks.steal(before, after, cores.size(), true, true)
                                .failed());
            });
        }
    }

    /** A ceiling, and whether the hypervisor took the cores away meanwhile, which lowers it. */
    record Attempt(Ceiling ceiling, boolean disturbed) {}

    /** Measures a ceiling once. */
    @FunctionalInterface
    interface Attempts {
        Attempt measure(int number) throws TrialFailure, IOException, InterruptedException;
    }

    /** What can be reached at most: of one attempt that nothing disturbed, or else the highest of so many that something did. */
    static Ceiling highest(Attempts attempts) throws TrialFailure, IOException, InterruptedException {
        Attempt attempt = attempts.measure(1);
        Ceiling highest = attempt.ceiling();
        for (int number = 2; attempt.disturbed() && number <= CEILING_ATTEMPTS_MAX; number++) {
            attempt = attempts.measure(number);
            if (attempt.ceiling().requestsPerSecond() > highest.requestsPerSecond()) {
                highest = attempt.ceiling();
            }
        }
        return highest;
    }

    Freeze freeze(Path folder) throws TrialFailure, IOException, InterruptedException {
        var frozenNanos = new long[1];
        var thawedEpochMillis = new long[1];
        try (var load = ShortLoad.on("the null server", programs.nullServer(), programs, bounds, cpus, folder)) {
            ShortLoad.Loaded loaded = load.run("load", "plaintext", Map.of(), FREEZE_LOAD, server -> {
                frozenNanos[0] = stopped(server);
                thawedEpochMillis[0] = System.currentTimeMillis();
            });
            if (thawedEpochMillis[0] > loaded.report().windowEndEpochMillis()) {
                throw new TrialFailure("this machine was too busy to end the freeze before the window's end");
            }
            Histogram responses = loaded.responses();
            long expected = Math.round(
                    FREEZE_RATE * Math.max(0, frozenNanos[0] - LATE.toNanos()) / (double) TimeUnit.SECONDS.toNanos(1));
            return new Freeze(
                    FREEZE_RATE,
                    TimeUnit.NANOSECONDS.toMillis(frozenNanos[0]),
                    LATE.toMillis(),
                    expected,
                    responses.getTotalCount() - responses.getCountBetweenValues(0, LATE.toNanos()));
        }
    }

    /** Stops a process, lets it go on, and says for how long it stood still at least. */
    private static long stopped(Child server) throws TrialFailure, InterruptedException {
        signal("STOP", server);
        long startNanos = System.nanoTime();
        try {
            Thread.sleep(FROZEN);
            return System.nanoTime() - startNanos;
        } finally {
            signal("CONT", server);
        }
    }

    private static void signal(String name, Child child) throws TrialFailure, InterruptedException {
        try {
            int exitCode = new ProcessBuilder("sh", "-c", "kill -" + name + " " + child.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (exitCode != 0) {
                throw new TrialFailure("no signal could be sent to " + child.name());
            }
        } catch (IOException e) {
            throw new TrialFailure("no signal could be sent to " + child.name() + ": " + e.getMessage());
        }
    }

    static Finding frozen(Freeze freeze) {
        return new Finding(
                TrustCheck.FREEZE,
                freeze.late() >= FREEZE_SHOWN_MIN * freeze.expected(),
                freeze.late() + " responses took over " + freeze.lateMillis() + " ms, and about " + freeze.expected()
                        + " have to: the server stood still for " + freeze.frozenMillis() + " ms, with "
                        + Math.round(freeze.requestsPerSecond()) + " requests/s due");
    }

    private Witness witness(Subject target, Path folder) throws TrialFailure, IOException, InterruptedException {
        var gatling = new ArrayList<Reading>();
        var wrk = new ArrayList<Reading>();
        var command = new ArrayList<>(target.command());
        // It calls no upstream: any address will do.
        command.addAll(List.of(
                "--host", "127.0.0.1", "--port", "0", "--upstream", "http://127.0.0.1:1", "--exit-with-parent"));
        try (var load = ShortLoad.on(target.name(), command, programs, bounds, cpus, folder)) {
            for (int round = 1; round <= WITNESS_ROUNDS; round++) {
                gatling.add(reading(load.run(
                        "gatling-" + round,
                        WITNESS_SCENARIO,
                        WITNESS_PARAMETERS,
                        WITNESS_LOAD,
                        ShortLoad.InWindow.NOTHING)));
                wrk.add(Wrk.run(
                        load.url().resolve(WITNESS_TARGET),
                        WITNESS_USERS,
                        WITNESS_SECONDS,
                        cpus.generator(),
                        folder.resolve("wrk-" + round + ".txt")));
            }
        }
        return new Witness(target.name(), WITNESS_TARGET, WITNESS_USERS, List.copyOf(gatling), List.copyOf(wrk));
    }

    private static Reading reading(ShortLoad.Loaded loaded) {
        return new Reading(
                loaded.requestsPerSecond(),
                loaded.responses().getValueAtPercentile(50),
                loaded.responses().getValueAtPercentile(99));
    }

    /** What the generator can do, of stored checks. */
    static Optional<Double> ceiling(RunChecks checks) {
        return Optional.ofNullable(checks.ceiling()).map(Ceiling::requestsPerSecond);
    }
}

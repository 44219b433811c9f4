package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import claimbench.contract.Json;
import claimbench.harness.experiment.Plan;
import claimbench.harness.experiment.Profile;
import claimbench.harness.experiment.Target;
import claimbench.harness.result.Condition;
import claimbench.harness.result.CpuSets;
import claimbench.harness.result.EnvironmentRecord;
import claimbench.harness.result.PlannedTrial;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.RunLock;
import claimbench.harness.result.RunRecord;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.Trial;
import claimbench.harness.result.Trial.Finding.State;
import claimbench.harness.result.TrustCheck;
import claimbench.harness.result.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that are broken on purpose: each must be found out, and none may be left behind. */
class RunnerTest {
    static final Bounds BOUNDS = new Bounds(
            Duration.ofSeconds(60),
            Duration.ofSeconds(20),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofSeconds(20),
            Duration.ofSeconds(3));

    static final EnvironmentRecord ENVIRONMENT = new EnvironmentRecord(
            EnvironmentRecord.SCHEMA, "os", "1", "x", "cpu", List.of(0), 1, 1, "jdk", 1_000, false, 0, 1);

    /** A bound that is meant to run out. */
    private static final Duration SHORT = Duration.ofMillis(700);

    private static final int WINDOW_MILLIS = 150;

    @TempDir
    private Path folder;

    private final List<String> told = new ArrayList<>();

    private LogCounter logCounter = DummyPrograms::count;

    @AfterEach
    void noProcessIsLeftBehind() {
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    void honestTargetIsMeasuredAndStored() throws Exception {
        Trial trial = only(run(new DummyPrograms(), BOUNDS, DummyPrograms.target("honest")));

        assertThat(trial.outcome()).as(trial.message()).isEqualTo(Trial.Outcome.COMPLETED);
        StoredRun stored = StoredRun.load(folder.resolve("run"));
        Trial read = stored.trials().getFirst();
        assertThat(read).isEqualTo(trial);
        long answered = Objects.requireNonNull(read.requests().get("wait")).answered();
        assertThat(answered).isPositive();
        assertThat(stored.responses(read, "wait").getTotalCount()).isEqualTo(answered);
        assertThat(stored.about(read).orElseThrow().settings()).containsEntry("pool", 7);
        assertThat(read.target()).isNotNull();
        assertThat(Objects.requireNonNull(read.target()).rssBytesMax()).isPositive();
        assertThat(finding(read, TrustCheck.COUNTS).state()).isEqualTo(State.PASSED);
        assertThat(finding(read, TrustCheck.ERRORS).state()).isEqualTo(State.PASSED);
        assertThat(Files.readAllLines(stored.trialDir(read).resolve(RunFiles.SAMPLES)))
                .hasSizeGreaterThanOrEqualTo(5)
                .first()
                .isEqualTo("epoch_millis,process,cpu_millis,rss_bytes,threads,open_files,compiler_millis");
        assertThat(told).containsExactly("started 1/1", "ended 1/1 COMPLETED");
    }

    @Test
    void honestTargetFailsNoCheckOfItsOwn() throws Exception {
        Trial trial = only(run(new DummyPrograms(), BOUNDS, DummyPrograms.target("honest")));

        for (TrustCheck check : List.of(
                TrustCheck.BODIES,
                TrustCheck.COUNTS,
                TrustCheck.SERVER_COUNTS,
                TrustCheck.POOL_SIZES,
                TrustCheck.ERRORS)) {
            assertThat(finding(trial, check).state())
                    .as(finding(trial, check).detail())
                    .isEqualTo(State.PASSED);
        }
        assertThat(trial.findings())
                .extracting(Trial.Finding::check)
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(finding(trial, TrustCheck.GENERATOR_CEILING).state()).isEqualTo(State.UNKNOWN);
        assertThat(finding(trial, TrustCheck.STEADY_STATE).state())
                .as("a window of less than a second")
                .isEqualTo(State.UNKNOWN);
        assertThat(finding(trial, TrustCheck.STEADY_STATE).detail()).contains("it takes 10 to see a change");
        assertThat(finding(trial, TrustCheck.IN_FLIGHT).state()).isEqualTo(State.UNKNOWN);
        assertThat(Objects.requireNonNull(trial.observer()).coresBusy()).isPositive();
    }

    @Test
    void targetThatCountsOtherRequestsThanWereSentIsFound() throws Exception {
        Trial trial = only(run(new DummyPrograms(), BOUNDS, DummyPrograms.target("miscounts")));

        assertThat(finding(trial, TrustCheck.SERVER_COUNTS).state()).isEqualTo(State.FAILED);
        assertThat(finding(trial, TrustCheck.SERVER_COUNTS).detail())
                .contains("the target counted", "the generator sent");
        assertThat(finding(trial, TrustCheck.ERRORS).state()).isEqualTo(State.PASSED);
    }

    @Test
    void targetThatAnswersWronglyAtTimesIsFoundUnderItsName() throws Exception {
        Trial trial = only(run(new DummyPrograms(), BOUNDS, DummyPrograms.target("wrong-at-times")));

        assertThat(finding(trial, TrustCheck.BODIES).state()).isEqualTo(State.FAILED);
        assertThat(finding(trial, TrustCheck.BODIES).detail()).contains("waitedMs is 7, not 1");
        assertThat(finding(trial, TrustCheck.SERVER_COUNTS).state()).isEqualTo(State.PASSED);
    }

    @Test
    void targetWithOtherFlagsThanThoseBeforeIsFound() throws Exception {
        RunResult result =
                run(new DummyPrograms(), BOUNDS, DummyPrograms.target("honest"), DummyPrograms.target("other-flags"));

        assertThat(finding(result.trials().getFirst(), TrustCheck.POOL_SIZES).state())
                .isEqualTo(State.PASSED);
        assertThat(finding(result.trials().getLast(), TrustCheck.POOL_SIZES).detail())
                .contains("-Xmx9g", "on honest in 001-");
    }

    @Test
    void trialsThatArePlannedOneAfterAnotherAreStoredWithTheirPlan() throws Exception {
        Path dir = folder.resolve("search");
        Target honest = DummyPrograms.target("honest");
        PlannedTrial first = plan(WINDOW_MILLIS, honest).trials().getFirst();
        var second = new PlannedTrial("002-later-r2", 2, first.condition());
        RunFiles.makeFolder(dir);
        RunFiles.write(dir.resolve(RunFiles.ENVIRONMENT), ENVIRONMENT);
        RunRecord record = record(new Plan(Profile.QUICK, 1, List.of(honest), List.of()));
        RunFiles.write(dir.resolve(RunFiles.RUN), record);
        List<String> asked = new ArrayList<>();
        var source = new TrialSource() {
            @Override
            public Optional<PlannedTrial> next(List<Trial> ended, Duration elapsed) throws IOException {
                StoredRun stored = StoredRun.load(dir);
                asked.add(ended.size() + " of " + stored.run().plan().size() + ", missing " + stored.missing());
                assertThat(stored.trials()).isEqualTo(ended);
                return ended.isEmpty()
                        ? Optional.of(first)
                        : ended.size() == 1 ? Optional.of(second) : Optional.empty();
            }

            @Override
            public int total(List<Trial> ended) {
                return 2;
            }
        };
        RunListener listener = new RunListener() {
            @Override
            public void started(PlannedTrial trial, int number, int total) {
                told.add("started " + trial.id() + " " + number + "/" + total);
            }

            @Override
            public void noted(String note) {
                told.add("noted " + note);
            }

            @Override
            public void ended(
                    Trial trial, int number, int total, Map<String, Long> medianNanosByRequest, Duration left) {
                told.add("ended " + number + "/" + total);
            }
        };
        RunResult result;
        try (RunLock lock = RunLock.take(dir).orElseThrow()) {
            result = new Runner(new DummyPrograms(), null, BOUNDS, logCounter, listener)
                    .explore(lock, List.of(honest), record, List.of(), dir, source);
        }

        assertThat(result.trials()).allMatch(Trial::completed).hasSize(2);
        assertThat(asked).containsExactly("0 of 0, missing []", "1 of 1, missing []", "2 of 2, missing []");
        assertThat(told)
                .containsExactly(
                        "started " + first.id() + " 1/2", "ended 1/2", "started " + second.id() + " 2/2", "ended 2/2");
        StoredRun stored = StoredRun.load(dir);
        assertThat(stored.finished()).isTrue();
        assertThat(stored.run().plan()).containsExactly(first, second);
    }

    @Test
    void trialThatNeedsADatabaseFailsWhereNoneStartsAndTheRunGoesOn() throws Exception {
        Target target = DummyPrograms.target("honest");
        PlannedTrial reads = plan(WINDOW_MILLIS, target).trials().getFirst();
        Condition condition = reads.condition();
        var needsDatabase = new Condition(
                condition.experiment(),
                condition.target(),
                "database",
                Map.of(),
                condition.workload(),
                condition.cpus());
        var plan = new Plan(
                Profile.QUICK,
                1,
                List.of(target),
                List.of(
                        new PlannedTrial("001-database-r1", 1, needsDatabase),
                        new PlannedTrial("002-database-r2", 2, needsDatabase),
                        reads));
        RunResult result = run(DummyPrograms.withDatabase("crash"), trial -> {}, BOUNDS, plan);

        assertThat(result.trials().getFirst().message())
                .contains("the database ended with exit code 1 before it was ready: kaboom", "database.log");
        assertThat(result.trials().get(1).message()).startsWith("not tried, since earlier the database ended");
        assertThat(result.trials().getLast().completed()).isTrue();
    }

    @Test
    void targetThatCrashesFailsItsTrialAndTheRunGoesOn() throws Exception {
        RunResult result =
                run(new DummyPrograms(), BOUNDS, DummyPrograms.target("crash"), DummyPrograms.target("honest"));

        assertThat(result.trials().getFirst().message())
                .contains("target crash ended with exit code 3 before it was ready", "kaboom", "target.log");
        assertThat(result.trials().getLast().completed()).isTrue();
        assertThat(result.failed()).hasSize(1);
        assertThat(StoredRun.load(folder.resolve("run")).trials()).hasSize(2);
    }

    @Test
    void targetThatNeverGetsReadyIsTriedOnce() throws Exception {
        Bounds bounds = new Bounds(
                SHORT, BOUNDS.probe(), BOUNDS.lateness(), BOUNDS.drain(), BOUNDS.requestTimeout(), BOUNDS.stop());
        Target target = DummyPrograms.target("never-ready");
        RunResult result = run(new DummyPrograms(), bounds, target, target);

        assertThat(result.trials().getFirst().message()).contains("target never-ready was not ready within 0.7 s");
        assertThat(result.trials().getLast().message())
                .startsWith("not tried: in 001-")
                .contains("was not ready");
    }

    @Test
    void targetThatDoesNotSayWhereItAnswersIsTriedOnceAndTheRunGoesOn() throws Exception {
        Target target = DummyPrograms.target("no-address");
        RunResult result = run(new DummyPrograms(), BOUNDS, target, target, DummyPrograms.target("honest"));

        assertThat(result.trials().getFirst().message())
                .contains("target no-address said 'ready no-address [somewhere else]'", "ready NAME http://HOST:PORT");
        assertThat(result.trials().get(1).message()).startsWith("not tried: in 001-");
        assertThat(result.trials().getLast().completed()).isTrue();
    }

    @Test
    void faultOfTheHarnessFailsTheTrialAndTheRunGoesOn() throws Exception {
        logCounter = log -> {
            logCounter = DummyPrograms::count;
            throw new IllegalStateException("kaboom");
        };
        RunResult result =
                run(new DummyPrograms(), BOUNDS, DummyPrograms.target("honest"), DummyPrograms.target("stubborn"));

        assertThat(result.trials().getFirst().message()).contains("IllegalStateException", "kaboom");
        assertThat(result.trials().getLast().completed()).isTrue();
    }

    @Test
    void targetThatAnswersWronglyIsNotLoaded() throws Exception {
        Trial trial = only(run(new DummyPrograms(), BOUNDS, DummyPrograms.target("wrong-answer")));

        assertThat(trial.message()).contains("answers wrongly", "/wait?ms=1", "7");
        assertThat(folder.resolve("run/trials").resolve(trial.id()).resolve(RunFiles.RESPONSES))
                .doesNotExist();
    }

    @Test
    void targetOfAnotherContractIsNotLoaded() throws Exception {
        Trial trial = only(run(new DummyPrograms(), BOUNDS, DummyPrograms.target("other-contract")));

        assertThat(trial.message()).contains("answers wrongly", "/about", "99");
    }

    @Test
    void targetThatAnswersWronglyUnderLoadHasMeasuredNothing() throws Exception {
        Trial trial = only(run(new DummyPrograms(), BOUNDS, DummyPrograms.target("wrong-under-load")));

        assertThat(trial.message()).contains("answered no request of the window", "waitedMs is 7, not 1");
    }

    @Test
    void targetThatStallsHasMeasuredNothing() throws Exception {
        Bounds bounds =
                new Bounds(BOUNDS.ready(), BOUNDS.probe(), BOUNDS.lateness(), BOUNDS.drain(), SHORT, BOUNDS.stop());
        Trial trial = only(run(new DummyPrograms(), bounds, DummyPrograms.target("stall")));

        assertThat(trial.message()).contains("answered no request of the window", "HttpTimeoutException");
    }

    @Test
    void targetThatStallsIsBlamedForALoadThatDoesNotEnd() throws Exception {
        // Long enough for the answers that it gives before it stalls, however slow the machine is.
        Duration probe = Duration.ofSeconds(8);
        Bounds bounds = new Bounds(BOUNDS.ready(), probe, BOUNDS.lateness(), SHORT, SHORT, BOUNDS.stop());
        Trial trial = only(run(new DummyPrograms("never-ends"), bounds, DummyPrograms.target("stall")));

        assertThat(trial.message()).contains("target stall did not answer GET /health within 8000 ms");
    }

    @Test
    void targetThatDiesUnderLoadFailsItsTrial() throws Exception {
        Trial trial = only(run(new DummyPrograms(), BOUNDS, DummyPrograms.target("die")));

        assertThat(trial.message())
                .contains("target die ended with exit code " + DummyTarget.DIE_EXIT_CODE + " during the load");
    }

    @Test
    void portInUseIsSaidInTheTargetsOwnWords() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            Trial trial = only(run(new DummyPrograms(), BOUNDS, DummyPrograms.target("port-in-use", port)));

            assertThat(trial.message()).contains("cannot listen on 127.0.0.1:" + port + ": address already in use");
        }
    }

    @Test
    void stubbornTargetIsEndedByForce() throws Exception {
        Trial trial = only(run(new DummyPrograms(), BOUNDS, DummyPrograms.target("stubborn")));

        assertThat(trial.completed()).as(trial.message()).isTrue();
    }

    @Test
    void generatorThatCrashesFailsTheTrial() throws Exception {
        Trial trial = only(run(new DummyPrograms("crash"), BOUNDS, DummyPrograms.target("honest")));

        assertThat(trial.message()).contains("the generator ended with exit code 1", "no load today");
    }

    @Test
    void missingProgramFailsTheTrial() throws Exception {
        var nothing = new Installation(folder.resolve("empty"));
        Trial trial = only(run(nothing, BOUNDS, new Target("mine", "", "mine", List.of(), null)));

        assertThat(trial.message()).contains("not installed", "VERSION.jar", "empty");
    }

    @Test
    void serverThatIsAlreadyRunningIsMeasuredAndLeftRunning() throws Exception {
        var server = DummyTarget.start("honest", 0);
        try {
            var url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            Trial trial = only(run(new DummyPrograms(), BOUNDS, Target.running("mine", url)));

            assertThat(trial.completed()).as(trial.message()).isTrue();
            assertThat(trial.target()).isNull();
            try (var probe = new HttpProbe("mine", url, BOUNDS.probe())) {
                assertThat(probe.get("/health")).contains("ready");
            }
        } finally {
            server.stop(0);
        }
    }

    @Test
    @EnabledIf("hasFullDevice")
    void fullDiskEndsTheRunAndNamesTheFile() {
        assertThatThrownBy(() -> run(
                        new DummyPrograms(),
                        trial -> fill(trial.resolve(RunFiles.TRIAL + ".part")),
                        BOUNDS,
                        DummyPrograms.target("honest")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot write")
                .hasMessageContaining(RunFiles.TRIAL)
                .hasMessageContaining("No space left on device");
    }

    @Test
    @EnabledIf("hasFullDevice")
    void logThatCannotBeWrittenFailsTheTrial() throws Exception {
        Trial trial = only(run(
                new DummyPrograms(),
                path -> fill(path.resolve(RunFiles.TARGET_LOG)),
                BOUNDS,
                DummyPrograms.target("honest")));

        assertThat(trial.message()).contains("cannot write", RunFiles.TARGET_LOG, "No space left on device");
    }

    @Test
    void folderThatCannotBeMadeEndsTheRun() throws Exception {
        Files.writeString(folder.resolve("run"), "a file in the way");

        assertThatThrownBy(() -> run(new DummyPrograms(), BOUNDS, DummyPrograms.target("honest")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot make the folder")
                .hasMessageContaining("in the way");
    }

    @Test
    void onlookersSeeTheTrialsProcessesUntilTheRunIsToldToEnd() throws Exception {
        Target target = DummyPrograms.target("honest");
        Plan endless = plan(Math.toIntExact(BOUNDS.ready().toMillis()), target);
        var end = new CompletableFuture<Throwable>();
        Thread run = Thread.ofPlatform().start(() -> {
            try {
                run(new DummyPrograms(), trial -> {}, BOUNDS, endless);
                end.completeExceptionally(new AssertionError("nothing has ended it"));
            } catch (Exception e) {
                end.complete(e);
            }
        });

        await().atMost(BOUNDS.ready())
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(meters())
                        .contains("http_server_requests_active{process=\"dummy\",run=\"run\","
                                + "trial=\"%s\",experiment=\"in-flight\",scenario=\"%s\",target=\"honest\",role=\"target\",instance=\"127.0.0.1:"
                                        .formatted(
                                                endless.trials().getFirst().id(),
                                                endless.trials()
                                                        .getFirst()
                                                        .condition()
                                                        .scenario())));
        URI shown = shown();
        run.interrupt();

        assertThat(end).succeedsWithin(BOUNDS.ready()).isInstanceOf(InterruptedException.class);
        assertThatNobodyListensAt(shown);
        assertThat(folder.resolve("run/prometheus-targets.json")).content().isEqualTo("[ ]\n");
    }

    @Test
    void onlookersSeeNothingAfterARunThatIsCarriedOut() throws Exception {
        var shown = new ArrayList<URI>();
        run(new DummyPrograms(), trial -> shown.add(shown()), BOUNDS, DummyPrograms.target("crash"));

        assertThat(shown).hasSize(1).allSatisfy(RunnerTest::assertThatNobodyListensAt);
        assertThat(folder.resolve("run/prometheus-targets.json")).content().isEqualTo("[ ]\n");
    }

    @Test
    void onlookersSeeNothingAfterARunThatHadToEnd() {
        var shown = new ArrayList<URI>();
        assertThatThrownBy(() -> run(
                        new DummyPrograms(),
                        trial -> {
                            shown.add(shown());
                            block(trial.resolve(RunFiles.TRIAL));
                        },
                        BOUNDS,
                        DummyPrograms.target("crash")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot write");

        assertThat(shown).hasSize(1).allSatisfy(RunnerTest::assertThatNobodyListensAt);
        assertThat(folder.resolve("run/prometheus-targets.json")).content().isEqualTo("[ ]\n");
    }

    @Test
    void trialsPhasesAreRecordedWithWhatProcessesSaid() throws Exception {
        RunResult result =
                run(new DummyPrograms(), BOUNDS, DummyPrograms.target("honest"), DummyPrograms.target("crash"));

        List<String> lines = Files.readAllLines(folder.resolve("run").resolve(RunFiles.METRICS));
        RecordedMetricsTest.assertOpenMetrics(lines);
        Trial honest = result.trials().getFirst();
        Trial.Window window = Objects.requireNonNull(honest.window());
        assertThat(lines)
                .as("the window's first moment")
                .anyMatch(line -> line.startsWith("claimbench_trial_phase{phase=\"window\",")
                        && line.endsWith("} 1 " + BigDecimal.valueOf(window.startEpochMillis(), 3)));
        assertThat(folder.resolve("run/trials").resolve(honest.id()))
                .isDirectoryContaining("glob:**/metrics.gz")
                .isDirectoryNotContaining("glob:**.part");
        assertThat(told).noneMatch(note -> note.contains("metrics"));
    }

    @Test
    void runOutsideTheFolderOfRunsWritesNothingBesideItself() throws Exception {
        run(new DummyPrograms(), BOUNDS, DummyPrograms.target("crash"));

        assertThat(folder).isDirectoryContaining("glob:**/run").isDirectoryNotContaining("glob:**.json");
    }

    static boolean hasFullDevice() {
        return Files.exists(Path.of("/dev/full"));
    }

    private static void fill(Path file) {
        try {
            Files.createSymbolicLink(file, Path.of("/dev/full"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Where the run's own file says that it can be asked. */
    private URI shown() {
        try {
            String json = Files.readString(folder.resolve("run/prometheus-targets.json"));
            return URI.create("http://"
                    + Json.MAPPER.readTree(json).path(0).path("targets").path(0).asString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String meters() throws Exception {
        try (var probe = new HttpProbe("the relay", shown(), BOUNDS.probe())) {
            return probe.get("/metrics");
        }
    }

    private static void assertThatNobodyListensAt(URI address) {
        assertThatThrownBy(() -> new Socket(address.getHost(), address.getPort()).close())
                .isInstanceOf(ConnectException.class);
    }

    /** No file can be put where a folder is that has something in it. */
    private static void block(Path file) {
        try {
            Files.createDirectories(file.resolve("in-the-way"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RunResult run(Programs programs, Bounds bounds, Target... targets) throws Exception {
        return run(programs, trial -> {}, bounds, targets);
    }

    private RunResult run(Programs programs, Consumer<Path> beforeTrial, Bounds bounds, Target... targets)
            throws Exception {
        return run(programs, beforeTrial, bounds, plan(WINDOW_MILLIS, targets));
    }

    private RunResult run(Programs programs, Consumer<Path> beforeTrial, Bounds bounds, Plan plan) throws Exception {
        Path dir = folder.resolve("run");
        var listener = new RunListener() {
            @Override
            public void started(PlannedTrial trial, int number, int total) {
                told.add("started " + number + "/" + total);
                beforeTrial.accept(dir.resolve(RunFiles.TRIALS).resolve(trial.id()));
            }

            @Override
            public void noted(String note) {
                told.add("noted " + note);
            }

            @Override
            public void ended(
                    Trial trial, int number, int total, Map<String, Long> medianNanosByRequest, Duration left) {
                told.add("ended " + number + "/" + total + " " + trial.outcome());
            }
        };
        return new Runner(programs, null, bounds, log -> logCounter.count(log), listener)
                .run(plan, record(plan), ENVIRONMENT, dir, ProgramRunner.none());
    }

    /** One trial for each target, in this order, on whatever cores. */
    static Plan plan(int windowMillis, Target... targets) {
        var trials = new ArrayList<PlannedTrial>();
        for (Target target : targets) {
            var condition = new Condition(
                    "in-flight",
                    target.name(),
                    "wait",
                    Map.of("ms", "1"),
                    Workload.closed(1, 20, windowMillis),
                    new CpuSets(List.of(), List.of(), List.of()));
            int number = trials.size() + 1;
            trials.add(new PlannedTrial("00" + number + "-" + condition.id() + "-r1", 1, condition));
        }
        return new Plan(Profile.QUICK, 1, List.of(targets), trials);
    }

    static RunRecord record(Plan plan) {
        return new RunRecord(
                RunRecord.SCHEMA,
                "run",
                "2026-11-20T00:00:00Z",
                "quick",
                plan.seed(),
                List.of(),
                List.of(),
                Map.of(),
                plan.trials(),
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                false,
                Map.of(),
                null,
                null,
                List.of());
    }

    private static Trial only(RunResult result) {
        assertThat(result.trials()).hasSize(1);
        return result.trials().getFirst();
    }

    private static Trial.Finding finding(Trial trial, TrustCheck check) {
        return trial.findings().stream()
                .filter(finding -> finding.check() == check)
                .findFirst()
                .orElseThrow();
    }
}

package claimbench.harness.run;

import claimbench.harness.experiment.Plan;
import claimbench.harness.experiment.Profile;
import claimbench.harness.experiment.ProgramPlan;
import claimbench.harness.experiment.ProgramSubject;
import claimbench.harness.experiment.Target;
import claimbench.harness.result.Condition;
import claimbench.harness.result.CpuSets;
import claimbench.harness.result.PlannedTrial;
import claimbench.harness.result.RunLock;
import claimbench.harness.result.RunRecord;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.Trial;
import claimbench.harness.result.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A harness as a process of its own, to be killed: {@code run DIR} carries out a small plan, {@code resume DIR} goes on with it. */
public final class DummyCutOffHarness {
    private static final int WINDOW_MILLIS = 40;
    private static final int ROUNDS = 2;

    static final ProgramPlan PROGRAMS = new ProgramPlan(List.of("S02"), List.of(ProgramSubject.EVENT_LOOP));

    private DummyCutOffHarness() {}

    public static void main(String[] args) throws Exception {
        Path dir = Path.of(args[1]);
        if (args[0].equals("resume")) {
            resume(dir);
        } else {
            runner().run(plan(), record(), RunnerTest.ENVIRONMENT, dir, programs());
        }
    }

    /** Goes on, in this process. */
    static RunResult resume(Path dir) throws Exception {
        return resume(dir, RoundReview.NEVER_STOP);
    }

    static RunResult resume(Path dir, RoundReview review) throws Exception {
        try (var lock = RunLock.take(dir).orElseThrow()) {
            StoredRun stored = StoredRun.load(dir);
            var resumption = new RunRecord.Resumption(
                    "2026-11-20T01:00:00Z",
                    stored.trials().isEmpty() ? null : stored.trials().getLast().id(),
                    stored.trials().size(),
                    stored.inFlight().orElse(null),
                    List.of());
            return runner().resume(lock, plan(), stored, resumption, programs(), review);
        }
    }

    /** Two conditions of an honest target, in two rounds. */
    static Plan plan() {
        Target target = DummyPrograms.target("honest");
        var condition = new Condition(
                "in-flight",
                target.name(),
                "wait",
                Map.of("ms", "1"),
                Workload.closed(1, 20, WINDOW_MILLIS),
                new CpuSets(List.of(), List.of(), List.of()));
        var trials = new ArrayList<PlannedTrial>();
        for (int round = 1; round <= ROUNDS; round++) {
            for (Condition each : List.of(condition, condition.again())) {
                trials.add(new PlannedTrial("00" + (trials.size() + 1) + "-" + each.id() + "-r" + round, round, each));
            }
        }
        return new Plan(Profile.QUICK, 7, List.of(target), trials);
    }

    static RunRecord record() {
        RunRecord plain = RunnerTest.record(plan());
        return new RunRecord(
                plain.schema(),
                plain.id(),
                plain.startedAt(),
                plain.profile(),
                plain.seed(),
                plain.claims(),
                plain.targets(),
                plain.targetUrls(),
                plain.plan(),
                new LinkedHashMap<>(PROGRAMS.runsBySubject()),
                plain.jvmFlags(),
                plain.upstreamJvmFlags(),
                plain.generatorJvmFlags(),
                plain.startCaches(),
                plain.versions(),
                plain.database(),
                plain.commit(),
                plain.notes());
    }

    static Runner runner() {
        return new Runner(new DummyPrograms(), null, RunnerTest.BOUNDS, DummyPrograms::count, new RunListener() {
            @Override
            public void started(PlannedTrial trial, int number, int total) {}

            @Override
            public void noted(String note) {
                System.out.println("noted " + note);
            }

            @Override
            public void ended(
                    Trial trial, int number, int total, Map<String, Long> medianNanosByRequest, Duration left) {}
        });
    }

    static ProgramRunner programs() {
        return new ProgramRunner(
                (subject, folder) -> DummyPrograms.java(DummyTraces.class, "good"), PROGRAMS, ProgramRunner.BOUND);
    }
}

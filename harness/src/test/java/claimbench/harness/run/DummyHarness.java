package claimbench.harness.run;

import claimbench.harness.result.PlannedTrial;
import claimbench.harness.result.Trial;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A harness as a process of its own, to be killed: one honest trial that takes an hour, into the folder given. */
public final class DummyHarness {
    static final int WINDOW_MILLIS = 3_600_000;

    private DummyHarness() {}

    public static void main(String[] args) throws Exception {
        var plan = RunnerTest.plan(WINDOW_MILLIS, DummyPrograms.target("honest"));
        var listener = new RunListener() {
            @Override
            public void started(PlannedTrial trial, int number, int total) {
                System.out.println("started");
            }

            @Override
            public void noted(String note) {
                System.out.println("noted " + note);
            }

            @Override
            public void ended(
                    Trial trial, int number, int total, Map<String, Long> medianNanosByRequest, Duration left) {
                System.out.println("ended " + trial.outcome());
            }
        };
        new Runner(new DummyPrograms(), null, RunnerTest.BOUNDS, DummyPrograms::count, listener)
                .run(plan, RunnerTest.record(plan), RunnerTest.ENVIRONMENT, Path.of(args[0]), ProgramRunner.none());
    }
}

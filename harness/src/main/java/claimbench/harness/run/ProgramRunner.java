package claimbench.harness.run;

import claimbench.harness.experiment.ProgramPlan;
import claimbench.harness.experiment.ProgramSubject;
import claimbench.harness.result.ProgramOutput;
import claimbench.harness.result.ProgramRun;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.StoredRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Runs the programs that show claims, a process at a time, and stores each process's traces as it ends. A process that fails
 * is stored as failed, and the run goes on. Not thread-safe.
 */
public final class ProgramRunner {
    /** Programs on virtual time take no time worth speaking of; a process that takes this long hangs. */
    public static final Duration BOUND = Duration.ofSeconds(30);

    private final ProgramCommands commands;
    private final ProgramPlan plan;
    private final Duration bound;

    public ProgramRunner(ProgramCommands commands, ProgramPlan plan, Duration bound) {
        this.commands = commands;
        this.plan = plan;
        this.bound = bound;
    }

    /** One that has nothing to run. */
    public static ProgramRunner none() {
        return new ProgramRunner(
                (subject, folder) -> {
                    throw new TrialFailure("no programs");
                },
                ProgramPlan.NONE,
                BOUND);
    }

    /**
     * Runs all of them, on each subject in turn, and then again; but for what is stored already, of a run that was cut off.
     *
     * @param dir the run's
     * @throws IOException that names the file that could not be written; earlier runs are kept
     * @throws InterruptedException where this process is told to end; earlier runs are kept
     */
    void run(Path dir, RunListener listener) throws IOException, InterruptedException {
        if (plan.isEmpty()) {
            return;
        }
        Path folder = dir.resolve(RunFiles.SEMANTICS);
        RunFiles.makeFolder(folder);
        RunFiles.removeDrafts(folder);
        for (int number = 1; number <= ProgramPlan.RUNS; number++) {
            for (ProgramSubject subject : plan.subjects()) {
                Path file = folder.resolve(ProgramRun.id(subject.wireName(), number) + ".json");
                if (!Files.exists(file)) {
                    ProgramRun run = run(subject, number, folder);
                    RunFiles.settle(folder);
                    RunFiles.write(file, run);
                    listener.programsEnded(run);
                }
            }
        }
    }

    private ProgramRun run(ProgramSubject subject, int number, Path folder) throws IOException, InterruptedException {
        String name = subject.wireName();
        Path out = folder.resolve(name + "-" + number + ".out");
        Path log = folder.resolve(name + "-" + number + ".log");
        Files.deleteIfExists(out); // of a run that was cut off
        try {
            List<String> command = new ArrayList<>(commands.command(subject, folder));
            command.addAll(List.of("--out", out.toString()));
            command.addAll(plan.programs());
            try (var child = Child.start("the programs' process", command, log, new Bell())) {
                if (!child.awaitExit(bound.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new TrialFailure(why(child));
                }
            }
            ProgramOutput output = ProgramOutput.read(out);
            return ProgramRun.completed(name, number, output.runtime(), output.programs());
        } catch (TrialFailure | StoredRunException e) {
            if (Children.ending()) {
                throw new InterruptedException("told to end");
            }
            return ProgramRun.failed(name, number, Objects.requireNonNullElse(e.getMessage(), e.toString()));
        } finally {
            Files.deleteIfExists(out);
            if (Files.exists(log) && Files.size(log) == 0) {
                Files.delete(log);
            }
        }
    }

    private String why(Child child) {
        return child.exitCode()
                .map(code -> child.name() + " ended with exit code " + code + ": " + child.lastWords())
                .orElse(child.name() + " did not end within " + bound.toSeconds() + " s");
    }
}

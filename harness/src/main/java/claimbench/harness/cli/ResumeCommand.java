package claimbench.harness.cli;

import claimbench.harness.capacity.CapacitySettings;
import claimbench.harness.claim.Catalogue;
import claimbench.harness.experiment.Plan;
import claimbench.harness.experiment.Target;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.RunLock;
import claimbench.harness.result.RunRecord;
import claimbench.harness.result.StoredRun;
import claimbench.harness.run.Installation;
import claimbench.harness.run.InstalledPrograms;
import claimbench.harness.run.Machine;
import claimbench.harness.run.ProgramRunner;
import claimbench.harness.run.Python;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code claimbench resume DIR}: finishes a run that was cut off. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        header = "Finishes a run that was cut off.",
        description =
                "By the same plan, with the same seed: trials that had ended stay as they are, the one that was in"
                        + " flight is measured anew, and so are all that had not begun. Then judges the claims as 'run' does. The"
                        + " report says when the run went on, and after which trial. It must be the same machine and the same"
                        + " claimbench, or trials could not be compared.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  claimbench resume runs/20261120T101500Z-quick",
            "  claimbench resume runs/20261120T101500Z-quick --target-url mine=http://127.0.0.1:9001   it has moved since"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:a trial failed or a trust check did, or the directory is damaged",
            "2:wrong usage, or a run that cannot go on: nothing was run",
            "130, 143:ended by Ctrl-C or SIGTERM; resume it again"
        })
final class ResumeCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "The run's directory.")
    private Path dir = Path.of("");

    @Option(
            names = "--force",
            description = "Go on although this is another version or commit of claimbench than the one the run began"
                    + " with; the report says so.")
    private boolean force;

    @Option(
            names = "--target-url",
            paramLabel = "NAME=URL",
            description =
                    "Where a server of the run that was already running is now, if not where it was. May be repeated.")
    private Map<String, String> targetUrls = Map.of();

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description = "Your own PostgreSQL, where the run was given one: its password is never stored (default: the"
                    + " environment's CLAIMBENCH_DATABASE_URL).")
    private @Nullable String databaseUrl;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter terminal = spec.commandLine().getOut();
        Catalogue catalogue = Catalogue.ofRun(dir);
        checkNotFinished(StoredRun.load(dir));
        try (RunLock lock = RunLock.take(dir).orElseThrow(this::stillGoingOn)) {
            StoredRun stored = StoredRun.load(dir);
            checkNotFinished(stored);
            RunRecord record = stored.run();
            var notes = new ArrayList<String>();
            Installation installation = Installation.find();
            var same = new SameAsBefore(spec.commandLine(), stored, notes);
            same.checkMachine(Machine.describe(dir));
            same.checkClaimbench(installation, force);
            var remembered = new Remembered(spec.commandLine(), record, catalogue, notes);
            String database = remembered.database(databaseUrl);
            Optional<CapacitySettings> search = CapacitySettings.of(dir);
            if (search.isPresent()) {
                return goOnSearching(lock, stored, search.get(), remembered, database, installation, notes);
            }
            Plan plan = remembered.plan(targetUrls);
            var installed = new InstalledPrograms(installation, Python.find());
            var programs = remembered.programs();
            same.checkPrograms(programs, installed);

            PlanText.rest(terminal, stored, notes);
            Installation prepared = prepare(stored, plan.targets(), installation, terminal);
            var resumption = new RunRecord.Resumption(
                    RunRecords.time(Instant.now()),
                    stored.trials().isEmpty() ? null : stored.trials().getLast().id(),
                    stored.trials().size(),
                    stored.inFlight().orElse(null),
                    List.copyOf(notes));
            return new Measuring(spec.commandLine(), prepared, database, dir, catalogue)
                    .carryOut(
                            plan,
                            stored.missing(),
                            Plan.estimate(stored.missing()),
                            false,
                            runner -> runner.resume(
                                    lock,
                                    plan,
                                    stored,
                                    resumption,
                                    new ProgramRunner(installed, programs, ProgramRunner.BOUND),
                                    DecidedReview.of(stored.run(), dir, catalogue)));
        }
    }

    /** What comes next follows from what is stored; a budget of time begins anew. */
    private int goOnSearching(
            RunLock lock,
            StoredRun stored,
            CapacitySettings search,
            Remembered remembered,
            @Nullable String database,
            Installation installation,
            List<String> notes)
            throws IOException, InterruptedException {
        PrintWriter terminal = spec.commandLine().getOut();
        List<Target> targets = remembered.targets(targetUrls);
        terminal.println(
                "run " + stored.run().id() + " goes on: " + stored.trials().size() + " trials have ended; seed "
                        + stored.run().seed());
        notes.forEach(note -> terminal.println("note: " + note));
        Installation prepared = prepareAgain(stored, targets, installation, terminal);
        var resumption = new RunRecord.Resumption(
                RunRecords.time(Instant.now()),
                stored.trials().isEmpty() ? null : stored.trials().getLast().id(),
                stored.trials().size(),
                stored.inFlight().orElse(null),
                List.copyOf(notes));
        RunFiles.removeDrafts(dir);
        RunRecord record = stored.run().with(resumption);
        RunFiles.write(dir.resolve(RunFiles.RUN), record);
        return new Searching(spec.commandLine(), prepared, database, dir, search, targets, terminal)
                .carryOut(lock, record, stored.environment(), stored.trials());
    }

    private Installation prepare(
            StoredRun stored, List<Target> targets, Installation installation, PrintWriter terminal)
            throws InterruptedException {
        return stored.missing().isEmpty() ? installation : prepareAgain(stored, targets, installation, terminal);
    }

    /** Programs start as they did in the trials before: what began with caches does not go on without. */
    private Installation prepareAgain(
            StoredRun stored, List<Target> targets, Installation installation, PrintWriter terminal)
            throws InterruptedException {
        if (!stored.run().startCaches()) {
            return installation;
        }
        Preparation preparation = Preparation.of(installation, targets, terminal);
        if (!preparation.notes().isEmpty()) {
            throw refused("began with caches to start from, and cannot go on without: "
                    + String.join("; ", preparation.notes()));
        }
        return preparation.installation();
    }

    private void checkNotFinished(StoredRun stored) {
        if (stored.finished()) {
            throw refused("has ended, so there is nothing to resume; 'claimbench report " + dir + "' judges it again");
        }
    }

    private ParameterException stillGoingOn() {
        return refused("is still going on"
                + RunLock.holder(dir)
                        .filter(pid -> !pid.isEmpty())
                        .map(pid -> " (process " + pid + ")")
                        .orElse("") + ": wait for its end, or end it first");
    }

    private ParameterException refused(String why) {
        return new ParameterException(spec.commandLine(), "the run in " + dir + " " + why);
    }
}

package claimbench.harness.cli;

import claimbench.harness.experiment.Target;
import claimbench.harness.run.Installation;
import claimbench.harness.run.Instrument;
import claimbench.harness.run.StartCache;
import claimbench.harness.run.TargetInTraining;
import claimbench.harness.run.Trainee;
import claimbench.harness.run.TrialFailure;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;

/**
 * An installation with what the trials of all its runs share, made once: the caches that its programs start from.
 *
 * @param installation to run
 * @param notes on what could not be made
 */
record Preparation(Installation installation, List<String> notes) {

    /**
     * Makes what is missing, and says so.
     *
     * @param targets that are to be measured
     */
    static Preparation of(Installation installation, Collection<Target> targets, PrintWriter terminal)
            throws InterruptedException {
        List<Trainee> trainees = new ArrayList<>(List.of(Instrument.values()));
        targets.stream()
                .filter(target -> target.url() == null)
                .map(TargetInTraining::new)
                .forEach(trainees::add);
        var caches = new HashMap<String, Path>();
        var missing = new ArrayList<Trainee>();
        for (Trainee trainee : trainees) {
            new StartCache(installation, trainee)
                    .find()
                    .ifPresentOrElse(file -> caches.put(trainee.wireName(), file), () -> missing.add(trainee));
        }
        if (missing.isEmpty()) {
            return new Preparation(installation.with(caches), List.of());
        }
        terminal.println("preparing generator, upstream and targets, once for this installation (some seconds each)");
        terminal.flush();
        try {
            for (Trainee trainee : missing) {
                caches.put(trainee.wireName(), new StartCache(installation, trainee).make());
            }
            return new Preparation(installation.with(caches), List.of());
        } catch (TrialFailure e) {
            // All or none, so that a run can say in a word how its programs started, and no target starts otherwise
            // than another.
            String note = "generator, upstream and targets have no cache, so each trial takes a little longer: "
                    + e.getMessage();
            terminal.println("note: " + note);
            terminal.flush();
            return new Preparation(installation, List.of(note));
        }
    }
}

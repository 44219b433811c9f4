package claimbench.harness.cli;

import claimbench.harness.claim.Catalogue;
import claimbench.harness.claim.Claim;
import claimbench.harness.experiment.Plan;
import claimbench.harness.experiment.Profile;
import claimbench.harness.experiment.ProgramPlan;
import claimbench.harness.experiment.ProgramSubject;
import claimbench.harness.experiment.Target;
import claimbench.harness.experiment.TargetCatalogue;
import claimbench.harness.result.RunRecord;
import claimbench.runtime.DatabaseUrl;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * What a run set out to do, from its record: all but the password of a database, which is never stored.
 *
 * @param notes on what is different from before; to be added to
 */
record Remembered(CommandLine command, RunRecord record, Catalogue catalogue, List<String> notes) {

    /**
     * The plan, trial by trial as it was.
     *
     * @param moved addresses of servers that were already running and are elsewhere now, by name
     */
    Plan plan(Map<String, String> moved) {
        checkMoved(moved);
        List<Target> targets = record.plan().stream()
                .map(planned -> planned.condition().target())
                .distinct()
                .map(name -> target(name, moved))
                .toList();
        Profile profile = Profile.find(record.profile()).orElseThrow(() -> unknown("profile", record.profile()));
        return new Plan(profile, record.seed(), targets, record.plan());
    }

    /** The targets that were asked for, whether or not a trial of theirs was planned yet. */
    List<Target> targets(Map<String, String> moved) {
        checkMoved(moved);
        return record.targets().stream().map(name -> target(name, moved)).toList();
    }

    private void checkMoved(Map<String, String> moved) {
        moved.forEach((name, url) -> {
            if (!record.targetUrls().containsKey(name)) {
                throw new ParameterException(
                        command,
                        "--target-url: the run has no server '" + name + "' that was already running"
                                + (record.targetUrls().isEmpty()
                                        ? ""
                                        : "; it has "
                                                + String.join(
                                                        ", ",
                                                        record.targetUrls().keySet())));
            }
            if (!Selection.address(command, "--target-url", url)
                    .toString()
                    .equals(record.targetUrls().get(name))) {
                notes.add(name + " was at " + record.targetUrls().get(name) + " and is at " + url + " now");
            }
        });
    }

    private Target target(String name, Map<String, String> moved) {
        String url = moved.getOrDefault(name, record.targetUrls().get(name));
        return url == null
                ? TargetCatalogue.find(name).orElseThrow(() -> unknown("target", name))
                : Target.running(name, Selection.address(command, "--target-url", url));
    }

    /** The programs that show claims. */
    ProgramPlan programs() {
        if (record.programRuns().isEmpty()) {
            return ProgramPlan.NONE;
        }
        List<String> programs = record.claims().stream()
                .filter(id -> catalogue.claim(id).map(Claim::shownByProgram).orElse(false))
                .toList();
        List<ProgramSubject> subjects = record.programRuns().keySet().stream()
                .map(name -> Arrays.stream(ProgramSubject.values())
                        .filter(subject -> subject.wireName().equals(name))
                        .findFirst()
                        .orElseThrow(() -> unknown("subject of programs", name)))
                .toList();
        return new ProgramPlan(programs, subjects);
    }

    private ParameterException unknown(String what, String name) {
        return new ParameterException(command, "this claimbench does not know the run's " + what + " '" + name + "'");
    }

    /**
     * The user's own database, where the run was given one.
     *
     * @param url as typed; null for the environment's
     * @return null where the run starts one itself, or needs none
     */
    @Nullable
    String database(@Nullable String url) {
        String before = record.database();
        if (before == null || before.equals(RunRecord.EMBEDDED)) {
            if (url != null) {
                throw new ParameterException(
                        command,
                        "--database-url: the run "
                                + (before == null ? "needs no database" : "starts its database itself"));
            }
            return null;
        }
        String given = url == null ? System.getenv(DatabaseUrl.VARIABLE) : url;
        if (given == null) {
            throw new ParameterException(
                    command,
                    "the run was given the database " + before + ", whose password is not stored: give it again by "
                            + DatabaseUrl.VARIABLE + " or --database-url");
        }
        DatabaseUrl now = Selection.database(command, given);
        if (!Objects.equals(now.toString(), before)) {
            throw new ParameterException(
                    command, "the run was given the database " + before + ", and now it is given " + now);
        }
        return given;
    }
}

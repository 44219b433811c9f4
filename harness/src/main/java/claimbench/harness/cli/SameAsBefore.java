package claimbench.harness.cli;

import claimbench.harness.experiment.ProgramPlan;
import claimbench.harness.experiment.ProgramSubject;
import claimbench.harness.result.EnvironmentRecord;
import claimbench.harness.result.StoredRun;
import claimbench.harness.run.Affinity;
import claimbench.harness.run.Installation;
import claimbench.harness.run.InstalledPrograms;
import claimbench.harness.run.Python;
import claimbench.harness.run.SourceCommit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Whether a run may go on here. Its trials are compared with each other, so those to come must be measured as those before
 * were: on the same machine, by the same program. What is different and may be is noted.
 *
 * @param notes to be added to
 */
record SameAsBefore(CommandLine command, StoredRun stored, List<String> notes) {

    /** Refuses another machine. */
    void checkMachine(EnvironmentRecord now) {
        EnvironmentRecord before = stored.environment();
        check("processor", before.cpuModel(), now.cpuModel());
        check("architecture", before.architecture(), now.architecture());
        check("set of cores", cores(before), cores(now));
        check("system", before.os(), now.os());
        check("JDK", before.jdk(), now.jdk());
        check("taskset", word(before.taskset()), word(now.taskset()));
        if (!before.kernel().equals(now.kernel())) {
            notes.add("the kernel was " + before.kernel() + " and is " + now.kernel() + " now");
        }
        Notes.busy(now).ifPresent(notes::add);
    }

    private void check(String what, String before, String now) {
        if (!before.equals(now)) {
            throw new ParameterException(
                    command,
                    "the run was made on another machine, and its trials could not be compared with any made here: its "
                            + what + " was " + before + ", and here it is " + now);
        }
    }

    private static String cores(EnvironmentRecord environment) {
        return Affinity.list(environment.cores());
    }

    private static String word(boolean there) {
        return there ? "there" : "missing";
    }

    /**
     * Refuses another version or commit of claimbench.
     *
     * @param force to note it instead
     */
    void checkClaimbench(Installation installation, boolean force) {
        String before = claimbench(
                stored.run().versions().get("claimbench"), stored.run().commit());
        String now =
                claimbench(Version.text(), SourceCommit.of(installation.lib()).orElse(null));
        var libraries = installation.versions().entrySet().stream()
                .filter(library -> !Objects.equals(stored.run().versions().get(library.getKey()), library.getValue()))
                .map(library -> library.getKey() + " " + library.getValue() + " instead of "
                        + stored.run().versions().get(library.getKey()))
                .toList();
        Optional<String> different = !before.equals(now)
                ? Optional.of("it began with " + before + ", and this is " + now)
                : libraries.isEmpty() ? Optional.empty() : Optional.of("this has " + String.join(", ", libraries));
        if (different.isEmpty()) {
            return;
        }
        if (!force) {
            throw new ParameterException(
                    command,
                    "the run was made by another claimbench: " + different.get()
                            + "; take the one that it began with, or go on all the same with --force");
        }
        notes.add("went on with another claimbench: " + different.get());
    }

    private static String claimbench(@Nullable String version, @Nullable String commit) {
        return Objects.requireNonNullElse(version, "an unknown version")
                + (commit == null ? "" : " of commit " + commit);
    }

    /** Refuses where programs that were not run yet have nothing to run on. */
    void checkPrograms(ProgramPlan programs, InstalledPrograms installed) {
        for (String missing : stored.missingPrograms()) {
            for (ProgramSubject subject : programs.subjects()) {
                if (missing.startsWith(subject.wireName() + "-")
                        && !installed.subjects().contains(subject)) {
                    throw new ParameterException(
                            command,
                            "the run has programs for " + subject.wireName() + ", and here is no " + Python.WANTED
                                    + " on the search path");
                }
            }
        }
    }
}

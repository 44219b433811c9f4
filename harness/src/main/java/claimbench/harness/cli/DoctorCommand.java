package claimbench.harness.cli;

import claimbench.harness.experiment.Placement;
import claimbench.harness.experiment.TargetCatalogue;
import claimbench.harness.report.Conclusions;
import claimbench.harness.report.Conclusions.Conclusion;
import claimbench.harness.result.EnvironmentRecord;
import claimbench.harness.result.RunChecks;
import claimbench.harness.result.Trial;
import claimbench.harness.result.TrustCheck;
import claimbench.harness.run.Affinity;
import claimbench.harness.run.Bounds;
import claimbench.harness.run.Doctor;
import claimbench.harness.run.Doctor.Finding;
import claimbench.harness.run.Installation;
import claimbench.harness.run.Machine;
import claimbench.harness.run.RunChecker;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code claimbench doctor}: what this machine can and cannot measure. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        header = "Says what this machine can and cannot measure, and the remedy.",
        description =
                "Looks at all that a run needs, and makes the trust checks that need no trial: each has passed, has"
                        + " failed, is a limit that a run lives with, or is unknown, since the machine does not show it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  claimbench doctor              a second",
            "  claimbench doctor --measure    half a minute: the generator's ceiling, a server that stands still, wrk",
            "  claimbench doctor --json       for programs"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing keeps a run from being made; what it could not conclude on this machine is listed",
            "1:something keeps a run from being made, or a trust check failed",
            "2:wrong usage"
        })
final class DoctorCommand implements Callable<Integer> {
    /** What programs get. */
    record Report(
            List<Finding> findings,
            RunChecks.@Nullable Ceiling ceiling,
            RunChecks.@Nullable Freeze freeze,
            RunChecks.@Nullable Witness witness,
            List<Conclusions.Entry> conclusions) {}

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--json", description = "Print JSON, for programs.")
    private boolean json;

    @Option(
            names = "--measure",
            description = "Measure too, for half a minute: what the generator can do at most, whether it shows a server"
                    + " that stands still, and whether wrk agrees with it.")
    private boolean measure;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        EnvironmentRecord machine = Machine.describe(Path.of("runs"));
        Installation installation = Installation.find();
        List<Trial.Finding> watched = Doctor.watch(machine.cores());
        var findings = new ArrayList<>(Doctor.examine(machine, installation, watched));
        RunChecks checks = checks(machine, installation);
        checks.findings().forEach(finding -> replace(findings, finding));
        if (!measure) {
            findings.add(Doctor.finding(Trial.Finding.unknown(TrustCheck.GENERATOR_CEILING, RunChecks.NOT_MEASURED)));
        }
        List<Conclusion> conclusions = Conclusions.ofMachine(machine, checks.findings(), watched);
        if (json) {
            JsonText.print(
                    out,
                    new Report(
                            findings,
                            checks.ceiling(),
                            checks.freeze(),
                            checks.witness(),
                            conclusions.stream().map(Conclusions.Entry::of).toList()));
        } else {
            print(out, findings, checks, conclusions);
        }
        return findings.stream().anyMatch(finding -> finding.state() == Doctor.State.FAILED) ? 1 : 0;
    }

    /** What was measured says more than what was looked at. */
    private void replace(List<Finding> findings, Trial.Finding measured) {
        boolean told = findings.stream()
                .anyMatch(finding -> finding.what().equals(measured.check().name()));
        if (told && !measure && measured.state() == Trial.Finding.State.UNKNOWN) {
            return; // what was looked at has a remedy
        }
        findings.removeIf(finding -> finding.what().equals(measured.check().name()));
        findings.add(Doctor.finding(measured));
    }

    private RunChecks checks(EnvironmentRecord machine, Installation installation)
            throws IOException, InterruptedException {
        var checker = new RunChecker(
                installation,
                Bounds.DEFAULT,
                machine.cores(),
                Placement.TARGET_ALONE.cpuSets(machine.cores(), machine.taskset()));
        Path folder = Files.createTempDirectory("claimbench-doctor");
        try {
            if (measure) {
                Affinity.keepSelfTo(Placement.TARGET_ALONE
                        .cpuSets(machine.cores(), machine.taskset())
                        .generator());
            }
            return checker.check(
                    folder,
                    measure ? RunChecker.Extent.ALL : RunChecker.Extent.MACHINE,
                    measure
                            ? Checking.subject(
                                            installation, TargetCatalogue.all().getFirst())
                                    .orElse(null)
                            : null,
                    what -> progress("measuring: " + what));
        } finally {
            delete(folder);
        }
    }

    private void progress(String line) {
        if (!json) {
            spec.commandLine().getErr().println(line);
            spec.commandLine().getErr().flush();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void print(PrintWriter out, List<Finding> findings, RunChecks checks, List<Conclusion> conclusions) {
        for (Finding finding : findings) {
            out.printf(
                    "%-7s %-18s %s%n", finding.state().name().toLowerCase(Locale.ROOT), finding.what(), finding.seen());
            if (!finding.remedy().isEmpty()) {
                out.printf("%-7s %-18s remedy: %s%n", "", "", finding.remedy());
            }
        }
        RunChecks.Ceiling ceiling = checks.ceiling();
        if (ceiling != null) {
            out.printf(
                    Locale.ROOT,
                    "%n%,.0f requests/s is the generator's ceiling here, after a warm-up of five seconds, as long as that of the"
                            + " largest crowds: loads should stay below half of it, and far below after a shorter one, when its code is"
                            + " hardly compiled%n",
                    ceiling.requestsPerSecond());
        }
        Set<String> told = findings.stream().map(Finding::what).collect(Collectors.toSet());
        if (ceiling != null) {
            told.add(TrustCheck.GENERATOR_CEILING.name());
        }
        out.printf(
                "%nonly a trial can tell: %s%n",
                Arrays.stream(TrustCheck.values())
                        .map(TrustCheck::name)
                        .filter(name -> !told.contains(name))
                        .collect(Collectors.joining(", ")));
        out.printf("%nOn this machine%n");
        for (Conclusion conclusion : conclusions) {
            out.printf(
                    "  %-7s %s: %s%n",
                    conclusion.can() ? "can" : "cannot",
                    conclusion.what().en(),
                    conclusion.why().en());
        }
        out.flush();
    }
}

package claimbench.harness.cli;

import claimbench.harness.run.Doctor;
import claimbench.harness.run.Doctor.Finding;
import claimbench.harness.run.Installation;
import claimbench.harness.run.Machine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code claimbench doctor}: what this machine can and cannot measure. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        header = "Says what this machine can and cannot measure, and the remedy.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything can be measured, if with limits",
            "1:something keeps a run from being made",
            "2:wrong usage"
        })
final class DoctorCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--json", description = "Print JSON, for programs.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        List<Finding> findings = Doctor.examine(Machine.describe(Path.of("runs")), Installation.find());
        if (json) {
            JsonText.print(out, findings);
        } else {
            for (Finding finding : findings) {
                out.printf("%-7s %-16s %s%n", finding.state(), finding.what(), finding.seen());
                if (!finding.remedy().isEmpty()) {
                    out.printf("%-7s %-16s remedy: %s%n", "", "", finding.remedy());
                }
            }
            out.flush();
        }
        return findings.stream().anyMatch(finding -> finding.state() == Doctor.State.PROBLEM) ? 1 : 0;
    }
}

package claimbench.harness.cli;

import claimbench.harness.capacity.CapacitySettings;
import claimbench.harness.claim.Catalogue;
import claimbench.harness.claim.Judge;
import claimbench.harness.report.Report;
import claimbench.harness.report.SmallCopy;
import claimbench.harness.result.PrivateData;
import claimbench.harness.result.StoredRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code claimbench report DIR}: judge and render again. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        header = "Judges and renders a stored run again.",
        description = "From the stored data alone: no server is started, no network is used. Every number can be made "
                + "again this way.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  claimbench report runs/20261120T101500Z-quick",
            "  claimbench report runs/20261120T101500Z-standard --out example"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:a trial failed, a trust check did, or the directory is damaged", "2:wrong usage"})
final class ReportCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "A run's directory.")
    private Path dir = Path.of("");

    @Option(
            names = "--catalogue",
            paramLabel = "FILE",
            description = "A document of your own, in place of the one that is kept with the run.")
    private @Nullable Path catalogueFile;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description =
                    "Copy verdicts, report, maps and the machine into this folder too, without the raw data: a new or an empty"
                            + " folder.")
    private @Nullable Path out;

    @Option(
            names = "--png",
            description =
                    "Draw the figures as PNG too, for screens and for print; LaTeX takes the latter. Takes longer.")
    private boolean png;

    @Option(
            names = "--identify",
            description = "Leave in the report what tells whose machine it was: paths and addresses, user and host.")
    private boolean identify;

    @Override
    public Integer call() throws IOException {
        StoredRun run = StoredRun.load(dir);
        StoredRun shown = identify ? run : run.hiding(PrivateData.here());
        PrintWriter terminal = spec.commandLine().getOut();
        Optional<CapacitySettings> search = CapacitySettings.of(dir);
        Path copy = out == null ? null : Folders.fresh(spec.commandLine(), out);
        if (search.isPresent()) {
            if (copy != null) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--out is for runs that judge claims, and this one searched for capacities");
            }
            return CapacityOutcome.show(shown, search.get(), terminal) ? 0 : 1;
        }
        Catalogue catalogue = catalogueFile == null
                ? Catalogue.ofRun(dir)
                : OwnCatalogue.of(spec.commandLine(), catalogueFile).catalogue();
        boolean sound = Judging.judge(run, catalogue, terminal, identify);
        if (png) {
            terminal.println("figures as PNG: " + Report.writePng(shown, Judge.judge(shown, catalogue)) + " files");
            terminal.flush();
        }
        if (copy != null) {
            terminal.println("small copy: " + SmallCopy.write(run, catalogue, copy));
            terminal.flush();
        }
        return sound ? 0 : 1;
    }
}

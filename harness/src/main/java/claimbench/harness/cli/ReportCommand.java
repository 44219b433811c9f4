package claimbench.harness.cli;

import claimbench.harness.capacity.CapacitySettings;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code claimbench report DIR}: judge and render again. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        header = "Judges and renders a stored run again.",
        description = "From the stored data alone: no server is started, no network is used. Every number can be made "
                + "again this way.",
        footerHeading = "%nExample:%n",
        footer = "  claimbench report runs/20261120T101500Z-quick",
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

    @Override
    public Integer call() throws IOException {
        StoredRun run = StoredRun.load(dir);
        PrintWriter terminal = spec.commandLine().getOut();
        Optional<CapacitySettings> search = CapacitySettings.of(dir);
        boolean sound = search.isPresent()
                ? CapacityOutcome.show(run, search.get(), terminal)
                : Judging.judge(
                        run,
                        catalogueFile == null
                                ? OwnCatalogue.ofRun(dir)
                                : OwnCatalogue.of(spec.commandLine(), catalogueFile)
                                        .catalogue(),
                        terminal);
        return sound ? 0 : 1;
    }
}

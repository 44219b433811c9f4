package claimbench.harness.cli;

import claimbench.harness.cite.Bundle;
import claimbench.harness.run.Installation;
import claimbench.harness.run.SourceCommit;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code claimbench bundle DIR}: one archive that can be published and checked. */
@Command(
        name = "bundle",
        mixinStandardHelpOptions = true,
        header = "Makes one archive of a stored run, to be published and checked.",
        description =
                "A zip file with data, report, environment, checksums and citations. User, host, paths and addresses are taken out of "
                        + "what processes printed. The same run gives the same bytes. claimbench verify checks it; without claimbench, sha256sum does.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  claimbench bundle runs/20261120T101500Z-standard",
            "  claimbench bundle runs/20261120T101500Z-standard --out q05.zip --author \"Lovelace, Ada\""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:the run has not ended, its directory is damaged, or there is such a file already",
            "2:wrong usage"
        })
final class BundleCommand implements Callable<Integer> {
    private static final int LISTED_MAX = 3;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "A run's directory.")
    private Path dir = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "The archive; nothing is written over. Default: claimbench-RUN-HASH.zip, here.")
    private @Nullable Path out;

    @Option(
            names = "--author",
            paramLabel = "NAME",
            description = "Who made the run: \"Family, Given\", or the name of a group. Can be given several times.")
    private List<String> authors = List.of();

    @Option(names = "--identify", description = "Leave in what tells whose machine it was. The id stays the same.")
    private boolean identify;

    @Option(names = "--json", description = "Print JSON, for programs.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        var options = new Bundle.Options(
                Version.text(),
                SourceCommit.of(Installation.find().lib()).orElse(null),
                identify,
                Choices.authors(spec.commandLine(), authors));
        Bundle.Written written = Bundle.write(dir, options, out);
        PrintWriter terminal = spec.commandLine().getOut();
        if (json) {
            JsonText.print(terminal, written);
            return 0;
        }
        terminal.println(
                "archive: " + written.file() + " (" + written.files() + " files, " + written.bytes() + " bytes)");
        terminal.println("id: " + written.id());
        if (!written.leftOut().isEmpty()) {
            int more = written.leftOut().size() - LISTED_MAX;
            terminal.println("left out, since they could tell whose machine it was: "
                    + String.join(
                            ", ",
                            written.leftOut()
                                    .subList(
                                            0,
                                            Math.min(
                                                    LISTED_MAX,
                                                    written.leftOut().size())))
                    + (more > 0 ? " and " + more + " more" : ""));
        }
        if (!written.notDrawn().isEmpty()) {
            terminal.println("doubt: it has no drawings in " + String.join(" and ", written.notDrawn())
                    + ", since the fonts are missing here; where they are not, its pages will be found to differ. Install them"
                    + " (fonts-noto-cjk), and make it again");
        }
        terminal.println("check it: claimbench verify " + written.file());
        terminal.flush();
        return 0;
    }
}

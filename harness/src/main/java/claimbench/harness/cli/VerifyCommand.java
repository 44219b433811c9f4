package claimbench.harness.cli;

import claimbench.harness.cite.Verification;
import claimbench.harness.cite.Verification.Verified;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code claimbench verify ARCHIVE}: whether an archive is what it says. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        header = "Checks an archive: its checksums, and every number again.",
        description =
                "Compares all checksums, computes the id of the data, judges and renders the run again from the archive's data, and compares. "
                        + "Offline; writes nothing but a temporary folder (java.io.tmpdir), which is removed.",
        footerHeading = "%nExample:%n",
        footer = "  claimbench verify claimbench-20261120T101500Z-standard-0123456789ab.zip",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it is what it says",
            "1:it is not, or it is damaged: the first file and number that is another is named; or fonts are missing to look at all of it",
            "2:wrong usage"
        })
final class VerifyCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(
            paramLabel = "ARCHIVE",
            description = "A file that claimbench bundle made, or the folder unpacked from it.")
    private Path archive = Path.of("");

    @Option(names = "--json", description = "Print JSON, for programs.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Verified verified = Verification.verify(archive, Version.text());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonText.print(out, verified);
        } else {
            print(out, verified);
        }
        // What could not be looked at has not passed.
        return verified.notCompared().isEmpty() ? 0 : 1;
    }

    private static void print(PrintWriter out, Verified verified) {
        out.println("checksums: " + verified.files() + " files, all right");
        out.println("numbers: " + verified.madeAgain().size() + " files made again from the data, all the same");
        if (!verified.drawnDifferently().isEmpty()) {
            out.println("drawings: " + verified.drawnDifferently().size()
                    + " look different here, as with other fonts (first: "
                    + verified.drawnDifferently().getFirst()
                    + "); their numbers stand in tables, which are the same");
        }
        if (!verified.notCompared().isEmpty()) {
            out.println("not compared: " + verified.notCompared().size() + " pages and drawings (first: "
                    + verified.notCompared().getFirst()
                    + "): the fonts for drawings in one language are missing here, or were where the archive was made;"
                    + " check it where claimbench report draws all figures");
        }
        out.println("run: " + verified.run() + (verified.identified() ? ", with private data" : ""));
        out.println("id: " + verified.id());
        out.flush();
    }
}

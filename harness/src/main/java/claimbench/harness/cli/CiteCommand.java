package claimbench.harness.cli;

import claimbench.harness.cite.Citing;
import claimbench.harness.claim.Catalogue;
import claimbench.harness.claim.Claim;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.RunRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** {@code claimbench cite DIR [CLAIM]}: how a run, or what it says of a claim, is cited. */
@Command(
        name = "cite",
        mixinStandardHelpOptions = true,
        header = "Prints how to cite a stored run, or one claim in it.",
        description =
                "A sentence in English and in Chinese, an entry for BibTeX, one in CSL-JSON, the permanent id of the data, and where "
                        + "report and figures are. From the stored data alone; nothing is written.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  claimbench cite runs/20261120T101500Z-standard",
            "  claimbench cite runs/20261120T101500Z-standard Q05 --author \"Lovelace, Ada\""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:the run has not ended, or its directory is damaged", "2:wrong usage"})
final class CiteCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "A run's directory.")
    private Path dir = Path.of("");

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "CLAIM",
            description = "A claim that the run judged, such as Q05.")
    private @Nullable String claim;

    @Option(
            names = "--author",
            paramLabel = "NAME",
            description = "Who made the run: \"Family, Given\", or the name of a group. Can be given several times.")
    private List<String> authors = List.of();

    @Option(names = "--json", description = "Print JSON, for programs.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        List<String> names = Choices.authors(spec.commandLine(), authors);
        Optional<Citing> found = Citing.of(dir, claim, names);
        if (found.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "run " + dir + " judged no claim '" + claim + "'; it judged " + judged());
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonText.print(out, found.get());
        } else {
            print(out, found.get());
        }
        return 0;
    }

    private String judged() throws IOException {
        List<String> asked =
                RunFiles.read(dir.resolve(RunFiles.RUN), RunRecord.class).claims();
        List<String> ids = Catalogue.ofRun(dir).claims().stream()
                .map(Claim::id)
                .filter(asked::contains)
                .toList();
        return ids.isEmpty() ? "none" : String.join(", ", ids);
    }

    private static void print(PrintWriter out, Citing citing) {
        out.println(citing.sentence().en());
        out.println();
        out.println(citing.sentence().zh());
        out.println();
        out.println(citing.bibtex());
        out.println(JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(citing.csl()));
        out.println();
        out.println("id: " + citing.id());
        if (citing.report().isEmpty()) {
            out.println("report: none yet; claimbench report makes it, with its figures");
        }
        citing.report().forEach(file -> out.println("report: " + file));
        citing.figures().forEach(file -> out.println("figure: " + file));
        out.flush();
    }
}

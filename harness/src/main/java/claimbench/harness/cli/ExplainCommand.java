package claimbench.harness.cli;

import claimbench.harness.claim.Catalogue;
import claimbench.harness.claim.Claim;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
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

/** {@code claimbench explain ID}: one claim, from the document to the last verdict. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        header = "Explains a claim: where it stands, how it is measured, what theory says, what came of it.",
        description =
                "Measures nothing. The verdict is that of the newest run in the folder 'runs' that judged the claim, or of"
                        + " the run that is named.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  claimbench explain Q05",
            "  claimbench explain S03 --language zh",
            "  claimbench explain Q05 --run runs/20261120T101500Z-standard --json"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:the run cannot be read", "2:wrong usage"})
final class ExplainCommand implements Callable<Integer> {
    /** Where runs are stored unless a user says otherwise. */
    private static final Path RUNS = Path.of("runs");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "A claim's id; see 'claimbench list claims'.")
    private String id = "";

    @Option(names = "--run", paramLabel = "DIR", description = "The run whose verdict is shown (default: the newest).")
    private @Nullable Path run;

    @Option(
            names = "--catalogue",
            paramLabel = "FILE",
            description = "A document of your own, whose claims can be explained as well.")
    private @Nullable Path catalogueFile;

    @Option(
            names = "--language",
            paramLabel = "LANGUAGE",
            defaultValue = "en",
            description = "en or zh (default: ${DEFAULT-VALUE}).")
    private String language = "en";

    @Option(names = "--json", description = "Print JSON, for programs; it has both languages.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Choices.one(spec.commandLine(), "language", language, List.of("en", "zh"));
        Catalogue catalogue = OwnCatalogue.of(spec.commandLine(), catalogueFile).catalogue();
        Choices.one(
                spec.commandLine(),
                "claim",
                id,
                catalogue.claims().stream().map(Claim::id).toList());
        Claim claim = catalogue.claim(id).orElseThrow();
        Path named = run;
        if (named != null && !Files.isDirectory(named)) {
            throw new ParameterException(
                    spec.commandLine(), "--run must be a run's folder, and there is none at " + named);
        }
        Optional<LastVerdict> verdict = named == null ? LastVerdict.newest(RUNS, id) : LastVerdict.of(named, id);
        var explanation = new Explanation(catalogue, claim, verdict.orElse(null), catalogueFile);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonText.print(out, explanation.json());
        } else {
            explanation.lines(language.equals("zh")).forEach(out::println);
            out.flush();
        }
        return 0;
    }
}

package claimbench.harness.cli;

import claimbench.harness.claim.Catalogue;
import claimbench.harness.claim.Judge;
import claimbench.harness.claim.Observations;
import claimbench.harness.claim.RunComparison;
import claimbench.harness.claim.Text;
import claimbench.harness.claim.Verdict;
import claimbench.harness.report.CompareFile;
import claimbench.harness.report.CompareReport;
import claimbench.harness.report.Doubts;
import claimbench.harness.result.PrivateData;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.Trial;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code claimbench compare A B}: what changed from one stored run to another. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        header = "Compares two stored runs: what improved, what regressed, what is within noise.",
        description =
                "For each condition and each claim that both runs have: IMPROVED, REGRESSED, WITHIN_NOISE or "
                        + "INCONCLUSIVE, from A to B. Differences count beyond the noise that the runs showed when they measured one "
                        + "condition twice, and all that are reported are right together with 95 %%. From the stored data alone.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  claimbench compare runs/20261120T101500Z-quick runs/20261121T090000Z-quick",
            "  claimbench compare runs/20261120T101500Z-quick runs/20261121T090000Z-quick --out comparison"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; REGRESSED is a result, not a failure",
            "1:a trial of either run failed, a trust check did, or a directory is damaged",
            "2:wrong usage"
        })
final class CompareCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "A", description = "Directory of the run that is compared with.")
    private Path dirOfA = Path.of("");

    @Parameters(index = "1", paramLabel = "B", description = "Directory of the run that is compared.")
    private Path dirOfB = Path.of("");

    @Option(
            names = "--catalogue",
            paramLabel = "FILE",
            description = "A document of your own, in place of those that are kept with the runs.")
    private @Nullable Path catalogueFile;

    @Option(names = "--json", description = "Print JSON, with every figure, for programs.")
    private boolean json;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "Write the comparison as a report too, in English and in Chinese: a new or an empty folder.")
    private @Nullable Path out;

    @Option(
            names = "--identify",
            description = "Leave in the report what tells whose machine it was: paths and addresses, user and host.")
    private boolean identify;

    @Override
    public Integer call() throws IOException {
        if (Files.exists(dirOfA) && Files.exists(dirOfB) && Files.isSameFile(dirOfA, dirOfB)) {
            throw new ParameterException(spec.commandLine(), "two runs are compared, and both are " + dirOfA);
        }
        Path report = out == null ? null : Folders.fresh(spec.commandLine(), out);
        // What is written is for others' eyes, what is printed alone is for the user's own.
        UnaryOperator<StoredRun> shown =
                report == null || identify ? UnaryOperator.identity() : hiding(PrivateData.here());
        StoredRun a = shown.apply(StoredRun.load(dirOfA));
        StoredRun b = shown.apply(StoredRun.load(dirOfB));
        Catalogue catalogueOfA = catalogue(dirOfA);
        Catalogue catalogueOfB = catalogue(dirOfB);
        List<Verdict> ofA = Judge.judge(a, catalogueOfA);
        List<Verdict> ofB = Judge.judge(b, catalogueOfB);
        var comparison = RunComparison.of(Observations.of(a), ofA, catalogueOfA, Observations.of(b), ofB, catalogueOfB);
        var doubts = new ArrayList<Text>();
        Doubts.of(a, catalogueOfA, ofA)
                .forEach(doubt -> doubts.add(new Text("in A: " + doubt.en(), "A 中：" + doubt.zh())));
        Doubts.of(b, catalogueOfB, ofB)
                .forEach(doubt -> doubts.add(new Text("in B: " + doubt.en(), "B 中：" + doubt.zh())));
        var file = CompareFile.of(a, b, comparison, List.copyOf(doubts));
        PrintWriter terminal = spec.commandLine().getOut();
        if (json) {
            JsonText.print(terminal, file);
        } else {
            CompareText.print(terminal, file);
        }
        if (report != null) {
            Path page = CompareReport.write(file, catalogueOfB, report);
            if (!json) {
                terminal.println("report: " + page);
                terminal.flush();
            }
        }
        return doubts.isEmpty() && sound(a) && sound(b) ? 0 : 1;
    }

    private static UnaryOperator<StoredRun> hiding(PrivateData privateData) {
        return run -> run.hiding(privateData);
    }

    private Catalogue catalogue(Path dir) throws IOException {
        return catalogueFile == null
                ? Catalogue.ofRun(dir)
                : OwnCatalogue.of(spec.commandLine(), catalogueFile).catalogue();
    }

    private static boolean sound(StoredRun run) {
        return run.trials().stream().allMatch(Trial::completed);
    }
}

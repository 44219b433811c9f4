package claimbench.harness.cite;

import claimbench.harness.claim.Text;
import claimbench.harness.claim.Verdict;
import claimbench.harness.report.Report;
import claimbench.harness.report.document.Anchors;
import claimbench.harness.report.document.Language;
import claimbench.harness.report.figure.FigureFiles;
import claimbench.harness.report.figure.RunFigures;
import claimbench.harness.result.PrivateData;
import claimbench.harness.result.StoredRun;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that somebody needs who cites a run, or one claim in it.
 *
 * @param id of the run's data
 * @param run its id
 * @param claim its id; null where the whole run is cited
 * @param verdict on that claim; null where the whole run is cited
 * @param sentence in both languages
 * @param bibtex an entry
 * @param csl an item of CSL-JSON, as a list of one
 * @param report where the claim stands in the reports that there are, with its anchor; empty where the run has none yet
 * @param figures files that show it; empty where the run has none yet
 */
@JsonPropertyOrder({"id", "run", "claim", "verdict", "sentence", "bibtex", "csl", "report", "figures"})
public record Citing(
        String id,
        String run,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String claim,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String verdict,
        Text sentence,
        String bibtex,
        List<Map<String, Object>> csl,
        List<String> report,
        List<String> figures) {

    /**
     * Of a run directory. Nothing is written.
     *
     * @param claim its id; null for the whole run
     * @return empty where the run judges no such claim
     * @throws IOException that names the file which is missing or damaged; or that the run has not ended
     */
    public static Optional<Citing> of(Path dir, @Nullable String claim, List<String> authors) throws IOException {
        Results results = Results.of(Bundle.finished(dir).hiding(PrivateData.here()));
        RunCitation citation = RunCitation.of(results, PermanentId.of(dir), authors);
        if (claim == null) {
            return Optional.of(of(results.run(), citation, null));
        }
        for (Verdict verdict : results.verdicts()) {
            if (verdict.claim().id().equals(claim)) {
                return Optional.of(of(results.run(), citation, verdict));
            }
        }
        return Optional.empty();
    }

    private static Citing of(StoredRun run, RunCitation citation, @Nullable Verdict verdict) throws IOException {
        Path folder = run.dir().resolve(Report.FOLDER);
        String anchor = verdict == null ? "" : "#" + Anchors.of(verdict.claim().id());
        return new Citing(
                citation.id().toString(),
                citation.run().id(),
                verdict == null ? null : verdict.claim().id(),
                verdict == null ? null : verdict.ruling().name(),
                citation.sentence(verdict),
                citation.bibtex(verdict),
                citation.csl(verdict),
                there(Stream.of(
                                        Report.html(Language.ENGLISH),
                                        Report.html(Language.CHINESE),
                                        Report.markdown(Language.ENGLISH),
                                        Report.markdown(Language.CHINESE))
                                .map(folder::resolve))
                        .map(file -> file + anchor)
                        .toList(),
                there(figures(run, citation.verdicts(), verdict).map(folder.resolve(Report.FIGURES)::resolve))
                        .toList());
    }

    /** Names of files that a figure may have; those of the whole run where no claim is asked for. */
    private static Stream<String> figures(StoredRun run, List<Verdict> verdicts, @Nullable Verdict verdict)
            throws IOException {
        return RunFigures.of(run, verdicts).stream()
                .filter(figure -> verdict == null
                        || figure.claims().contains(verdict.claim().id()))
                .map(figure -> Anchors.of(figure.id()))
                .flatMap(base -> Stream.concat(
                        Stream.of(false, true)
                                .flatMap(chinese -> Stream.of(
                                        FigureFiles.svg(base, chinese),
                                        FigureFiles.png(base, chinese),
                                        FigureFiles.printPng(base, chinese))),
                        Stream.of(FigureFiles.csv(base))));
    }

    private static Stream<String> there(Stream<Path> files) {
        return files.filter(Files::isRegularFile).map(Path::toString);
    }
}

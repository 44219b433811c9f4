package claimbench.harness.report;

import claimbench.harness.claim.Catalogue;
import claimbench.harness.report.document.Language;
import claimbench.harness.report.figure.CompareFigure;
import claimbench.harness.result.RunFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes a comparison of two runs in every format that a run's report has. */
public final class CompareReport {
    /** Every figure of the comparison, for programs. */
    public static final String FIGURES = "comparison.json";

    private static final String NAME = "compare";

    private CompareReport() {}

    /**
     * Writes every file.
     *
     * @param catalogue that has the titles of the claims
     * @param folder that gets them
     * @return the page to read first: the English one
     * @throws IOException that names the file which could not be written
     */
    public static Path write(CompareFile file, Catalogue catalogue, Path folder) throws IOException {
        String runs = file.a().run() + " " + file.b().run();
        var inChinese = new Say(Language.CHINESE);
        List<ReportDrawing> drawings = CompareFigure.of(
                        file.comparison(), claim -> ComparePage.title(catalogue, claim), inChinese::figureName)
                .parallelStream()
                .map(Drawings::drawn)
                .toList();
        var files = DocumentFiles.of(
                runs,
                language -> ComparePage.of(file, catalogue, drawings, language),
                Drawings.pictures(drawings),
                NAME);
        RunFiles.makeFolder(folder.resolve(Report.TABLES));
        RunFiles.makeFolder(folder.resolve(Report.FIGURES));
        for (var figure : Drawings.files(drawings).entrySet()) {
            RunFiles.write(folder.resolve(figure.getKey()), figure.getValue());
        }
        RunFiles.write(folder.resolve(FIGURES), file.withoutDirectories());
        for (var one : files.entrySet()) {
            RunFiles.write(folder.resolve(one.getKey()), one.getValue());
        }
        return folder.resolve(NAME + "." + Language.ENGLISH.tag() + ".html");
    }
}

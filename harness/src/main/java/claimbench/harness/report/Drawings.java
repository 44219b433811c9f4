package claimbench.harness.report;

import claimbench.harness.claim.Text;
import claimbench.harness.claim.Verdict;
import claimbench.harness.report.document.Anchors;
import claimbench.harness.report.document.Language;
import claimbench.harness.report.document.Pictures;
import claimbench.harness.report.figure.Figure;
import claimbench.harness.report.figure.FigureException;
import claimbench.harness.report.figure.FigureFiles;
import claimbench.harness.report.figure.PngWriter;
import claimbench.harness.report.figure.RunFigures;
import claimbench.harness.report.figure.SvgWriter;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.StoredRunException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The figures of a report, in both languages. */
final class Drawings {
    private Drawings() {}

    /**
     * Draws what a run has measured; on a machine without fonts the report does without, and says so.
     *
     * @throws StoredRunException where a record that a figure is made from is damaged
     */
    static List<ReportDrawing> of(StoredRun run, List<Verdict> verdicts) throws StoredRunException {
        // Letters become outlines, which takes a while: on every core.
        return RunFigures.of(run, verdicts).parallelStream()
                .map(Drawings::drawn)
                .toList();
    }

    /** One figure, in the languages whose letters are here. */
    static ReportDrawing drawn(Figure figure) {
        var svg = new EnumMap<Language, byte[]>(Language.class);
        var missing = new ArrayList<Text>();
        for (Language language : Language.values()) {
            try {
                svg.put(
                        language,
                        SvgWriter.svg(figure.draw(language.isChinese())).getBytes(StandardCharsets.UTF_8));
            } catch (FigureException e) {
                // One language may have its letters where the other has none.
                missing.add(e.words());
            }
        }
        return new ReportDrawing(
                figure.id(),
                figure.claims(),
                figure.title(),
                figure.caption(),
                FigureCsv.of(figure.data()),
                svg,
                List.copyOf(missing));
    }

    /** Where renderers find them. */
    static Pictures pictures(List<ReportDrawing> drawings) {
        return (figure, language) -> drawings.stream()
                .filter(drawing -> drawing.base().equals(figure.base()))
                .flatMap(drawing -> Optional.ofNullable(drawing.svg().get(language)).stream())
                .findFirst();
    }

    /** Their files, by name within the report's folder. */
    static Map<String, byte[]> files(List<ReportDrawing> drawings) {
        var files = new LinkedHashMap<String, byte[]>();
        for (ReportDrawing drawing : drawings) {
            files.put(
                    Report.FIGURES + "/" + FigureFiles.csv(drawing.base()),
                    drawing.csv().getBytes(StandardCharsets.UTF_8));
            drawing.svg()
                    .forEach((language, svg) -> files.put(
                            Report.FIGURES + "/" + FigureFiles.svg(drawing.base(), language.isChinese()), svg));
        }
        return files;
    }

    /**
     * Draws all figures as PNG too, for screens and for print: slower than all the rest of a report, and only LaTeX needs them.
     *
     * @param folder of figures
     * @return the number of files
     * @throws FigureException where this machine lacks the fonts
     */
    static int writePng(StoredRun run, List<Verdict> verdicts, Path folder) throws IOException, FigureException {
        int files = 0;
        for (Figure figure : RunFigures.of(run, verdicts)) {
            String base = Anchors.of(figure.id());
            for (Language language : Language.values()) {
                boolean chinese = language.isChinese();
                var drawing = figure.draw(chinese);
                RunFiles.write(
                        folder.resolve(FigureFiles.png(base, chinese)), PngWriter.png(drawing, PngWriter.SCREEN));
                RunFiles.write(
                        folder.resolve(FigureFiles.printPng(base, chinese)), PngWriter.png(drawing, PngWriter.PRINT));
                files += 2;
            }
        }
        return files;
    }
}

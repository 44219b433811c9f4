package claimbench.harness.report;

import claimbench.harness.claim.AaComparison;
import claimbench.harness.claim.Catalogue;
import claimbench.harness.claim.Observations;
import claimbench.harness.claim.Verdict;
import claimbench.harness.report.document.Language;
import claimbench.harness.report.figure.FigureException;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.RunFiles.Content;
import claimbench.harness.result.StoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Writes what a run found into its directory. All of it is made before the first file is touched, and each file is
 * replaced as a whole, so a report is never half of one run and half of another.
 */
public final class Report {
    public static final String VERDICTS = "verdicts.json";
    public static final String COMPARISONS = "comparisons.json";
    public static final String TRUST = "trust.json";
    public static final String CONTROLS = "controls.json";
    public static final String AA = "aa.json";
    public static final String MAPS = "maps.json";

    /** The folder of what people read. */
    public static final String FOLDER = "report";

    /** In that folder: every table as comma-separated values. */
    public static final String TABLES = "tables";

    /** In that folder: every figure. */
    public static final String FIGURES = "figures";

    /** The whole report, for programs: every word and number of both languages. */
    public static final String JSON = "report.json";

    public static final String CSV = "evidence.csv";
    public static final String CONTROLS_CSV = "controls.csv";
    public static final String AA_CSV = "aa.csv";
    public static final String TRACES = "traces.csv";
    public static final String TRUST_CSV = "trust.csv";
    public static final String MAPS_CSV = "maps.csv";
    public static final String LATENCIES_CSV = "latencies.csv";

    private Report() {}

    /** The page in a language, in the report's folder. */
    public static String html(Language language) {
        return "report." + language.tag() + ".html";
    }

    /** The same in Markdown. */
    public static String markdown(Language language) {
        return "report." + language.tag() + ".md";
    }

    /** The same in LaTeX. */
    public static String latex(Language language) {
        return "report." + language.tag() + ".tex";
    }

    /**
     * Writes every file of the report.
     *
     * @param catalogue that the verdicts are of
     * @return the page to read first: the English one
     * @throws IOException that names the file which could not be written
     */
    public static Path write(StoredRun run, List<Verdict> verdicts, Catalogue catalogue) throws IOException {
        String id = run.run().id();
        MapsFile maps = MapsFile.of(id, verdicts);
        ControlsTable controls = ControlsTable.of(run);
        Optional<AaComparison> aa = AaComparison.of(Observations.of(run), catalogue);
        var data = new PageData(run, verdicts, catalogue, controls, aa, Drawings.of(run, verdicts));

        var forPrograms = new LinkedHashMap<String, Object>();
        forPrograms.put(VERDICTS, VerdictsFile.of(id, verdicts));
        forPrograms.put(COMPARISONS, ComparisonsFile.of(id, verdicts));
        forPrograms.put(TRUST, TrustFile.of(run));
        var texts = new LinkedHashMap<String, Content>();
        texts.put(CSV, DocumentFiles.text(EvidenceCsv.of(verdicts)));
        texts.put(TRACES, DocumentFiles.text(TracesCsv.of(verdicts)));
        texts.put(TRUST_CSV, DocumentFiles.text(TrustCsv.of(run)));
        texts.put(LATENCIES_CSV, DocumentFiles.text(LatenciesCsv.of(run)));
        if (!controls.rows().isEmpty()) {
            forPrograms.put(CONTROLS, controls);
            texts.put(CONTROLS_CSV, DocumentFiles.text(ControlsText.csv(controls)));
        }
        if (aa.isPresent()) {
            forPrograms.put(AA, AaFile.of(id, aa.get()));
            texts.put(AA_CSV, DocumentFiles.text(AaText.csv(aa.get())));
        }
        if (!maps.maps().isEmpty()) {
            forPrograms.put(MAPS, maps);
            texts.put(MAPS_CSV, DocumentFiles.text(MapsCsv.of(maps)));
        }
        texts.putAll(DocumentFiles.of(
                id, language -> RunPage.of(data, language), Drawings.pictures(data.drawings()), "report"));
        Sheets.of(verdicts, catalogue, id).forEach((name, text) -> texts.put(name, DocumentFiles.text(text)));

        Path folder = Files.createDirectories(run.dir().resolve(FOLDER));
        Files.createDirectories(folder.resolve(TABLES));
        Files.createDirectories(folder.resolve(FIGURES));
        Files.createDirectories(folder.resolve(Sheets.FOLDER));
        for (var file : forPrograms.entrySet()) {
            RunFiles.write(run.dir().resolve(file.getKey()), file.getValue());
        }
        var names = new HashSet<>(texts.keySet());
        for (var file : texts.entrySet()) {
            RunFiles.write(folder.resolve(file.getKey()), file.getValue());
        }
        for (var figure : Drawings.files(data.drawings()).entrySet()) {
            RunFiles.write(folder.resolve(figure.getKey()), figure.getValue());
            names.add(figure.getKey());
        }
        Leftovers.remove(folder, names);
        return folder.resolve(html(Language.ENGLISH));
    }

    /**
     * Draws the figures of a report as PNG too, in two sizes; the report itself has them as SVG.
     *
     * @return how many files there are of them
     * @throws IOException that names the file which could not be written, or says which font is missing
     */
    public static int writePng(StoredRun run, List<Verdict> verdicts) throws IOException {
        try {
            return Drawings.writePng(run, verdicts, run.dir().resolve(FOLDER).resolve(FIGURES));
        } catch (FigureException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** The id of a map's figure. */
    static String mapFigure(String claim, String sweep) {
        return "map-" + claim + "-" + sweep;
    }
}

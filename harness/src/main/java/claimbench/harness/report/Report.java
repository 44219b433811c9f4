package claimbench.harness.report;

import claimbench.harness.claim.AaComparison;
import claimbench.harness.claim.Catalogue;
import claimbench.harness.claim.Observations;
import claimbench.harness.claim.Verdict;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.StoredRun;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

    public static final String MARKDOWN = "report.md";
    public static final String SPEEDUPS = "speedups.svg";
    public static final String CSV = "evidence.csv";
    public static final String CONTROLS_CSV = "controls.csv";
    public static final String AA_CSV = "aa.csv";
    public static final String TRACES = "traces.csv";
    public static final String TRUST_CSV = "trust.csv";
    public static final String MAPS_CSV = "maps.csv";
    public static final String LATENCIES_CSV = "latencies.csv";

    private Report() {}

    /**
     * Writes every file of the report.
     *
     * @param catalogue that the verdicts are of
     * @return the Markdown file
     * @throws IOException that names the file which could not be written
     */
    public static Path write(StoredRun run, List<Verdict> verdicts, Catalogue catalogue) throws IOException {
        String id = run.run().id();
        var forPrograms = Map.of(
                VERDICTS, VerdictsFile.of(id, verdicts),
                COMPARISONS, ComparisonsFile.of(id, verdicts),
                TRUST, TrustFile.of(run));
        Figure figure = figure(id, verdicts);
        MapsFile maps = MapsFile.of(id, verdicts);
        Map<String, String> mapFigures = mapFigures(maps);
        ControlsTable controls = ControlsTable.of(run);
        Optional<AaComparison> aa = AaComparison.of(Observations.of(run), catalogue);
        String markdown = markdown(run, verdicts, catalogue, figure, controls, aa, mapFigures.keySet());
        String csv = EvidenceCsv.of(verdicts);
        String traces = TracesCsv.of(verdicts);
        String latencies = LatenciesCsv.of(run);

        Path folder = Files.createDirectories(run.dir().resolve(FOLDER));
        for (var file : forPrograms.entrySet()) {
            RunFiles.write(run.dir().resolve(file.getKey()), file.getValue());
        }
        RunFiles.write(folder.resolve(CSV), csv);
        if (!controls.rows().isEmpty()) {
            RunFiles.write(run.dir().resolve(CONTROLS), controls);
            RunFiles.write(folder.resolve(CONTROLS_CSV), ControlsText.csv(controls));
        }
        if (aa.isPresent()) {
            RunFiles.write(run.dir().resolve(AA), AaFile.of(id, aa.get()));
            RunFiles.write(folder.resolve(AA_CSV), AaText.csv(aa.get()));
        }
        RunFiles.write(folder.resolve(TRACES), traces);
        RunFiles.write(folder.resolve(TRUST_CSV), TrustCsv.of(run));
        if (!maps.maps().isEmpty()) {
            RunFiles.write(run.dir().resolve(MAPS), maps);
            RunFiles.write(folder.resolve(MAPS_CSV), MapsCsv.of(maps));
        }
        for (var map : mapFigures.entrySet()) {
            RunFiles.write(folder.resolve(map.getKey()), map.getValue());
        }
        RunFiles.write(folder.resolve(LATENCIES_CSV), latencies);
        if (figure.drawn()) {
            RunFiles.write(folder.resolve(SPEEDUPS), figure.svg());
        } else {
            // One of an earlier report would show another result than the text beside it.
            Files.deleteIfExists(folder.resolve(SPEEDUPS));
        }
        Path file = folder.resolve(MARKDOWN);
        RunFiles.write(file, markdown);
        return file;
    }

    /** The file of a map's figure. */
    public static String mapFigure(String claim, String sweep) {
        return "map-" + claim + "-" + sweep + ".svg";
    }

    /** What could be drawn, by the name of its file. */
    private static Map<String, String> mapFigures(MapsFile maps) {
        var figures = new LinkedHashMap<String, String>();
        for (MapsFile.Entry map : maps.maps()) {
            try {
                figures.put(mapFigure(map.claim(), map.sweep()), MapChart.svg(map));
            } catch (RuntimeException | LinkageError | InternalError e) {
                // A lean machine has no fonts to measure text with; the table has every figure.
                return Map.of();
            }
        }
        return Collections.unmodifiableMap(figures);
    }

    private static String markdown(
            StoredRun run,
            List<Verdict> verdicts,
            Catalogue catalogue,
            Figure figure,
            ControlsTable controls,
            Optional<AaComparison> aa,
            Set<String> mapFigures) {
        var engine = TemplateEngine.createPrecompiled(ContentType.Plain);
        var output = new StringOutput();
        engine.render(
                "report.jte",
                Map.of(
                        "run",
                        run,
                        "verdicts",
                        verdicts,
                        "catalogue",
                        catalogue,
                        "mapFigures",
                        mapFigures,
                        "figure",
                        figure,
                        "controls",
                        controls,
                        "aa",
                        aa),
                output);
        return output.toString();
    }

    private static Figure figure(String run, List<Verdict> verdicts) {
        try {
            String svg = SpeedupChart.svg("Measured ratios of run " + run, verdicts);
            return svg.isEmpty() ? Figure.missing("No ratio was measured, so there is no figure.") : Figure.of(svg);
        } catch (RuntimeException | LinkageError | InternalError e) {
            // Java needs the system's font libraries to measure text, and a lean machine has none: the report does
            // without.
            return Figure.missing("The figure could not be drawn on this machine; its fonts may be missing ("
                    + e.getClass().getSimpleName() + ").");
        }
    }

    /**
     * The figure, or why there is none.
     *
     * @param svg empty where there is none
     * @param missingBecause empty where there is one
     */
    public record Figure(String svg, String missingBecause) {
        static Figure of(String svg) {
            return new Figure(svg, "");
        }

        static Figure missing(String because) {
            return new Figure("", because);
        }

        public boolean drawn() {
            return !svg.isEmpty();
        }
    }
}

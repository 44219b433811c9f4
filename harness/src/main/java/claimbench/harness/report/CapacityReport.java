package claimbench.harness.report;

import claimbench.harness.capacity.CapacityResult;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.StoredRun;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes what a search for capacities found into its directory, the same from the same data. */
public final class CapacityReport {
    public static final String MARKDOWN = "report.md";
    public static final String CAPACITY = "capacity.json";
    public static final String STEPS_CSV = "capacity.csv";
    public static final String EQUAL_RATES_CSV = "equal-rates.csv";

    private CapacityReport() {}

    /**
     * Writes every file of the report.
     *
     * @return the Markdown file
     * @throws IOException that names the file which could not be written
     */
    public static Path write(StoredRun run, CapacityResult result) throws IOException {
        var engine = TemplateEngine.createPrecompiled(ContentType.Plain);
        var markdown = new StringOutput();
        engine.render("capacity.jte", Map.of("run", run, "result", result), markdown);
        String latencies = LatenciesCsv.of(run);

        Path folder = Files.createDirectories(run.dir().resolve(Report.FOLDER));
        RunFiles.write(run.dir().resolve(CAPACITY), result);
        RunFiles.write(run.dir().resolve(Report.TRUST), TrustFile.of(run));
        RunFiles.write(folder.resolve(STEPS_CSV), CapacityText.stepsCsv(result));
        RunFiles.write(folder.resolve(EQUAL_RATES_CSV), CapacityText.latenciesCsv(result));
        RunFiles.write(folder.resolve(Report.LATENCIES_CSV), latencies);
        Path file = folder.resolve(MARKDOWN);
        RunFiles.write(file, markdown.toString());
        return file;
    }
}

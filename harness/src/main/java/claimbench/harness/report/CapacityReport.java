package claimbench.harness.report;

import claimbench.harness.capacity.CapacityResult;
import claimbench.harness.claim.AaComparison;
import claimbench.harness.claim.Observations;
import claimbench.harness.report.document.Language;
import claimbench.harness.report.document.Pictures;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.StoredRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Writes what a search for capacities found into its directory, the same from the same data. */
public final class CapacityReport {
    public static final String CAPACITY = "capacity.json";
    public static final String STEPS_CSV = "capacity.csv";
    public static final String EQUAL_RATES_CSV = "equal-rates.csv";

    private CapacityReport() {}

    /**
     * Writes every file of the report.
     *
     * @return the page to read first: the English one
     * @throws IOException that names the file which could not be written
     */
    public static Path write(StoredRun run, CapacityResult result) throws IOException {
        Optional<AaComparison> aa = AaComparison.of(Observations.of(run));
        var files = DocumentFiles.of(
                run.run().id(), language -> CapacityPage.of(run, result, aa, language), Pictures.NONE, "report");
        String latencies = LatenciesCsv.of(run);

        Path folder = Files.createDirectories(run.dir().resolve(Report.FOLDER));
        Files.createDirectories(folder.resolve(Report.TABLES));
        RunFiles.write(run.dir().resolve(CAPACITY), result);
        RunFiles.write(run.dir().resolve(Report.TRUST), TrustFile.of(run));
        RunFiles.write(folder.resolve(STEPS_CSV), CapacityText.stepsCsv(result));
        RunFiles.write(folder.resolve(EQUAL_RATES_CSV), CapacityText.latenciesCsv(result));
        RunFiles.write(folder.resolve(Report.LATENCIES_CSV), latencies);
        if (aa.isPresent()) {
            RunFiles.write(run.dir().resolve(Report.AA), AaFile.of(run.run().id(), aa.get()));
            RunFiles.write(folder.resolve(Report.AA_CSV), AaText.csv(aa.get()));
        }
        for (var file : files.entrySet()) {
            RunFiles.write(folder.resolve(file.getKey()), file.getValue());
        }
        Leftovers.remove(folder, files.keySet());
        return folder.resolve(Report.html(Language.ENGLISH));
    }
}

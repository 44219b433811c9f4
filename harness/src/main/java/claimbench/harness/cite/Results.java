package claimbench.harness.cite;

import claimbench.harness.capacity.CapacityResult;
import claimbench.harness.capacity.CapacitySettings;
import claimbench.harness.claim.Catalogue;
import claimbench.harness.claim.Judge;
import claimbench.harness.claim.Verdict;
import claimbench.harness.report.CapacityReport;
import claimbench.harness.report.Report;
import claimbench.harness.result.StoredRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A stored run with all that is made from it, by the one way there is: that of {@code claimbench report}.
 *
 * @param run as it is stored
 * @param verdicts none of a search for capacities
 */
record Results(StoredRun run, List<Verdict> verdicts) {
    Results {
        verdicts = List.copyOf(verdicts);
    }

    /** Judges. */
    static Results of(StoredRun run) throws IOException {
        return CapacitySettings.of(run.dir()).isPresent()
                ? new Results(run, List.of())
                : new Results(run, Judge.judge(run, Catalogue.ofRun(run.dir())));
    }

    /** Reads, judges, and writes into the directory all that is made from its data, as they are there. */
    static Results make(Path dir) throws IOException {
        Results results = of(StoredRun.load(dir));
        Optional<CapacitySettings> search = CapacitySettings.of(dir);
        if (search.isPresent()) {
            CapacityReport.write(results.run, CapacityResult.of(results.run, search.get()));
        } else {
            Report.write(results.run, results.verdicts, Catalogue.ofRun(dir));
        }
        return results;
    }
}

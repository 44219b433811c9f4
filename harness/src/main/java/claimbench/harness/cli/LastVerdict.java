package claimbench.harness.cli;

import claimbench.harness.report.Report;
import claimbench.harness.report.VerdictsFile;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.StoredRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a run said of a claim, from its {@code verdicts.json}.
 *
 * @param dir the run's
 * @param run its id
 * @param verdict what it said
 */
record LastVerdict(Path dir, String run, VerdictsFile.Entry verdict) {

    /**
     * The newest run of a folder that judged the claim: runs are named after their time. What cannot be read is passed over, such as a run
     * of an earlier version.
     */
    static Optional<LastVerdict> newest(Path runs, String claim) throws IOException {
        if (!Files.isDirectory(runs)) {
            return Optional.empty();
        }
        List<Path> folders;
        try (var inRuns = Files.list(runs)) {
            folders = inRuns.filter(Files::isDirectory)
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        for (Path folder : folders) {
            try {
                Optional<LastVerdict> found = of(folder, claim);
                if (found.isPresent()) {
                    return found;
                }
            } catch (StoredRunException e) {
                // Then an older run may tell.
            }
        }
        return Optional.empty();
    }

    /** What this run said; empty where it was not asked, or has not been judged yet. */
    static Optional<LastVerdict> of(Path dir, String claim) throws IOException {
        Path file = dir.resolve(Report.VERDICTS);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        VerdictsFile verdicts = RunFiles.read(file, VerdictsFile.class);
        return verdicts.verdicts().stream()
                .filter(entry -> entry.claim().equals(claim))
                .findFirst()
                .map(entry -> new LastVerdict(dir, verdicts.run(), entry));
    }
}

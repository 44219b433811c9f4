package claimbench.harness.run;

import claimbench.harness.result.RunFiles;
import claimbench.harness.result.Trial;
import claimbench.harness.result.Trial.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Trials that something beside what they measure has disturbed. Such a trial is set aside and measured again at once, in its place in the
 * order; the second one counts, whatever it finds.
 *
 * <p>The idea: whether a trial is measured again follows from a rule that is fixed before the run and never looks at a figure. It is a
 * check of disturbances that has failed ({@link claimbench.harness.result.TrustCheck#isDisturbance}), not one that the trial before failed as
 * well (what lasts is not outrun by measuring again at once), and few trials of a run are. What was set aside stays in the run's
 * folder, and the report names it.
 */
final class DisturbedTrials {
    /** One in so many trials of a plan may be measured again, and one at least. */
    static final int ONE_IN = 20;

    private final Path folder;
    private final int atMost;

    /**
     * Of a run.
     *
     * @param dir the run's
     * @param due how many trials it has
     */
    DisturbedTrials(Path dir, int due) {
        this.folder = dir.resolve(RunFiles.DISTURBED);
        this.atMost = Math.max(1, due / ONE_IN);
    }

    /**
     * What disturbed a trial that is to be measured again.
     *
     * @param before the trial before it in the order; null where it is the first
     * @return empty where it stands as it is
     */
    Optional<Finding> disturbance(Trial trial, @Nullable Trial before) throws IOException {
        Optional<Finding> disturbance = trial.findings().stream()
                .filter(finding -> isDisturbance(finding) && (before == null || !hasFailed(before, finding)))
                .findFirst();
        return disturbance.isEmpty() || Files.exists(folder.resolve(trial.id())) || count() >= atMost
                ? Optional.empty()
                : disturbance;
    }

    private static boolean isDisturbance(Finding finding) {
        return finding.failed() && finding.check().isDisturbance();
    }

    private static boolean hasFailed(Trial trial, Finding like) {
        return trial.findings().stream().anyMatch(finding -> finding.failed() && finding.check() == like.check());
    }

    private long count() throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (var trials = Files.list(folder)) {
            return trials.count();
        }
    }

    /**
     * Takes a trial out of those that count, with all that it has stored.
     *
     * @param stored its folder
     * @return where that is now
     */
    Path setAside(Path stored) throws IOException {
        RunFiles.makeFolder(folder);
        Path aside = folder.resolve(stored.getFileName());
        RunFiles.move(stored, aside);
        return aside;
    }
}

package claimbench.harness.run;

import claimbench.harness.result.RunFiles;
import claimbench.harness.result.Trial;
import claimbench.harness.result.Trial.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Trials that something beside what they measure has disturbed. Such a trial is set aside and measured again at once, in its place in the
 * order; the second one counts, whatever it finds.
 *
 * <p>The idea: whether a trial is measured again follows from a rule that is fixed before the run and never looks at a figure.
 *
 * <pre>
 * a check of disturbances failed    {@link claimbench.harness.result.TrustCheck#isDisturbance}
 * no other check did                what a target may have failed by itself is never set aside
 * the trial before passed it        what lasts is not outrun by measuring again at once
 * few trials were set aside so far  one in {@value #ONE_IN}, shared out among the rounds; each trial once
 * </pre>
 *
 * <p>What was set aside stays in the run's folder, and the report names it.
 */
final class DisturbedTrials {
    /** One in so many trials of a plan may be measured again, and one at least. */
    static final int ONE_IN = 20;

    private final Path folder;
    private final int atMost;
    private final int rounds;

    /**
     * Of a run.
     *
     * @param dir the run's
     * @param due how many trials it has
     * @param rounds how many rounds these are
     */
    DisturbedTrials(Path dir, int due, int rounds) {
        this.folder = dir.resolve(RunFiles.DISTURBED);
        this.atMost = Math.max(1, due / ONE_IN);
        this.rounds = rounds;
    }

    /**
     * What disturbed a trial that is to be measured again.
     *
     * @param before the trial before it in the order; null where it is the first
     * @return empty where it stands as it is
     */
    Optional<Finding> disturbance(Trial trial, @Nullable Trial before) throws IOException {
        List<Finding> failed = trial.findings().stream().filter(Finding::failed).toList();
        if (!failed.stream().allMatch(finding -> finding.check().isDisturbance())
                || Files.exists(folder.resolve(trial.id()))
                || count() >= atMostUpTo(trial.round())) {
            return Optional.empty();
        }
        return failed.stream()
                .filter(finding -> before == null || !hasFailed(before, finding))
                .findFirst();
    }

    /** So many until the end of a round: a bad beginning leaves something for the rest. */
    private int atMostUpTo(int round) {
        return Math.ceilDiv(atMost * Math.min(round, rounds), rounds);
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

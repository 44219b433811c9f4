package claimbench.harness.run;

import claimbench.harness.result.RunRecord;
import java.io.IOException;
import java.util.Optional;

/**
 * Is asked after each round but the last whether the run may stop. It must answer from what is stored alone, so that a run that
 * was cut off before the answer was stored is given the same one when it goes on.
 */
@FunctionalInterface
public interface RoundReview {
    /** Every round is carried out. */
    RoundReview NEVER_STOP = round -> Optional.empty();

    /**
     * Looks at a run whose rounds up to this one are stored whole.
     *
     * @param round from 1
     * @return why it stops; empty where it goes on
     * @throws IOException where what is stored cannot be read
     */
    Optional<RunRecord.Stop> after(int round) throws IOException;
}

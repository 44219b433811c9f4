package claimbench.harness.run;

import claimbench.harness.result.PlannedTrial;
import claimbench.harness.result.Trial;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Decides trial by trial what is measured next: for what cannot be planned before something is known. */
public interface TrialSource {

    /**
     * The next trial.
     *
     * @param ended all trials so far, in order
     * @param elapsed since the run began or, where it was cut off, went on
     * @return empty at the end
     * @throws IOException where what was stored cannot be read
     */
    Optional<PlannedTrial> next(List<Trial> ended, Duration elapsed) throws IOException;

    /** How many trials there may be in all; a guess, for people. */
    int total(List<Trial> ended) throws IOException;
}

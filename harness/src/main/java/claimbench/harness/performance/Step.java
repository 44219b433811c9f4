package claimbench.harness.performance;

import claimbench.harness.run.TrialFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One thing that is measured once, with processes of its own that are gone when it is over. */
public interface Step {
    /** From 1. */
    int round();

    /** What is measured on what: for people, and, with dashes for spaces, the name of its folder. */
    String title();

    /** About how long it takes. */
    Duration expected();

    /**
     * Measures.
     *
     * @param folder empty, for what its processes print
     * @throws TrialFailure where there are no numbers: the reason
     */
    List<Sample> run(Path folder) throws TrialFailure, InterruptedException;
}

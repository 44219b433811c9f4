package claimbench.harness.run;

import java.nio.file.Path;
import java.util.List;

/** A program that each trial starts anew, and that may start from a {@link StartCache}. Immutable. */
public interface Trainee {
    /** As it is written in names of files; no two have the same. */
    String wireName();

    /** Of its JVM. */
    List<String> flags();

    /**
     * Starts it, lets it do some of what it does in trials, and ends it, upon which its JVM makes the cache.
     *
     * @param draft where the cache is to be
     * @param folder for whatever else it writes
     * @throws TrialFailure that says why it came to nothing
     */
    void train(Installation installation, Path draft, Path folder) throws TrialFailure, InterruptedException;
}

package claimbench.harness.cli;

import claimbench.harness.run.GeneratorCache;
import claimbench.harness.run.Installation;
import claimbench.harness.run.TrialFailure;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An installation with what the trials of all its runs share, made once: the generator's cache.
 *
 * @param installation to run
 * @param notes on what could not be made
 */
record Preparation(Installation installation, List<String> notes) {

    /** Makes what is missing, and says so. */
    static Preparation of(Installation installation, PrintWriter terminal) throws InterruptedException {
        var cache = new GeneratorCache(installation);
        Optional<Path> found = cache.find();
        if (found.isPresent()) {
            return new Preparation(installation.with(found.get()), List.of());
        }
        terminal.println("preparing the generator, once for this installation (some seconds)");
        terminal.flush();
        try {
            return new Preparation(installation.with(cache.make()), List.of());
        } catch (TrialFailure e) {
            String note = "the generator has no cache, so each trial takes a little longer: " + e.getMessage();
            terminal.println("note: " + note);
            terminal.flush();
            return new Preparation(installation, List.of(note));
        }
    }
}

package claimbench.harness.experiment;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server under test.
 *
 * @param name as in commands, claims and results; also what its {@code /about} says
 * @param model its concurrency model, in one line
 * @param module the module it is built from: the middle of its jar's name; empty for a server that is already running
 * @param options for its command line beyond those that every server takes
 * @param url where it is already running; null for a server that a trial starts
 */
public record Target(
        String name,
        String model,
        String module,
        List<String> options,
        @Nullable URI url) {

    /** Whether it is a server that others wrote, set beside ours: no claim speaks of it. */
    public boolean control() {
        return module.equals(TargetCatalogue.CONTROLS_MODULE);
    }

    /** A server that was started by somebody else. */
    public static Target running(String name, URI url) {
        return new Target(name, "already running at " + url, "", List.of(), url);
    }
}

package claimbench.harness.cli;

import claimbench.harness.run.SearchPath;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Opens the user's browser, where there is a way to. */
final class Browser {
    private Browser() {}

    /** Whether something was started for it. */
    static boolean open(URI page) {
        Optional<Path> opener = SearchPath.find("xdg-open").or(() -> SearchPath.find("open"));
        if (opener.isEmpty()) {
            return false;
        }
        try {
            new ProcessBuilder(opener.get().toString(), page.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}

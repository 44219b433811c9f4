package claimbench.harness.run;

import claimbench.runtime.DatabaseUrl;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells a process of its database by its environment: the URL may have a password, and everybody on the machine may read
 * the arguments of a process.
 */
final class DatabaseVariable {
    private DatabaseVariable() {}

    /**
     * A process to be started.
     *
     * @param url of its database, checked; null for one that is told of none, whatever this process was told itself
     */
    static ProcessBuilder builder(List<String> command, @Nullable String url) {
        var builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        if (url == null) {
            environment.remove(DatabaseUrl.VARIABLE);
        } else {
            // Encoded anew: no sign is left in it that has a meaning where defaults are read.
            environment.put(DatabaseUrl.VARIABLE, DatabaseUrl.parse(url).url());
        }
        return builder;
    }
}

package claimbench.platformthreads;

import java.io.IOException;
import picocli.CommandLine;

/** Starts servers as their process would, from a command line. */
final class Servers {
    private Servers() {}

    static PlatformThreadsServer start(String... args) throws IOException {
        return PlatformThreadsServer.start(options(args));
    }

    static PlatformThreadsOptions options(String... args) {
        var options = new PlatformThreadsOptions();
        new CommandLine(options).parseArgs(args);
        options.check();
        return options;
    }
}

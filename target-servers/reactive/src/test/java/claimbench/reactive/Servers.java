package claimbench.reactive;

import claimbench.runtime.OffLoadOptions;
import java.io.IOException;
import java.net.URI;
import picocli.CommandLine;

/** Starts servers as their process would, from a command line. */
final class Servers {
    /** Where nobody is. */
    static final URI NO_DATABASE = URI.create("postgresql://claimbench@127.0.0.1:1/claimbench");

    private Servers() {}

    static ReactiveServer start(URI upstream, URI database, String... more) throws IOException {
        var options = new OffLoadOptions();
        new CommandLine(options).parseArgs(arguments(upstream, database, more));
        return ReactiveServer.start(options);
    }

    private static String[] arguments(URI upstream, URI database, String... more) {
        String[] all = new String[more.length + 4];
        all[0] = "--upstream";
        all[1] = upstream.toString();
        all[2] = "--database-url";
        all[3] = database.toString();
        System.arraycopy(more, 0, all, 4, more.length);
        return all;
    }
}

package claimbench.eventloop;

import claimbench.kit.StartedServer;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Servers for tests, on a free port. */
final class Servers {
    private Servers() {}

    /** Where nobody is. */
    static final URI NO_DATABASE = URI.create("postgresql://claimbench@127.0.0.1:1/claimbench");

    static StartedServer start(URI upstream, URI database, String... more) throws IOException {
        EventLoopServer server = EventLoopServer.start(options(upstream, database, more));
        return StartedServer.onPort(server.port(), server::close);
    }

    private static EventLoopOptions options(URI upstream, URI database, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("--upstream", upstream.toString(), "--database-url", database.toString()));
        arguments.addAll(List.of(more));
        var options = new EventLoopOptions();
        new CommandLine(options).parseArgs(arguments.toArray(String[]::new));
        options.check();
        return options;
    }
}

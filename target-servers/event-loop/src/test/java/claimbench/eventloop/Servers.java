package claimbench.eventloop;

import claimbench.kit.StartedServer;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import picocli.CommandLine;

/** Servers for tests, on a free port. */
final class Servers {
    private Servers() {}

    static StartedServer start(URI upstream, String... arguments) throws IOException {
        var options = new EventLoopOptions();
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--upstream";
        all[arguments.length + 1] = upstream.toString();
        new CommandLine(options).parseArgs(all);
        options.check();
        EventLoopServer server = EventLoopServer.start(options);
        return StartedServer.onPort(server.port(), server::close);
    }
}

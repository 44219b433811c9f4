package claimbench.virtualthreads;

import claimbench.database.SharedDatabase;
import claimbench.kit.ContractTest;
import claimbench.kit.StartedServer;
import java.io.IOException;
import java.net.URI;
import picocli.CommandLine;

class VirtualThreadsContractTest extends ContractTest {
    @Override
    public URI database() {
        return SharedDatabase.url();
    }

    @Override
    public StartedServer startServer(URI upstream, URI database) throws IOException {
        var options = new VirtualThreadsOptions();
        new CommandLine(options).parseArgs("--upstream", upstream.toString(), "--database-url", database.toString());
        VirtualThreadsServer server = VirtualThreadsServer.start(options);
        return StartedServer.onPort(server.port(), server::close);
    }
}

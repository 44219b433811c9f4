package claimbench.eventloop;

import claimbench.database.SharedDatabase;
import claimbench.kit.ContractTest;
import claimbench.kit.StartedServer;
import java.io.IOException;
import java.net.URI;

/** The contract, on a loop in debug mode, which refuses an await inside a synchronized block. */
class DebugContractTest extends ContractTest {

    @Override
    public URI database() {
        return SharedDatabase.url();
    }

    @Override
    public StartedServer startServer(URI upstream, URI database) throws IOException {
        return Servers.start(upstream, database, "--loop-debug");
    }
}

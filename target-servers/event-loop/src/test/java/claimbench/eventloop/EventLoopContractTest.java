package claimbench.eventloop;

import claimbench.database.SharedDatabase;
import claimbench.kit.ContractTest;
import claimbench.kit.StartedServer;
import claimbench.kit.UnbrokenWorkContract;
import java.io.IOException;
import java.net.URI;

/** The contract, on one loop. */
class EventLoopContractTest extends ContractTest implements UnbrokenWorkContract {

    @Override
    public URI database() {
        return SharedDatabase.url();
    }

    @Override
    public StartedServer startServer(URI upstream, URI database) throws IOException {
        return Servers.start(upstream, database);
    }
}

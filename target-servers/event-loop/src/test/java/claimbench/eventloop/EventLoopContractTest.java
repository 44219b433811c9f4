package claimbench.eventloop;

import claimbench.contract.ContractTest;
import claimbench.contract.StartedServer;
import java.io.IOException;
import java.net.URI;

/** The contract, on one loop. */
class EventLoopContractTest extends ContractTest {

    @Override
    public StartedServer startServer(URI upstream) throws IOException {
        return Servers.start(upstream);
    }
}

package claimbench.eventloop;

import claimbench.contract.ContractTest;
import claimbench.contract.StartedServer;
import java.io.IOException;
import java.net.URI;

/** The contract, on a loop in debug mode, which refuses an await inside a synchronized block. */
class DebugContractTest extends ContractTest {

    @Override
    public StartedServer startServer(URI upstream) throws IOException {
        return Servers.start(upstream, "--loop-debug");
    }
}

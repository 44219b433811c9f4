package claimbench.eventloop;

import claimbench.contract.ContractTest;
import claimbench.contract.StartedServer;
import java.io.IOException;
import java.net.URI;

/** The contract, on loops that share a port. */
class SeveralLoopsContractTest extends ContractTest {

    @Override
    public StartedServer startServer(URI upstream) throws IOException {
        return Servers.start(upstream, "--loops", "3", "--pool", "2");
    }
}

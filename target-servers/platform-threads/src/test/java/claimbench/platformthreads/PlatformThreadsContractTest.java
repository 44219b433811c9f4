package claimbench.platformthreads;

import claimbench.contract.ContractTest;
import claimbench.contract.StartedServer;
import java.io.IOException;
import java.net.URI;

class PlatformThreadsContractTest extends ContractTest {
    @Override
    public StartedServer startServer(URI upstream) throws IOException {
        PlatformThreadsServer server = Servers.start("--upstream", upstream.toString());
        return StartedServer.onPort(server.port(), server::close);
    }
}

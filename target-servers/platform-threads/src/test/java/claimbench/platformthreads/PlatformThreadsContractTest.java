package claimbench.platformthreads;

import claimbench.kit.ContractTest;
import claimbench.kit.StartedServer;
import java.io.IOException;
import java.net.URI;

class PlatformThreadsContractTest extends ContractTest {
    @Override
    public StartedServer startServer(URI upstream, URI database) throws IOException {
        PlatformThreadsServer server = Servers.start("--upstream", upstream.toString());
        return StartedServer.onPort(server.port(), server::close);
    }
}

package claimbench.platformthreads;

import claimbench.database.SharedDatabase;
import claimbench.kit.ContractTest;
import claimbench.kit.StartedServer;
import java.io.IOException;
import java.net.URI;

class PlatformThreadsContractTest extends ContractTest {
    @Override
    public URI database() {
        return SharedDatabase.url();
    }

    @Override
    public StartedServer startServer(URI upstream, URI database) throws IOException {
        PlatformThreadsServer server =
                Servers.start("--upstream", upstream.toString(), "--database-url", database.toString());
        return StartedServer.onPort(server.port(), server::close);
    }
}

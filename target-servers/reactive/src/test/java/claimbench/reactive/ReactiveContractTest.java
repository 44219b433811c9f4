package claimbench.reactive;

import claimbench.database.SharedDatabase;
import claimbench.kit.ContractTest;
import claimbench.kit.StartedServer;
import claimbench.kit.UnbrokenWorkContract;
import java.io.IOException;
import java.net.URI;

class ReactiveContractTest extends ContractTest implements UnbrokenWorkContract {

    @Override
    public URI database() {
        return SharedDatabase.url();
    }

    @Override
    public StartedServer startServer(URI upstream, URI database) throws IOException {
        ReactiveServer server = Servers.start(upstream, database);
        return StartedServer.onPort(server.port(), server::close);
    }
}

package claimbench.kit;

import java.io.IOException;
import java.net.URI;

/** The whole contract is kept by a server that is made for it. */
class ReferenceContractTest extends ContractTest {
    static final URI THERE = URI.create("postgresql://claimbench@127.0.0.1:5432/claimbench");

    @Override
    public URI database() {
        return THERE;
    }

    @Override
    public StartedServer startServer(URI upstream, URI database) throws IOException {
        ReferenceServer server = ReferenceServer.start(upstream, database.equals(THERE), Fault.NONE);
        return new StartedServer(server.base(), server::close);
    }
}

package claimbench.http;

import java.io.IOException;
import java.net.InetSocketAddress;

/** Opens a client's transport, waiting in the model's own way. Called by as many threads, or coroutines, as need one. */
@FunctionalInterface
public interface Connector {
    Transport connect(InetSocketAddress address) throws IOException;
}

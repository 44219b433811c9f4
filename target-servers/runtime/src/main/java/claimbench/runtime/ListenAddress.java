package claimbench.runtime;

import java.io.IOException;
import java.net.InetSocketAddress;

/** Where a server is to listen. */
public final class ListenAddress {
    private ListenAddress() {}

    /**
     * The address, looked up. May wait for the system's resolver. From any thread.
     *
     * @param host name or address
     * @param port 0 to 65535; 0 for a free one
     * @throws IOException where no host has this name
     */
    public static InetSocketAddress of(String host, int port) throws IOException {
        var address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new IOException("unknown host");
        }
        return address;
    }
}

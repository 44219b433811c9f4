package claimbench.eventloop;

import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.SocketFactory;

/**
 * Makes the sockets that a JDBC driver asks for. The driver makes the factory itself, by the name of its class, with one
 * argument that is a text; so that text is a ticket, by which whoever has the driver connect finds the sockets again.
 * Thread-safe.
 */
public final class DriverSocketFactory extends SocketFactory {
    private static final AtomicLong TICKETS = new AtomicLong();
    private static final ConcurrentMap<String, List<DriverSocket>> SOCKETS = new ConcurrentHashMap<>();

    private final List<DriverSocket> sockets;

    /** Called by the driver. */
    public DriverSocketFactory(String ticket) {
        sockets = Objects.requireNonNull(SOCKETS.get(ticket), "no such ticket");
    }

    /** A ticket for one connection to be opened; {@link #takeSockets} must follow. */
    static String ticket() {
        String ticket = Long.toString(TICKETS.incrementAndGet());
        SOCKETS.put(ticket, new CopyOnWriteArrayList<>());
        return ticket;
    }

    /** What was made for this ticket, which is of no more use; the last one is the connection's. */
    static List<DriverSocket> takeSockets(String ticket) {
        return Objects.requireNonNull(SOCKETS.remove(ticket));
    }

    @Override
    public Socket createSocket() throws SocketException {
        var socket = new DriverSocket();
        sockets.add(socket);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException("sockets are made first, and then connected");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        return createSocket(host.getHostAddress(), port);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        return createSocket(address.getHostAddress(), port);
    }
}

package claimbench.harness.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A database that is broken in the way that its first argument names: {@code crash}, {@code deaf} (says ready where nobody
 * answers), {@code other} (something that is no PostgreSQL); honest where that names none. A process of its own.
 */
public final class DummyDatabase {
    private static final int REQUEST_BYTES = 8;

    private DummyDatabase() {}

    public static void main(String[] args) throws IOException {
        String mode = args.length > 0 ? args[0] : "honest";
        if (mode.equals("crash")) {
            System.err.println("kaboom: no disk");
            System.exit(1);
        }
        String own = System.getenv("CLAIMBENCH_DATABASE_URL");
        try (var socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> answer(socket, mode.equals("other") ? 'H' : 'N'));
            System.out.println("postmaster " + ProcessHandle.current().pid());
            System.out.println("ready database "
                    + (own == null
                            ? "postgresql://claimbench@127.0.0.1:" + (mode.equals("deaf") ? 1 : socket.getLocalPort())
                                    + "/claimbench"
                            : own));
            while (System.in.read() >= 0) {
                // Only the end matters.
            }
        }
    }

    private static void answer(ServerSocket server, char with) {
        while (true) {
            try (Socket client = server.accept()) {
                client.getInputStream().readNBytes(REQUEST_BYTES);
                client.getOutputStream().write(with);
            } catch (IOException e) {
                return;
            }
        }
    }
}

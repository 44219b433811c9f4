package claimbench.eventloop;

import claimbench.http.Transport;
import claimbench.loop.LoopSocket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** A transport over a socket of the loop: what waits is the coroutine that calls. */
record LoopTransport(LoopSocket socket) implements Transport {

    /** Opens a connection from the running coroutine. */
    static Transport connect(InetSocketAddress address) throws IOException {
        return new LoopTransport(LoopSocket.connect(address));
    }

    @Override
    public boolean canAwaitReadable() {
        return true;
    }

    @Override
    public void awaitReadable() throws IOException {
        socket.awaitReadable();
    }

    @Override
    public int read(ByteBuffer destination) throws IOException {
        return socket.read(destination);
    }

    @Override
    public void write(ByteBuffer... sources) throws IOException {
        socket.write(sources);
    }

    @Override
    public void closeOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() {
        socket.close();
    }
}

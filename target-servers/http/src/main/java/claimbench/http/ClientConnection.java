package claimbench.http;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A client's side of one connection: a request out, its response in, one at a time. As on the server's side, a parser is
 * borrowed only while bytes of the response are there, so that ten thousand calls that wait hold none. One caller at a
 * time.
 */
final class ClientConnection {
    private static final Pool<ResponseParser> PARSERS = new Pool<>(ResponseParser::new);

    private final Transport transport;
    private final ByteBuffer input = ByteBuffer.allocate(HttpConnection.INPUT_BYTES);
    private boolean received;
    private boolean reusable;

    ClientConnection(Transport transport) {
        this.transport = transport;
    }

    /** Sends a request and waits for its response. After a failure of any kind the connection is closed. */
    ClientResponse exchange(ByteBuffer request) throws IOException {
        received = false;
        reusable = false;
        boolean done = false;
        try {
            transport.write(request);
            ClientResponse response = receive();
            done = true;
            return response;
        } finally {
            if (!done) {
                transport.close();
            }
        }
    }

    private ClientResponse receive() throws IOException {
        int count = transport.read(input.clear());
        if (count < 0) {
            throw new IOException("the connection ended before an answer came");
        }
        received = true;
        ResponseParser parser = PARSERS.borrow();
        input.flip();
        while (!parser.parse(input)) {
            count = transport.read(input.clear());
            input.flip();
            if (count < 0) {
                parser.end();
                return parser.response();
            }
        }
        // Bytes that nobody asked for would be taken for the next answer.
        reusable = parser.persistent() && !input.hasRemaining();
        ClientResponse response = parser.response();
        parser.reset();
        PARSERS.giveBack(parser);
        return response;
    }

    /** Whether any byte of the last request's response was received. */
    boolean received() {
        return received;
    }

    /** Whether the connection may carry another request. */
    boolean reusable() {
        return reusable;
    }

    void close() {
        transport.close();
    }
}

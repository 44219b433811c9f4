package claimbench.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A client's side of one connection: a request out, its response in, one at a time. As on the server's side, a parser is
 * borrowed only while bytes of the response are there, so that ten thousand calls that wait hold none; but a response that
 * is read part by part holds one to its end. One caller at a time.
 */
final class ClientConnection {
    private static final Pool<ResponseParser> PARSERS = new Pool<>(ResponseParser::new);

    private final Transport transport;
    private final ByteBuffer input = ByteBuffer.allocate(HttpConnection.INPUT_BYTES);
    private boolean received;
    private boolean reusable;

    /** Of the response that is being read part by part; null between responses. */
    private @Nullable ResponseParser parser;

    ClientConnection(Transport transport) {
        this.transport = transport;
    }

    /** Sends a request and waits for its response. After a failure of any kind the connection is closed. */
    ClientResponse exchange(ByteBuffer request) throws IOException {
        boolean done = false;
        try {
            ResponseParser parsing = send(request);
            while (!parsing.whole()) {
                receive(parsing);
            }
            ClientResponse response = parsing.response();
            end(parsing);
            done = true;
            return response;
        } finally {
            if (!done) {
                transport.close();
            }
        }
    }

    /**
     * Sends a request and waits for the head of its response: {@link #part} has the rest. After a failure of any kind the
     * connection is closed.
     *
     * @return the status
     */
    int open(ByteBuffer request) throws IOException {
        boolean done = false;
        try {
            ResponseParser parsing = send(request);
            while (!parsing.headWhole()) {
                receive(parsing);
            }
            parser = parsing;
            done = true;
            return parsing.status();
        } finally {
            if (!done) {
                transport.close();
            }
        }
    }

    /**
     * The next part of the response's body, waiting for at least a byte. After a failure of any kind the connection is
     * closed.
     *
     * @return empty when the response is whole; from then on the connection may be {@link #reusable}
     */
    byte[] part() throws IOException {
        boolean done = false;
        try {
            ResponseParser parsing = parser;
            byte[] part = {};
            while (parsing != null && part.length == 0) {
                part = parsing.takePart();
                if (part.length == 0) {
                    if (parsing.whole()) {
                        end(parsing);
                        parsing = null;
                        parser = null;
                    } else {
                        receive(parsing);
                    }
                }
            }
            done = true;
            return part;
        } finally {
            if (!done) {
                transport.close();
            }
        }
    }

    /** Returns when the first bytes of the response have been taken in. */
    private ResponseParser send(ByteBuffer request) throws IOException {
        received = false;
        reusable = false;
        transport.write(request);
        int count = transport.read(input.clear());
        if (count < 0) {
            throw new IOException("the connection ended before an answer came");
        }
        received = true;
        ResponseParser parsing = PARSERS.borrow();
        parsing.parse(input.flip());
        return parsing;
    }

    private void receive(ResponseParser parsing) throws IOException {
        int count = transport.read(input.clear());
        input.flip();
        if (count < 0) {
            parsing.end();
        } else {
            parsing.parse(input);
        }
    }

    private void end(ResponseParser parsing) {
        // Bytes that nobody asked for would be taken for the next answer.
        reusable = parsing.persistent() && !input.hasRemaining();
        if (reusable) {
            parsing.reset();
            PARSERS.giveBack(parsing);
        }
    }

    /** Whether any byte of the last request's response was received. */
    boolean received() {
        return received;
    }

    /** Whether the connection may carry another request. */
    boolean reusable() {
        return reusable;
    }

    /** Whether the upstream has not closed the connection, nor sent anything unasked, as far as can be seen from here. */
    boolean isQuiet() {
        return transport.isQuiet();
    }

    void close() {
        transport.close();
    }
}

package claimbench.http;

import claimbench.contract.UpstreamFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client's side of one connection: a request out, its response in, one at a time. As on the server's side, a parser is
 * borrowed only while bytes of the response are there, so that ten thousand calls that wait hold none; but a response that
 * is read part by part holds one to its end.
 *
 * <p>It counts its steps, so that whoever looks at it now and then can tell whether the upstream is being waited for, and
 * whether it has sent anything in between: an odd number is a wait, and each byte that comes ends one.
 *
 * <p>One caller at a time, but for {@link #step} and {@link #giveUp}, which any thread may call that may close the transport.
 */
final class ClientConnection {
    private static final Pool<ResponseParser> PARSERS = new Pool<>(ResponseParser::new);

    /** In place of a step: the upstream was silent for too long. */
    private static final int GIVEN_UP = -1;

    private final Transport transport;
    private final Duration silenceMax;
    private final Consumer<ClientConnection> whenClosed;
    private final ByteBuffer input = ByteBuffer.allocate(HttpConnection.INPUT_BYTES);
    private final AtomicInteger step = new AtomicInteger();
    private boolean answered;
    private boolean reusable;

    /** Of the response that is being read part by part; null between responses. */
    private @Nullable ResponseParser parser;

    /**
     * A connection that carries no call yet.
     *
     * @param silenceMax what a call that is given up says that it has waited for
     * @param whenClosed told at least once
     */
    ClientConnection(Transport transport, Duration silenceMax, Consumer<ClientConnection> whenClosed) {
        this.transport = transport;
        this.silenceMax = silenceMax;
        this.whenClosed = whenClosed;
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
                close();
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
                close();
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
                close();
            }
        }
    }

    /** Returns when the first bytes of the response have been taken in. */
    private ResponseParser send(ByteBuffer request) throws IOException {
        answered = false;
        reusable = false;
        if (exchangeBytes(request) < 0) {
            throw new IOException("the connection ended before an answer came");
        }
        ResponseParser parsing = PARSERS.borrow();
        parse(parsing);
        return parsing;
    }

    private void receive(ResponseParser parsing) throws IOException {
        if (exchangeBytes(null) < 0) {
            parsing.end();
        } else {
            parse(parsing);
        }
    }

    private void parse(ResponseParser parsing) throws IOException {
        try {
            parsing.parse(input);
        } finally {
            answered |= parsing.started();
        }
    }

    /** Sends what there is to send, and waits for bytes, which are then the input. Returns what a read returns. */
    private int exchangeBytes(@Nullable ByteBuffer request) throws IOException {
        int wait = step.incrementAndGet();
        int count = -1;
        try {
            if (request != null) {
                transport.write(request);
            }
            count = transport.read(input.clear());
        } catch (IOException e) {
            throw isGivenUp() && !HttpClient.isInterruption(e) ? silent(e) : e;
        } finally {
            input.flip();
        }
        if (!step.compareAndSet(wait, wait + 1)) {
            throw silent(null);
        }
        return count;
    }

    private IOException silent(@Nullable IOException cause) {
        return new IOException(UpstreamFailure.silent(silenceMax), cause);
    }

    private void end(ResponseParser parsing) {
        // Bytes that nobody asked for would be taken for the next answer.
        reusable = parsing.persistent() && !input.hasRemaining();
        if (reusable) {
            parsing.reset();
            PARSERS.giveBack(parsing);
        }
    }

    /**
     * Whether the start of the last request's response was received. Bytes that are none are of an earlier one, which was
     * longer than it said.
     */
    boolean answered() {
        return answered;
    }

    /** Whether the last call was given up. */
    boolean isGivenUp() {
        return step.get() == GIVEN_UP;
    }

    /** A number that changes with each wait for the upstream, and with the end of each. */
    int step() {
        return step.get();
    }

    /** Whether the upstream is waited for in this step. */
    static boolean isWait(int step) {
        return step != GIVEN_UP && (step & 1) != 0;
    }

    /** Has the call fail that waits, unless it has left that step. */
    void giveUp(int wait) {
        if (step.compareAndSet(wait, GIVEN_UP)) {
            close();
        }
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
        whenClosed.accept(this);
        transport.close();
    }
}

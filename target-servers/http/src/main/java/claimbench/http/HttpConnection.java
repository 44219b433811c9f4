package claimbench.http;

import claimbench.contract.Answer;
import claimbench.contract.HttpLimits;
import claimbench.contract.Problem;
import claimbench.contract.ProblemException;
import claimbench.runtime.Reply;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A server's side of one HTTP/1.1 connection, in direct style: read a request, call the handler, write the answer, again.
 *
 * <pre>
 *              first byte               whole request
 *     IDLE ───────────────▶ RECEIVING ────────────────▶ ANSWERING
 *      ▲ │                      │                          │  │
 *      │ │ end, drain           │ malformed, too large     │  │ last answer: the client
 *      │ ▼                      ▼                          │  │ asked for it, or a drain
 *      │ CLOSED ◀──────────  LINGERING                     │  ▼
 *      │            end, or enough thrown away             │ CLOSED
 *      └───────────────────────────────────────────────────┘
 *                      answer written, connection kept
 * </pre>
 *
 * <p>What it holds matters when there are ten thousand: parser and buffer are borrowed, from the first byte of a request
 * to its last. While a handler runs, and while the connection is idle, neither is held, but where a pipelining client has
 * sent ahead, or where the transport can only wait in a read: there the connection keeps its buffer.
 *
 * <p>Answers leave one by one, in the order of the requests. Pipelined answers are not gathered into one write: a
 * handler may wait, and an earlier answer must not wait with it.
 *
 * <p>A streamed answer is sent part by part, while the client is watched: when it leaves, the body is interrupted, or
 * cancelled, so that what it waits for is not waited for in vain. A body that breaks off closes the connection without a
 * last chunk, or, where there are no chunks, resets it: it must not look whole.
 *
 * <p>LINGERING: a refused client may still be sending. A socket that is closed on unread bytes resets the connection, and
 * the client may lose the answer that says what was wrong. So the output is closed, and input is thrown away until the
 * client closes too, within a bound.
 *
 * <p>No clock is read here. What the connection {@linkplain #moment waits for its client with} can be asked from outside;
 * {@link Connections} does so now and then, and has what takes too long {@linkplain #expire end}.
 *
 * <p>One caller at a time, but for {@link #drain}, {@link #moment}, {@link #expire} and {@link #close}, which any thread may
 * call that may close the transport.
 */
public final class HttpConnection implements AutoCloseable {
    /** A buffer's bytes: takes a usual request whole in one read, and is small against what a thread weighs. */
    static final int INPUT_BYTES = 512;

    /** A body of up to this many bytes is copied behind its head, which is cheaper than a gathered write. */
    private static final int COPIED_BYTES_MAX = 8 * 1024;

    /** As many bytes of a refused client are thrown away before the connection is closed on it. */
    private static final int LINGER_BYTES_MAX = 1024 * 1024;

    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    static final Pool<RequestParser> PARSERS = new Pool<>(RequestParser::new);
    static final Pool<ByteBuffer> INPUTS = new Pool<>(() -> ByteBuffer.allocate(INPUT_BYTES));

    /** In place of a buffer where none is held. */
    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    private enum State {
        IDLE,
        RECEIVING,
        ANSWERING,
        LINGERING,
        CLOSED
    }

    private final Transport transport;
    private final HttpHandler handler;
    private final HttpLimits limits;

    /** Bytes received and not yet parsed; between reads always ready to be read from. */
    private ByteBuffer input = NONE;

    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
    private volatile boolean draining;
    private int lingeredBytes;

    /** What the rest of a request that is begun is waited for with; nothing where it has been whole at once. */
    private volatile Waiting receiving = Waiting.FOR_NOTHING;

    /** What is being written; null between writes. */
    private volatile ByteBuffer @Nullable [] writing;

    /** Requests and writes begun, so that two moments which look alike are told apart; seen with what is volatile above. */
    private int steps;

    /** What has taken too long, if anything has. */
    private volatile @Nullable Waiting expired;

    /** What a connection waits for its client with. */
    enum Waiting {
        /** It does not wait for the client: a handler runs, or a thread is still to be found for a request. */
        FOR_NOTHING,
        /** The next request. */
        FOR_A_REQUEST,
        /** The rest of a head. */
        FOR_A_HEAD,
        /** The rest of a body. */
        FOR_A_BODY,
        /** Room to write to. */
        FOR_ROOM,
        /** The end, from a client that was refused. */
        FOR_THE_END
    }

    /**
     * What a connection is at. Two that are equal mean that it has not got on in between.
     *
     * @param unwritten bytes of what is being written that the client has not taken
     */
    record Moment(Waiting waiting, int steps, long unwritten) {}

    /** A connection that has just been accepted. */
    public HttpConnection(Transport transport, HttpHandler handler, HttpLimits limits) {
        this.transport = transport;
        this.handler = handler;
        this.limits = limits;
    }

    /**
     * Answers requests until the connection ends, and closes it: for a thread or coroutine a connection.
     *
     * @throws IOException where the client is gone in the middle of something
     */
    public void serve() throws IOException {
        try {
            boolean open = true;
            while (open) {
                open = isLingering() ? discard() : awaitRequest() && exchange();
            }
        } finally {
            close();
        }
    }

    /**
     * Takes the connection out of idleness before bytes that are there are read: from here on a drain waits for their
     * answer. For a server that lets a request wait for a thread.
     *
     * @return false where the connection has been closed
     */
    public boolean claim() {
        return state.compareAndSet(State.IDLE, State.RECEIVING)
                || state.get() == State.RECEIVING
                || state.get() == State.LINGERING;
    }

    /**
     * Answers what has been received, at least one whole request unless the connection ends, waiting for the rest of one
     * that is begun: for a thread a request. Called when bytes are there to be read.
     *
     * @return true when the connection is to be kept until more bytes come, false when the caller is to close it
     * @throws IOException where the client is gone in the middle of something; the caller is to close it
     */
    public boolean serveAvailable() throws IOException {
        if (isLingering()) {
            return discard();
        }
        if (!claim() || (!input.hasRemaining() && !receive())) {
            return false;
        }
        while (skipEmptyLines()) {
            if (!exchange()) {
                return false;
            }
            if (isLingering()) {
                return true;
            }
        }
        // Where nothing but empty lines came, the connection is still claimed.
        state.compareAndSet(State.RECEIVING, State.IDLE);
        return !draining;
    }

    /**
     * Answers with a problem whatever has been sent, unread, and lingers: for a server that can't take the request. The
     * connection is to be kept until more bytes come, as after {@link #serveAvailable}.
     */
    public void refuse(Problem problem) throws IOException {
        write(Answer.of(problem), Persistence.CLOSE, false);
        linger();
    }

    /** Whether the connection has been refused, and only waits for the client to close it. */
    public boolean isLingering() {
        return state.get() == State.LINGERING;
    }

    /** Ends the connection as soon as no request is in flight: at once where none is, else after its answer. */
    public void drain() {
        draining = true;
        var _ = closeIf(State.IDLE) || closeIf(State.LINGERING);
    }

    /** What the connection is at. */
    Moment moment() {
        State now = state.get();
        ByteBuffer[] sources = writing;
        long unwritten = sources == null ? 0 : Transport.remaining(sources);
        Waiting waiting = sources != null
                ? Waiting.FOR_ROOM
                : switch (now) {
                    case IDLE -> Waiting.FOR_A_REQUEST;
                    case RECEIVING -> receiving;
                    case LINGERING -> Waiting.FOR_THE_END;
                    case ANSWERING, CLOSED -> Waiting.FOR_NOTHING;
                };
        return new Moment(waiting, steps, unwritten);
    }

    /**
     * What the connection waits with has taken too long: ends it, a request that is begun with an answer that says so.
     *
     * @return whether the connection is closed already
     */
    boolean expire(Waiting waiting) {
        return switch (waiting) {
            case FOR_NOTHING -> false;
            case FOR_A_REQUEST -> closeIf(State.IDLE);
            case FOR_THE_END -> closeIf(State.LINGERING);
            case FOR_ROOM -> {
                close();
                yield true;
            }
            case FOR_A_HEAD, FOR_A_BODY -> {
                // Whoever reads finds the end, and then this.
                expired = waiting;
                transport.closeInput();
                yield false;
            }
        };
    }

    private boolean closeIf(State expected) {
        if (!state.compareAndSet(expected, State.CLOSED)) {
            return false;
        }
        transport.close();
        return true;
    }

    /** Closes the connection, whatever it is at. */
    @Override
    public void close() {
        state.set(State.CLOSED);
        transport.close();
    }

    /** Waits for a request's first byte. False when the client has sent its last. */
    private boolean awaitRequest() throws IOException {
        while (!skipEmptyLines()) {
            if (!receive()) {
                return false;
            }
        }
        return true;
    }

    /** Skips the empty lines that some clients send between requests. False when no bytes are left. */
    private boolean skipEmptyLines() {
        while (input.hasRemaining()) {
            byte next = input.get(input.position());
            if (next != '\r' && next != '\n') {
                return true;
            }
            input.get();
        }
        return false;
    }

    /** One request, whose first byte is there, and its answer. False when the connection is to be closed. */
    private boolean exchange() throws IOException {
        if (!claim()) {
            return false;
        }
        steps++;
        // Given back only after a whole request: a parser that has seen anything else is dropped.
        RequestParser parser = PARSERS.borrow();
        Reception reception = receiveRequest(parser);
        if (receiving != Waiting.FOR_NOTHING) {
            receiving = Waiting.FOR_NOTHING;
        }
        return switch (reception) {
            case ENDED -> {
                Waiting late = expired;
                if (late == null) {
                    yield false;
                }
                refuse(Problem.badRequest(
                        408, "the " + (late == Waiting.FOR_A_HEAD ? "head" : "body") + " took too long to come"));
                yield true;
            }
            case REFUSED -> {
                refuse(parser.problem());
                yield true;
            }
            case WHOLE -> {
                Request request = parser.request();
                parser.reset();
                PARSERS.giveBack(parser);
                giveInputBack();
                yield answer(request);
            }
        };
    }

    private enum Reception {
        WHOLE,
        REFUSED,
        ENDED
    }

    private Reception receiveRequest(RequestParser parser) throws IOException {
        Waiting rest = Waiting.FOR_A_HEAD;
        while (true) {
            switch (parser.parse(input, limits)) {
                case WHOLE -> {
                    return Reception.WHOLE;
                }
                case REFUSED -> {
                    return Reception.REFUSED;
                }
                case HEAD -> {
                    rest = Waiting.FOR_A_BODY;
                    if (parser.expectsContinue() && !input.hasRemaining()) {
                        write(ByteBuffer.wrap(CONTINUE));
                    }
                }
                case MORE -> {
                    receiving = rest;
                    if (!receive()) {
                        return Reception.ENDED;
                    }
                }
            }
        }
    }

    private boolean answer(Request request) throws IOException {
        state.set(State.ANSWERING);
        Reply reply = handler.handle(request.client());
        // A body without chunks has no other end than the connection's.
        boolean last = draining || (reply instanceof Reply.Streamed && !request.takesChunks());
        Persistence persistence = last ? Persistence.CLOSE : request.persistence();
        switch (reply) {
            case Reply.Whole(Answer answer) -> write(answer, persistence, request.headOnly());
            case Reply.Streamed streamed -> stream(streamed, request, persistence);
        }
        if (persistence == Persistence.CLOSE) {
            if (input.hasRemaining()) {
                linger();
                return true;
            }
            return false;
        }
        // A drain that came since found the connection busy, and left its end to this.
        return state.compareAndSet(State.ANSWERING, State.IDLE) && !draining;
    }

    /** Sends a body as it is made. Throws where it broke off: whoever called closes the connection, which tells the client. */
    private void stream(Reply.Streamed reply, Request request, Persistence persistence) throws IOException {
        boolean chunked = request.takesChunks();
        byte[] head = AnswerHeads.streamHead(reply.contentType(), chunked, persistence);
        if (request.headOnly()) {
            write(ByteBuffer.wrap(head));
            return;
        }
        var client = new AnswerStream(this::write, head, chunked);
        boolean whole = false;
        try {
            transport.whilePeerStays(() -> {
                reply.body().writeTo(client);
                client.end();
            });
            whole = true;
        } catch (IOException e) {
            throw e;
        } catch (ProblemException e) {
            if (client.begun()) {
                throw new IOException("the stream broke off: " + e.getMessage(), e);
            }
            write(Answer.of(e.problem()), persistence, false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the stream was interrupted", e);
        } catch (Exception e) {
            throw new IOException("the stream broke off: " + e, e);
        } finally {
            if (!whole && client.begun() && !chunked) {
                // Where the connection's end is the body's, an orderly one would make it look whole.
                transport.reset();
            }
        }
    }

    private void linger() throws IOException {
        transport.closeOutput();
        input.position(input.limit());
        state.set(State.LINGERING);
    }

    /** Throws away what a refused client goes on sending. False when it has closed too, or has sent too much. */
    private boolean discard() throws IOException {
        if (!receive()) {
            return false;
        }
        lingeredBytes += input.remaining();
        input.position(input.limit());
        return lingeredBytes <= LINGER_BYTES_MAX;
    }

    private void write(Answer answer, Persistence persistence, boolean headOnly) throws IOException {
        byte[] head = AnswerHeads.head(answer, persistence);
        byte[] body = answer.body();
        if (headOnly) {
            write(ByteBuffer.wrap(head));
        } else if (body.length <= COPIED_BYTES_MAX) {
            write(ByteBuffer.allocate(head.length + body.length)
                    .put(head)
                    .put(body)
                    .flip());
        } else {
            write(ByteBuffer.wrap(head), ByteBuffer.wrap(body));
        }
    }

    private void write(ByteBuffer... sources) throws IOException {
        steps++;
        writing = sources;
        try {
            transport.write(sources);
        } finally {
            writing = null;
        }
    }

    /** Reads into the buffer, which is used up. False when the client has sent its last. */
    private boolean receive() throws IOException {
        giveInputBack();
        if (!holdsInput()) {
            if (transport.canAwaitReadable()) {
                transport.awaitReadable();
            }
            input = INPUTS.borrow();
        }
        input.clear();
        int count = -1;
        try {
            count = transport.read(input);
        } finally {
            input.flip();
        }
        if (count < 0) {
            giveInputBack();
        }
        return count >= 0;
    }

    private boolean holdsInput() {
        return input.capacity() > 0;
    }

    /** Unless bytes are left in it, or the next read will wait with it. */
    private void giveInputBack() {
        if (holdsInput() && !input.hasRemaining() && transport.canAwaitReadable()) {
            INPUTS.giveBack(input);
            input = NONE;
        }
    }
}

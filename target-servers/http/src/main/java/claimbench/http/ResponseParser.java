package claimbench.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * Turns bytes into one response at a time, skipping interim ones (1xx). The client's counterpart of
 * {@link RequestParser}. It does no I/O. One caller at a time.
 */
final class ResponseParser implements HttpParser.ResponseHandler {
    /** Longest answer that is taken, in bytes of its body. */
    static final int BODY_BYTES_MAX = 1024 * 1024;

    /** A response's bytes on the wire beyond its body: heads, chunk sizes, trailers. */
    private static final int WIRE_BYTES_MAX = 8 * BODY_BYTES_MAX;

    private static final byte[] NOTHING = {};

    private final HttpParser parser = new HttpParser(this, -1, HttpCompliance.RFC9110);
    private final ByteBuffer nothing = ByteBuffer.wrap(NOTHING);

    private int status;
    private HttpVersion version = HttpVersion.HTTP_1_1;
    private boolean close;
    private boolean keepAlive;
    private boolean started;
    private boolean ended;
    private boolean headWhole;
    private boolean whole;
    private long wireBytes;
    private ByteArrayOutputStream body = new ByteArrayOutputStream();
    private @Nullable String failure;

    ResponseParser() {
        parser.setHeaderCacheSize(0);
    }

    /**
     * Takes in bytes up to the response's last.
     *
     * @return whether the response is whole
     * @throws IOException where it is malformed or too long; the parser is of no more use
     */
    boolean parse(ByteBuffer bytes) throws IOException {
        wireBytes += bytes.remaining();
        do {
            parser.parseNext(bytes);
            check();
            if (whole && status < 200) {
                // An interim answer: the one that counts follows.
                whole = false;
                headWhole = false;
                parser.reset();
            }
        } while (!whole && bytes.hasRemaining());
        return whole;
    }

    /**
     * The part of the body that has been taken in and not been asked for yet, of a response that is handed on part by part:
     * its length has no limit then.
     *
     * @return empty where there is none
     */
    byte[] takePart() {
        byte[] part = body.toByteArray();
        body.reset();
        wireBytes = 0;
        return part;
    }

    /** Whether a status line is there. */
    boolean started() {
        return started;
    }

    /** Whether status and headers are there. */
    boolean headWhole() {
        return headWhole;
    }

    /** Whether the response is. */
    boolean whole() {
        return whole;
    }

    int status() {
        return status;
    }

    /**
     * The peer has sent its last byte, which may be what ends the response.
     *
     * @throws IOException where the response is not whole
     */
    void end() throws IOException {
        ended = true;
        if (parser.isState(HttpParser.State.EOF_CONTENT)) {
            parser.atEOF();
            parser.parseNext(nothing.clear());
            check();
        }
        if (!whole) {
            throw new IOException("the connection ended before the answer did");
        }
    }

    private void check() throws IOException {
        if (failure != null) {
            throw new IOException(failure);
        }
        if (body.size() > BODY_BYTES_MAX || wireBytes > WIRE_BYTES_MAX) {
            throw new IOException("the answer is longer than " + BODY_BYTES_MAX + " bytes");
        }
    }

    /** The whole response. */
    ClientResponse response() {
        return new ClientResponse(status, body.toByteArray());
    }

    /** Whether the connection may carry another request after this response. */
    boolean persistent() {
        return !ended && !close && (version == HttpVersion.HTTP_1_1 || keepAlive);
    }

    /** Forgets the response that is whole; the next one may come. */
    void reset() {
        parser.reset();
        close = false;
        keepAlive = false;
        started = false;
        headWhole = false;
        whole = false;
        wireBytes = 0;
        // A new one where the body was long, so that a pool of parsers holds no bodies.
        if (body.size() > HttpConnection.INPUT_BYTES) {
            body = new ByteArrayOutputStream();
        } else {
            body.reset();
        }
    }

    @Override
    public void startResponse(HttpVersion version, int status, @Nullable String reason) {
        started = true;
        this.version = version;
        this.status = status;
    }

    @Override
    public void parsedHeader(HttpField field) {
        if (field.getHeader() == HttpHeader.CONNECTION) {
            close |= field.contains(HttpHeaderValue.CLOSE.asString());
            keepAlive |= field.contains(HttpHeaderValue.KEEP_ALIVE.asString());
        }
    }

    @Override
    public boolean headerComplete() {
        headWhole = true;
        return false;
    }

    @Override
    public boolean content(ByteBuffer item) {
        byte[] part = new byte[item.remaining()];
        item.get(part);
        body.writeBytes(part);
        return false;
    }

    @Override
    public boolean contentComplete() {
        return false;
    }

    @Override
    public boolean messageComplete() {
        whole = true;
        return true;
    }

    @Override
    public void earlyEOF() {
        failure = "the answer's body is malformed HTTP";
    }

    @Override
    public void badMessage(HttpException problem) {
        failure = "the answer is malformed HTTP: " + problem.getReason();
    }
}

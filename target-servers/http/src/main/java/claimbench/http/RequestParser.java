package claimbench.http;

import claimbench.contract.ClientRequest;
import claimbench.contract.HttpLimits;
import claimbench.contract.Problem;
import claimbench.contract.RequestTarget;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * Turns bytes into one request at a time. Jetty's parser knows the grammar and refuses what can smuggle a request past
 * it; this class keeps the few things that a handler needs, counts against the limits, and says what is wrong. The few
 * things that Jetty takes and a server had better not are refused here, in {@link RequestLine} and in {@link HostLine}. It does no I/O. One
 * caller at a time.
 *
 * <p>The parser's own limit and header cache are off. The limit logs a warning for each request that breaks it. The cache
 * would remember one client's headers for another's, and makes up most of a parser's weight.
 */
final class RequestParser implements HttpParser.RequestHandler {
    /** A body's bytes on the wire, chunk sizes and trailers included, may be this many times as many as decoded ones. */
    private static final int WIRE_FACTOR = 8;

    /** What the bytes so far amount to. */
    enum Progress {
        /** The bytes are used up and the request is not whole. */
        MORE,
        /** The head is whole and a body follows. Comes once in a request, if at all. */
        HEAD,
        /** The request is whole; bytes may be left over. */
        WHOLE,
        /** The request is malformed or too large: see {@link #problem}. The parser is of no more use. */
        REFUSED
    }

    /** Strict but for one thing: it refuses a host with an empty port, which is sound; so hosts are looked at by {@link HostLine}. */
    private static final HttpCompliance COMPLIANCE =
            HttpCompliance.STRICT.with("STRICT_BUT_HOST", HttpCompliance.Violation.UNSAFE_HOST_HEADER);

    private final HttpParser parser = new HttpParser(this, -1, COMPLIANCE);
    private final RequestLine line = new RequestLine();
    private final HostLine host = new HostLine();

    private String method = "";
    private String target = "";
    private HttpVersion version = HttpVersion.HTTP_1_1;
    private @Nullable String accept;
    private boolean close;
    private boolean keepAlive;
    private boolean expectsContinue;
    private boolean started;
    private boolean headWhole;
    private boolean whole;
    private long headBytes;
    private long wireBytes;
    private long bodyBytes;
    private @Nullable ByteArrayOutputStream body;
    private @Nullable Problem problem;

    RequestParser() {
        parser.setHeaderCacheSize(0);
    }

    /** Takes in bytes up to the next thing to decide. Bytes behind the request's last are left. */
    Progress parse(ByteBuffer bytes, HttpLimits limits) {
        String flaw = line.flaw(bytes);
        if (flaw == null) {
            flaw = host.flaw(bytes);
        }
        if (flaw != null) {
            malformed(flaw);
            return Progress.REFUSED;
        }
        boolean inHead = !headWhole;
        boolean stopped;
        int used = 0;
        do {
            int before = bytes.remaining();
            stopped = parser.parseNext(bytes);
            if (problem != null) {
                return Progress.REFUSED;
            }
            used += before - bytes.remaining();
        } while (!stopped && bytes.hasRemaining());
        if (inHead) {
            headBytes += used;
        } else {
            wireBytes += used;
        }
        problem = overLimit(limits);
        if (problem != null) {
            return Progress.REFUSED;
        }
        if (whole) {
            return Progress.WHOLE;
        }
        return inHead && headWhole ? Progress.HEAD : Progress.MORE;
    }

    private @Nullable Problem overLimit(HttpLimits limits) {
        if (headBytes > limits.headBytesMax()) {
            // The line's length is that of its words; before it is whole, all that came is the line.
            int line = method.length() + target.length() + " HTTP/1.1\r\n".length() + 1;
            return started && line <= limits.headBytesMax()
                    ? Problem.badRequest(431, "the head is longer than " + limits.headBytesMax() + " bytes")
                    : Problem.badRequest(414, "the request line is longer than " + limits.headBytesMax() + " bytes");
        }
        if (Math.max(bodyBytes, headWhole ? parser.getContentLength() : 0) > limits.bodyBytesMax()
                || wireBytes > (long) limits.bodyBytesMax() * WIRE_FACTOR) {
            return Problem.badRequest(413, "the body is longer than " + limits.bodyBytesMax() + " bytes");
        }
        return null;
    }

    /** The whole request. */
    Request request() {
        var local = RequestTarget.of(target);
        return new Request(
                new ClientRequest(
                        method,
                        local.path(),
                        local.rawQuery(),
                        accept,
                        body == null ? ClientRequest.NO_BODY : body.toByteArray()),
                persistence(),
                version == HttpVersion.HTTP_1_1);
    }

    private Persistence persistence() {
        if (version == HttpVersion.HTTP_1_1) {
            return close ? Persistence.CLOSE : Persistence.KEEP;
        }
        return keepAlive && !close ? Persistence.KEEP_AND_SAY_SO : Persistence.CLOSE;
    }

    /** Why the request is refused. */
    Problem problem() {
        return Objects.requireNonNull(problem);
    }

    /** Whether the client waits for a word before it sends the body. */
    boolean expectsContinue() {
        return expectsContinue;
    }

    /** Forgets the request that is whole; the next one may come. */
    void reset() {
        parser.reset();
        line.reset();
        host.reset();
        accept = null;
        close = false;
        keepAlive = false;
        expectsContinue = false;
        started = false;
        headWhole = false;
        whole = false;
        headBytes = 0;
        wireBytes = 0;
        bodyBytes = 0;
        body = null;
    }

    private void malformed(@Nullable String reason) {
        problem = Problem.badRequest(400, "malformed HTTP" + (reason == null || reason.isEmpty() ? "" : ": " + reason));
    }

    @Override
    public void startRequest(String method, String uri, HttpVersion version) {
        this.method = method;
        target = uri;
        this.version = version;
        started = true;
        if (version != HttpVersion.HTTP_1_1 && version != HttpVersion.HTTP_1_0) {
            malformed("the version must be HTTP/1.1 or HTTP/1.0");
        } else if (uri.indexOf('#') >= 0) {
            malformed("a request's target has no fragment");
        }
    }

    @Override
    public void parsedHeader(HttpField field) {
        HttpHeader header = field.getHeader();
        if (header == null) {
            return;
        }
        switch (header) {
            case ACCEPT -> accept = accept == null ? field.getValue() : accept + ", " + field.getValue();
            case CONNECTION -> {
                close |= field.contains(HttpHeaderValue.CLOSE.asString());
                keepAlive |= field.contains(HttpHeaderValue.KEEP_ALIVE.asString());
            }
            case TRANSFER_ENCODING -> {
                if (!HttpHeaderValue.CHUNKED.is(field.getValue())) {
                    malformed("the header Transfer-Encoding may only be chunked");
                }
            }
            case EXPECT -> expectsContinue |= field.contains(HttpHeaderValue.CONTINUE.asString());
            default -> {
                // Nothing else bears on an answer.
            }
        }
    }

    @Override
    public boolean headerComplete() {
        headWhole = true;
        if (parser.isChunking() && version == HttpVersion.HTTP_1_0) {
            malformed("Transfer-Encoding is not of HTTP/1.0");
        }
        expectsContinue &= version == HttpVersion.HTTP_1_1;
        return problem != null || parser.isChunking() || parser.getContentLength() > 0;
    }

    @Override
    public boolean content(ByteBuffer item) {
        bodyBytes += item.remaining();
        if (method.equals("POST")) {
            keep(item);
        }
        return false;
    }

    /** Bodies of other methods are read, counted and thrown away. What is beyond the limit is refused with the next look. */
    private void keep(ByteBuffer item) {
        if (body == null) {
            body = new ByteArrayOutputStream();
        }
        byte[] part = new byte[item.remaining()];
        item.get(part);
        body.writeBytes(part);
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

    /** The parser calls this, too, when a body is malformed. */
    @Override
    public void earlyEOF() {
        malformed("the body is not chunked as it should be");
    }

    @Override
    public void badMessage(HttpException failure) {
        malformed(failure.getReason());
    }
}

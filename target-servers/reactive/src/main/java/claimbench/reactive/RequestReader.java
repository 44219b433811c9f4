package claimbench.reactive;

import claimbench.contract.ClientRequest;
import claimbench.contract.HostHeader;
import claimbench.contract.HttpLimits;
import claimbench.contract.Problem;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stands behind the decoder, and hands on a request when that has been read to its end and is sound. Bodies are kept for
 * POST; those of other methods are read, counted and thrown away. What is malformed, too large or too slow is handed on
 * as a refusal, and nothing after it: left to itself Reactor Netty would answer with a bare status.
 *
 * <p>One for each connection; called by its event loop alone.
 */
final class RequestReader extends ChannelInboundHandlerAdapter {
    private final HttpLimits limits;
    private @Nullable HttpRequest head;
    private @Nullable ByteArrayOutputStream body;
    private long bodyBytes;
    private boolean refused;

    /** A reader of a connection that has sent nothing yet. */
    RequestReader(HttpLimits limits) {
        this.limits = limits;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (refused) {
                return;
            }
            switch (message) {
                case Problem problem -> refuse(context, problem);
                case HttpObject part -> read(context, part);
                default -> {
                    // No decoder makes anything else.
                }
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    /** Whether nothing more is taken from this connection, whose last answer says why. */
    boolean isRefused() {
        return refused;
    }

    private void read(ChannelHandlerContext context, HttpObject part) {
        Problem problem = problem(part);
        if (problem != null) {
            refuse(context, problem);
            return;
        }
        if (part instanceof HttpRequest request) {
            head = request;
            String host = request.headers().get(HttpHeaderNames.HOST);
            if (host != null && host.endsWith(":")) {
                // An empty port is a sound one, but not to Reactor Netty.
                request.headers().set(HttpHeaderNames.HOST, host.substring(0, host.length() - 1));
            }
            body = null;
            bodyBytes = 0;
            if (HttpUtil.is100ContinueExpected(request)) {
                request.headers().remove(HttpHeaderNames.EXPECT); // it is met here, not by Reactor Netty
                context.fireChannelRead(RequestQueue.EXPECTATION);
            }
        }
        HttpRequest whole = head;
        if (part instanceof HttpContent content
                && whole != null
                && whole.method().equals(HttpMethod.POST)
                && content.content().isReadable()) {
            keep(content);
        }
        if (part instanceof LastHttpContent && whole != null) {
            context.fireChannelRead(Received.request(whole, body == null ? ClientRequest.NO_BODY : body.toByteArray()));
            head = null;
            body = null;
        }
    }

    private void keep(HttpContent content) {
        if (body == null) {
            body = new ByteArrayOutputStream();
        }
        byte[] part = new byte[content.content().readableBytes()];
        content.content().readBytes(part);
        body.writeBytes(part);
    }

    private void refuse(ChannelHandlerContext context, Problem problem) {
        refused = true;
        head = null;
        body = null;
        context.fireChannelRead(Received.refused(problem));
    }

    private @Nullable Problem problem(HttpObject part) {
        if (part.decoderResult().isFailure()) {
            return problem(part.decoderResult().cause());
        }
        if (part instanceof HttpRequest request) {
            return problem(request);
        }
        if (part instanceof HttpContent content) {
            bodyBytes += content.content().readableBytes();
            return bodyBytes > limits.bodyBytesMax() ? bodyTooLarge() : null;
        }
        return null;
    }

    private Problem problem(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException e
            when head == null ->
                Problem.badRequest(414, "the request line is longer than " + limits.headBytesMax() + " bytes");
            case TooLongHttpHeaderException e
            when head == null -> Problem.badRequest(431, "the head is longer than " + limits.headBytesMax() + " bytes");
            default -> Problem.badRequest(400, "malformed HTTP: " + cause.getMessage());
        };
    }

    private @Nullable Problem problem(HttpRequest request) {
        HttpVersion version = request.protocolVersion();
        HttpHeaders headers = request.headers();
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            return Problem.badRequest(400, "the version must be HTTP/1.1 or HTTP/1.0");
        }
        if (request.uri().indexOf('#') >= 0) {
            return Problem.badRequest(400, "malformed HTTP: a request's target has no fragment");
        }
        if (!hasSoundHost(headers, version)) {
            return Problem.badRequest(400, "the header Host must be there once, as HOST or HOST:PORT");
        }
        List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (!codings.isEmpty()
                && (codings.size() > 1 || !codings.getFirst().strip().equalsIgnoreCase("chunked"))) {
            return Problem.badRequest(400, "the header Transfer-Encoding may only be chunked");
        }
        if (codings.isEmpty() && !headers.contains(HttpHeaderNames.CONTENT_LENGTH) && isOldWebSocket(request)) {
            return Problem.badRequest(400, "malformed HTTP: a request for a WebSocket of a draft that nobody speaks");
        }
        return codings.isEmpty() && HttpUtil.getContentLength(request, 0L) > limits.bodyBytesMax()
                ? bodyTooLarge()
                : null;
    }

    /** Netty takes such a request to have a body of eight bytes, of which nothing is said in it. */
    private static boolean isOldWebSocket(HttpRequest request) {
        return HttpUtil.getContentLength(request, 0L) > 0;
    }

    private boolean hasSoundHost(HttpHeaders headers, HttpVersion version) {
        List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
        return hosts.isEmpty()
                ? version.equals(HttpVersion.HTTP_1_0)
                : hosts.size() == 1 && HostHeader.isSound(hosts.getFirst());
    }

    private Problem bodyTooLarge() {
        return Problem.badRequest(413, "the body is longer than " + limits.bodyBytesMax() + " bytes");
    }
}

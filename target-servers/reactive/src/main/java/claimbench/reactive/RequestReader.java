package claimbench.reactive;

import claimbench.contract.HttpLimits;
import claimbench.contract.Problem;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Stands behind Netty's codec, and hands on the head of a request when that has been read to its end and is sound. No
 * route has a use for a body, so bodies are dropped here. What is malformed or too large is handed on as a
 * {@link Refusal}, and nothing after it: left to itself Reactor Netty would answer with a bare status.
 *
 * <p>One for each connection; called by its event loop alone.
 */
final class RequestReader extends ChannelInboundHandlerAdapter {
    private final HttpLimits limits;
    private @Nullable HttpRequest head;
    private long bodyBytes;
    private boolean refused;
    private boolean handedOn;

    /** A reader of a connection that has sent nothing yet. */
    RequestReader(HttpLimits limits) {
        this.limits = limits;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (!refused && message instanceof HttpObject part) {
                read(context, part);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    /** Connections are read when asked for: what was taken in here and not handed on must not stop that. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (!handedOn && !refused) {
            context.read();
        }
        handedOn = false;
        context.fireChannelReadComplete();
    }

    private void read(ChannelHandlerContext context, HttpObject part) {
        Problem problem = problem(part);
        if (problem != null) {
            refused = true;
            head = null;
            handOn(context, Refusal.request(problem));
            return;
        }
        if (part instanceof HttpRequest request) {
            head = request;
            bodyBytes = 0;
            if (HttpUtil.is100ContinueExpected(request)) {
                // A client that is gone before this is sent is noticed when its answer is.
                var _ = context.writeAndFlush(new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
                request.headers().remove(HttpHeaderNames.EXPECT);
            }
        }
        if (part instanceof LastHttpContent && head != null) {
            HttpRequest whole = head;
            head = null;
            handOn(context, whole);
        }
    }

    private void handOn(ChannelHandlerContext context, HttpRequest request) {
        handedOn = true;
        context.fireChannelRead(request);
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
            case TooLongHttpLineException e ->
                Problem.badRequest(414, "the request line is longer than " + limits.headBytesMax() + " bytes");
            case TooLongHttpHeaderException e ->
                Problem.badRequest(431, "the head is longer than " + limits.headBytesMax() + " bytes");
            default -> Problem.badRequest(400, "malformed HTTP: " + cause.getMessage());
        };
    }

    private @Nullable Problem problem(HttpRequest request) {
        HttpVersion version = request.protocolVersion();
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            return Problem.badRequest(400, "the version must be HTTP/1.1 or HTTP/1.0");
        }
        if (!hasSoundHost(request.headers(), version)) {
            return Problem.badRequest(400, "the header Host must be there once, as HOST or HOST:PORT");
        }
        return HttpUtil.getContentLength(request, 0L) > limits.bodyBytesMax() ? bodyTooLarge() : null;
    }

    private static boolean hasSoundHost(HttpHeaders headers, HttpVersion version) {
        Iterator<String> hosts = headers.valueStringIterator(HttpHeaderNames.HOST);
        if (!hosts.hasNext()) {
            return version.equals(HttpVersion.HTTP_1_0);
        }
        return hasSoundPort(hosts.next()) && !hosts.hasNext();
    }

    private static boolean hasSoundPort(String host) {
        int colon = host.indexOf(':', host.indexOf(']') + 1);
        for (int i = colon + 1; colon >= 0 && i < host.length(); i++) {
            if (!Character.isDigit(host.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private Problem bodyTooLarge() {
        return Problem.badRequest(413, "the body is longer than " + limits.bodyBytesMax() + " bytes");
    }
}

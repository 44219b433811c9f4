package claimbench.reactive;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;

/**
 * Keeps back the requests that a client sends ahead of its answers, and lets Reactor Netty see one at a time. Given
 * several, its version 1.3 may stop reading a connection for good, or leave requests unanswered when the last of them
 * ends the connection.
 *
 * <p>A connection is read on while a request is being answered, or nobody would notice a client that leaves; but once
 * something is ahead, only when that has had its turn. So what one client can have here at once is what one read brings.
 *
 * <p>A client may end its output and still want the answers to what it has sent (RFC 9112, 9.6): it gets them, and the
 * connection ends with the last. But a stream's client has left then: the next part might be long in coming, and whether
 * anybody still wants it would not be known before it is sent.
 *
 * <p>One for each connection; called by its event loop alone.
 */
final class RequestQueue extends ChannelDuplexHandler {
    /** Stands in the queue for a client that waits for a word before it sends its body. */
    static final Object EXPECTATION = new Object();

    private static final AttributeKey<RequestQueue> OF_CHANNEL = AttributeKey.valueOf(RequestQueue.class, "of-channel");

    private final ResponseEncoder encoder;

    /** {@link Received}, or {@link #EXPECTATION}. */
    private final Queue<Object> ahead = new ArrayDeque<>();

    private @Nullable ChannelHandlerContext context;
    private @Nullable Received current;
    private boolean answering;
    private boolean streaming;
    private boolean inputEnded;
    private boolean readWanted;
    private long answered;

    RequestQueue(ResponseEncoder encoder) {
        this.encoder = encoder;
    }

    /** Tells the queue of a connection that Reactor Netty has done with a request. */
    static void observe(Connection connection, ConnectionObserver.State state) {
        if (state.equals(ConnectionObserver.State.DISCONNECTING)) {
            RequestQueue queue = connection.channel().attr(OF_CHANNEL).get();
            if (queue != null) {
                queue.answered();
            }
        }
    }

    /** What is being answered on this connection. */
    static Received current(Connection connection) {
        return Objects.requireNonNull(connection.channel().attr(OF_CHANNEL).get().current);
    }

    /** Tells the queue of a connection that what is being answered is answered with a stream. */
    static void streams(Connection connection) {
        RequestQueue queue = connection.channel().attr(OF_CHANNEL).get();
        queue.streaming = true;
        if (queue.inputEnded) {
            // When the stream has begun that is to be cancelled.
            Objects.requireNonNull(queue.context).executor().execute(queue::close);
        }
    }

    /** Whether a request is being answered. */
    boolean isAnswering() {
        return answering;
    }

    /** How many requests have been answered. */
    long answeredCount() {
        return answered;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext itsContext) {
        context = itsContext;
        itsContext.channel().attr(OF_CHANNEL).set(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext itsContext, Object message) {
        ahead.add(message);
        next();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext itsContext) {
        itsContext.fireChannelReadComplete();
        read(itsContext);
    }

    @Override
    public void read(ChannelHandlerContext itsContext) {
        readWanted = !ahead.isEmpty();
        if (!readWanted) {
            itsContext.read();
        }
    }

    /** Not handed on: Reactor Netty knows only connections that have ended as a whole. */
    @Override
    public void userEventTriggered(ChannelHandlerContext itsContext, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            if (streaming) {
                close();
            } else {
                endAfterLast();
            }
        } else {
            itsContext.fireUserEventTriggered(event);
        }
    }

    /** Ends a connection from which nothing more comes when all that came is answered, and sent. */
    private void endAfterLast() {
        if (inputEnded && !answering && ahead.isEmpty()) {
            var _ = Objects.requireNonNull(context)
                    .writeAndFlush(Unpooled.EMPTY_BUFFER)
                    .addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void close() {
        var _ = Objects.requireNonNull(context).close();
    }

    private void answered() {
        answered++;
        streaming = false;
        if (ahead.isEmpty()) {
            answering = false;
            endAfterLast();
        } else {
            // In a turn of its own, when Reactor Netty's call that led here has come to its end.
            Objects.requireNonNull(context).executor().execute(() -> {
                answering = false;
                next();
            });
        }
    }

    private void next() {
        ChannelHandlerContext context = Objects.requireNonNull(this.context);
        while (!answering && !ahead.isEmpty() && context.channel().isActive()) {
            if (ahead.remove() instanceof Received received) {
                answering = true;
                current = received;
                encoder.answering(received.head().method());
                context.fireChannelRead(received.head());
                context.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
            } else {
                // A client that is gone before this is sent is noticed when its answer is.
                var _ = context.writeAndFlush(new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
            }
        }
        if (readWanted && ahead.isEmpty()) {
            readWanted = false;
            context.read();
        }
        endAfterLast();
    }
}

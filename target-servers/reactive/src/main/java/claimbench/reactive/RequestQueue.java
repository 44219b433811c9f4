package claimbench.reactive;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
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
 * ends the connection. Netty's codec bounds how many can be ahead.
 *
 * <p>One for each connection; called by its event loop alone.
 */
final class RequestQueue extends ChannelInboundHandlerAdapter {
    private static final AttributeKey<RequestQueue> OF_CHANNEL = AttributeKey.valueOf(RequestQueue.class, "of-channel");

    private final Queue<HttpRequest> ahead = new ArrayDeque<>();
    private @Nullable ChannelHandlerContext context;
    private boolean answering;

    /** Tells the queue of a connection that Reactor Netty has done with a request. */
    static void observe(Connection connection, ConnectionObserver.State state) {
        if (state.equals(ConnectionObserver.State.DISCONNECTING)) {
            RequestQueue queue = connection.channel().attr(OF_CHANNEL).get();
            if (queue != null) {
                queue.answered();
            }
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext itsContext) {
        context = itsContext;
        itsContext.channel().attr(OF_CHANNEL).set(this);
    }

    /** Takes the head of a whole request. */
    @Override
    public void channelRead(ChannelHandlerContext itsContext, Object message) {
        ahead.add((HttpRequest) message);
        next();
    }

    private void answered() {
        if (ahead.isEmpty()) {
            answering = false;
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
        if (!answering && !ahead.isEmpty() && context.channel().isActive()) {
            answering = true;
            context.fireChannelRead(ahead.remove());
            context.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
        }
    }
}

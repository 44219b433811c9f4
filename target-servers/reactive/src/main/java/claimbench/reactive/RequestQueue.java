package claimbench.reactive;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayDeque;
import java.util.Queue;
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
    private final Queue<HttpRequest> ahead = new ArrayDeque<>();
    private boolean answering;

    /** Tells the queue of a connection that Reactor Netty has done with a request. */
    static void observe(Connection connection, ConnectionObserver.State state) {
        if (state.equals(ConnectionObserver.State.DISCONNECTING)) {
            Channel channel = connection.channel();
            ChannelHandlerContext context = channel.pipeline().context(RequestQueue.class);
            if (context != null && channel.isActive()) {
                // In a turn of its own, when Reactor Netty's call that led here has come to its end.
                channel.eventLoop().execute(() -> ((RequestQueue) context.handler()).answered(context));
            }
        }
    }

    /** Takes the head of a whole request. */
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ahead.add((HttpRequest) message);
        next(context);
    }

    private void answered(ChannelHandlerContext context) {
        answering = false;
        next(context);
    }

    private void next(ChannelHandlerContext context) {
        if (!answering && !ahead.isEmpty()) {
            answering = true;
            context.fireChannelRead(ahead.remove());
            context.fireChannelRead(LastHttpContent.EMPTY_LAST_CONTENT);
        }
    }
}

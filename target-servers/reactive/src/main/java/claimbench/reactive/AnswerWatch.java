package claimbench.reactive;

import claimbench.contract.UpstreamFailure;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reactor.netty.Connection;
import reactor.netty.NettyPipeline;

/**
 * Gives up a call whose answer does not come, or does not go on: head and parts alike. Reactor Netty's own limit would
 * count the time, too, in which nothing is read since our client takes nothing; here each demand begins it anew, and it
 * stands still without one. It is on its connection for one call; called by that connection's event loop alone.
 */
final class AnswerWatch extends IdleStateHandler {
    private static final String NAME = "answer-watch";

    private final Duration silenceMax;
    private boolean readOnce;

    AnswerWatch(Duration silenceMax) {
        super(silenceMax.toNanos(), 0, 0, TimeUnit.NANOSECONDS);
        this.silenceMax = silenceMax;
    }

    /** Puts one on a connection that a call has just been sent on, nearest to the socket. */
    static void watch(Connection connection, Duration silenceMax) {
        connection.channel().pipeline().addBefore(NettyPipeline.HttpCodec, NAME, new AnswerWatch(silenceMax));
        var _ = connection.onTerminate().subscribe(none -> {}, failure -> {}, () -> connection.removeHandler(NAME));
    }

    @Override
    public void read(ChannelHandlerContext context) throws Exception {
        resetReadTimeout();
        readOnce = !context.channel().config().isAutoRead();
        super.read(context);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        readOnce = false;
        super.channelReadComplete(context);
    }

    @Override
    protected void channelIdle(ChannelHandlerContext context, IdleStateEvent event) {
        if (readOnce || context.channel().config().isAutoRead()) {
            context.fireExceptionCaught(new IOException(UpstreamFailure.silent(silenceMax)));
            var _ = context.close();
        }
    }
}

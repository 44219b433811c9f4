package claimbench.reactive;

import claimbench.contract.HttpLimits;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.CombinedChannelDuplexHandler;
import reactor.netty.NettyPipeline;

/**
 * What stands between a client's socket and Reactor Netty, from the socket on: {@link ClientWatch}, the codec
 * ({@link RequestDecoder} and {@link ResponseEncoder} in place of Netty's pair), {@link RequestReader},
 * {@link RequestQueue}.
 */
final class ClientPipeline {
    private ClientPipeline() {}

    /** Fits a connection out before it is read. */
    static void fit(Channel channel, HttpLimits limits, Patience patience) {
        var decoder = new RequestDecoder(limits);
        var encoder = new ResponseEncoder();
        var reader = new RequestReader(limits);
        var queue = new RequestQueue(encoder);
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.replace(
                NettyPipeline.HttpCodec, NettyPipeline.HttpCodec, new CombinedChannelDuplexHandler<>(decoder, encoder));
        pipeline.addBefore(NettyPipeline.HttpCodec, "client-watch", new ClientWatch(patience, decoder, reader, queue));
        pipeline.addBefore(NettyPipeline.HttpTrafficHandler, "request-reader", reader);
        pipeline.addBefore(NettyPipeline.HttpTrafficHandler, "request-queue", queue);
    }
}

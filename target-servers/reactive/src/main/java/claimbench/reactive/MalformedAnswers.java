package claimbench.reactive;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpObject;
import java.io.IOException;

/** Makes what Netty's decoder finds wrong with an upstream's answer a failure of the upstream, not one of ours. */
@Sharable
final class MalformedAnswers extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpObject part && part.decoderResult().isFailure()) {
            part.setDecoderResult(DecoderResult.failure(new IOException(
                    "the answer is malformed", part.decoderResult().cause())));
        }
        context.fireChannelRead(message);
    }
}

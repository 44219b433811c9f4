package claimbench.upstream;

import claimbench.contract.TokensRequest;
import io.netty.channel.ChannelOption;
import java.util.function.LongConsumer;
import reactor.core.publisher.Mono;

/** {@link TokensRequest}: a stream of tokens. */
record TokensRoute(LongConsumer latenessNanos) {
    /**
     * Bytes that the system may hold for a reader of a stream. By default it takes more than a whole stream has, and a
     * reader who stops would hold nothing back.
     */
    private static final int SEND_BUFFER_BYTES = 16 * 1024;

    Mono<Reply> handle(Call call) {
        TokensRequest request = TokensRequest.from(call.query());
        call.channel().config().setOption(ChannelOption.SO_SNDBUF, SEND_BUFFER_BYTES);
        return Mono.just(new Reply.Events(
                new TokenStream(call.loop(), request, latenessNanos), request.tokens() + 1 /* the last event */));
    }
}

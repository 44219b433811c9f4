package claimbench.upstream;

import claimbench.contract.Answer;
import claimbench.contract.Problem;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.nio.charset.StandardCharsets;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Answers as a fault has it. What never ends here ends when the client leaves, or when the server stops: then the
 * connection is closed. Immutable.
 *
 * @param stopping completes when the server stops
 */
record FaultySender(Mono<Void> stopping) {
    private static final byte[] SURPLUS = "surplus".getBytes(StandardCharsets.US_ASCII);

    /** Whether a call that is struck does its work, and only its answer is spoilt. */
    static boolean letsWork(FaultKind kind) {
        return switch (kind) {
            case STALL_BODY, SHORT_BODY, LONG_BODY, DRIP -> true;
            case REFUSE, RESET, STALL_HEAD, STATUS_500, STATUS_503, BURST -> false;
        };
    }

    /** The answer to a call that does no work. */
    Publisher<Void> instead(Fault fault, Call call, HttpServerResponse response) {
        return switch (fault.kind()) {
            case REFUSE, RESET -> never(reset(call.channel()));
            case STALL_HEAD -> stall(call.channel());
            case STATUS_500 -> Sender.send(response, failure(500));
            case STATUS_503, BURST -> Sender.send(response, failure(503));
            case STALL_BODY, SHORT_BODY, LONG_BODY, DRIP ->
                throw new IllegalArgumentException("works: " + fault.kind());
        };
    }

    /** The answer to a call whose work is done. */
    Publisher<Void> spoilt(Fault fault, Call call, HttpServerResponse response, Reply reply) {
        Channel channel = call.channel();
        Publisher<ByteBuf> parts = switch (fault.kind()) {
            case STALL_BODY -> Flux.concat(half(reply), stall(channel));
            case SHORT_BODY -> Flux.concat(half(reply), never(closed(channel)));
            case LONG_BODY -> longer(reply, channel);
            case DRIP -> bytes(whole(reply)).concatMap(part -> call.afterMs(fault.gapMs(), part), 1);
            case REFUSE, RESET, STALL_HEAD, STATUS_500, STATUS_503, BURST ->
                throw new IllegalArgumentException("does not work: " + fault.kind());
        };
        return Sender.head(response, reply).send(parts, part -> true);
    }

    private static Answer failure(int status) {
        return Answer.of(new Problem("Fault", status, "the upstream fails, as it was told to", null, null, null));
    }

    /** The first half of a body, or of the events. */
    private static Flux<ByteBuf> half(Reply reply) {
        return switch (reply) {
            case Reply.Whole(Answer answer) ->
                Flux.just(Unpooled.wrappedBuffer(answer.body(), 0, answer.body().length / 2));
            case Reply.Events(Publisher<ByteBuf> events, int count) ->
                Flux.from(events).take(Math.max(count / 2, 1));
        };
    }

    private static Flux<ByteBuf> whole(Reply reply) {
        return switch (reply) {
            case Reply.Whole(Answer answer) -> Flux.just(Unpooled.wrappedBuffer(answer.body()));
            case Reply.Events stream -> Flux.from(stream.events());
        };
    }

    private static Flux<ByteBuf> bytes(Flux<ByteBuf> parts) {
        return parts.concatMap(
                part -> Flux.range(part.readerIndex(), part.readableBytes())
                        .map(index -> Unpooled.wrappedBuffer(new byte[] {part.getByte(index)})),
                1);
    }

    /** A whole answer with bytes behind it: behind its length, or behind its last chunk. */
    private static Flux<ByteBuf> longer(Reply reply, Channel channel) {
        return switch (reply) {
            case Reply.Whole(Answer answer) -> Flux.just(Unpooled.wrappedBuffer(answer.body(), SURPLUS));
            case Reply.Events stream ->
                // The last chunk is written when the events have ended, and this after it.
                Flux.from(stream.events())
                        .doOnComplete(() -> channel.eventLoop().execute(() -> sendRaw(channel, SURPLUS)));
        };
    }

    /** Past every handler that knows of HTTP. */
    private static void sendRaw(Channel channel, byte[] bytes) {
        var _ = channel.pipeline().firstContext().writeAndFlush(Unpooled.wrappedBuffer(bytes));
    }

    private static Mono<Void> reset(Channel channel) {
        return Mono.fromRunnable(() -> {
            // A linger of no time makes the system send RST in place of FIN.
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            var _ = channel.close();
        });
    }

    private static Mono<Void> closed(Channel channel) {
        return Mono.fromRunnable(() -> {
            var _ = channel.close();
        });
    }

    private <T> Mono<T> stall(Channel channel) {
        return never(stopping.then(closed(channel)));
    }

    private static <T> Mono<T> never(Mono<Void> first) {
        return first.then(Mono.never());
    }
}

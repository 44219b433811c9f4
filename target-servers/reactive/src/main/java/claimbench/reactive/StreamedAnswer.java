package claimbench.reactive;

import claimbench.contract.Answer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Sends one answer part by part. Reactor Netty asks the parts' source for as many as it has written to the socket, and
 * cancels the source when the connection is gone: back-pressure and the client's leaving need no line here.
 */
final class StreamedAnswer {
    private static final Logger LOG = LoggerFactory.getLogger(StreamedAnswer.class);

    private final Reply.Streamed reply;
    private final MeasuredRequest measured;
    private final AtomicBoolean whole = new AtomicBoolean();

    StreamedAnswer(Reply.Streamed reply, MeasuredRequest measured) {
        this.reply = reply;
        this.measured = measured;
    }

    /** Begins with the source's first sign of life: until then a failure can be told in a proper answer. */
    Mono<Void> send(HttpServerResponse response, Connection connection) {
        HttpRequest request = RequestQueue.current(connection).head();
        if (request.method().equals(HttpMethod.HEAD)) {
            measured.answered(200);
            return response.header(HttpHeaderNames.CONTENT_TYPE, reply.contentType())
                    .send()
                    .then();
        }
        RequestQueue.streams(connection);
        boolean inChunks = request.protocolVersion().equals(HttpVersion.HTTP_1_1);
        response.chunkedTransfer(inChunks).header(HttpHeaderNames.CONTENT_TYPE, reply.contentType());
        return reply.parts()
                .switchOnFirst((first, parts) -> begin(first, parts, inChunks, response, connection))
                .then();
    }

    private Publisher<Void> begin(
            Signal<? extends ByteBuf> first,
            Flux<ByteBuf> parts,
            boolean inChunks,
            HttpServerResponse response,
            Connection connection) {
        if (first.isOnError()) {
            Answer answer = Answer.of(Failures.problem(Objects.requireNonNull(first.getThrowable())));
            measured.answered(answer.status());
            return Router.send(answer, response);
        }
        return Mono.from(response.send(
                        parts.doOnComplete(() -> whole.set(true))
                                .doOnError(failure -> brokenOff(failure, inChunks, connection)),
                        part -> true))
                // Reactor Netty calls it a success, too, when the connection has gone before the last part.
                .doOnTerminate(() -> {
                    if (whole.get()) {
                        measured.answered(200);
                    } else {
                        measured.abandoned();
                    }
                });
    }

    /** Reactor Netty closes the connection without a last chunk. Where there are no chunks, only a reset tells. */
    private static void brokenOff(Throwable failure, boolean inChunks, Connection connection) {
        LOG.warn("upstream failed in the middle of a stream: {}", failure.toString());
        if (!inChunks) {
            connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        }
    }
}

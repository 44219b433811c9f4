package claimbench.reactive;

import claimbench.contract.FlakyRequest;
import claimbench.contract.Json;
import claimbench.contract.MailRequest;
import claimbench.contract.TokensRequest;
import claimbench.contract.UpstreamRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.NettyPipeline;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClient.RequestSender;
import reactor.netty.http.client.HttpClient.ResponseReceiver;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import tools.jackson.core.JacksonException;

/**
 * Calls of the upstream over connections that are kept. Each call is made once, when it is subscribed to, and fails with
 * an {@link IOException} for whatever is amiss with the upstream. To cancel one is to close its connection: what was
 * asked for on it might still come. Thread-safe.
 */
final class UpstreamCalls implements AutoCloseable {
    /** Beyond what a trial has in flight, so that the pool never decides a result; calls beyond it wait their turn. */
    private static final int CONNECTIONS_MAX = 20_000;

    private static final int PENDING_UNBOUNDED = -1;
    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

    /** An answer other than the one that was asked for. */
    static final class StatusException extends IOException {
        private final int status;

        private StatusException(int status) {
            super("it answered " + status);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    private final ConnectionProvider connections;
    private final HttpClient client;

    /**
     * Calls over these loops.
     *
     * @param base scheme, host and port
     */
    UpstreamCalls(URI base, LoopResources loops) {
        this(base, loops, CONNECTIONS_MAX);
    }

    /** Calls over so many connections at most. */
    UpstreamCalls(URI base, LoopResources loops, int connectionsMax) {
        var malformedAnswers = new MalformedAnswers();
        connections = ConnectionProvider.builder("upstream")
                .maxConnections(connectionsMax)
                .pendingAcquireMaxCount(PENDING_UNBOUNDED)
                .build();
        client = HttpClient.create(connections)
                .runOn(loops)
                .resolver(DefaultAddressResolverGroup.INSTANCE)
                .baseUrl(base.toString())
                .doOnChannelInit((observer, channel, remote) ->
                        channel.pipeline().addAfter(NettyPipeline.HttpCodec, "malformed-answers", malformedAnswers));
    }

    /** One call of the model. */
    Mono<UpstreamRequest.Answer> generate(UpstreamRequest request) {
        return json(client.get().uri(request.target()), UpstreamRequest.Answer.class);
    }

    /** One call that may fail. */
    Mono<FlakyRequest.Answer> flaky(FlakyRequest request) {
        return json(client.get().uri(request.target()), FlakyRequest.Answer.class);
    }

    /** Sends one mail. */
    Mono<Void> mail(MailRequest request) {
        RequestSender post = client.request(HttpMethod.POST).uri(request.target());
        return post.responseSingle((response, body) -> response.status().code() == 202
                ? body.then()
                : Mono.<Void>error(new StatusException(response.status().code())));
    }

    /**
     * A stream of tokens, part by part as it comes; a part is asked for when there is demand for it. Begins with an empty
     * part, when the upstream has begun to answer.
     *
     * @return parts that whoever takes them releases
     */
    Flux<ByteBuf> tokens(TokensRequest request) {
        return client.get()
                .uri(request.target())
                .response((response, body) -> response.status().code() == 200
                        ? body.retain().cast(ByteBuf.class).startWith(Unpooled.EMPTY_BUFFER)
                        : Flux.<ByteBuf>error(
                                new StatusException(response.status().code())))
                .doOnDiscard(ByteBuf.class, ByteBuf::release);
    }

    /** All tokens of a stream, when the last has come. */
    Mono<String> text(TokensRequest request) {
        return whole(client.get().uri(request.target())).flatMap(events -> {
            try {
                return Mono.just(TokensRequest.text(events));
            } catch (IllegalArgumentException | JacksonException e) {
                return Mono.error(new IOException("its stream of tokens is not whole", e));
            }
        });
    }

    private static <T> Mono<T> json(ResponseReceiver<?> call, Class<T> type) {
        return whole(call).flatMap(json -> {
            try {
                return Mono.just(Json.MAPPER.readValue(json, type));
            } catch (JacksonException e) {
                return Mono.error(new IOException("its answer is not what the contract says", e));
            }
        });
    }

    private static Mono<byte[]> whole(ResponseReceiver<?> call) {
        return call.responseSingle((response, body) -> response.status().code() == 200
                        ? body.asByteArray()
                        : Mono.<byte[]>error(
                                new StatusException(response.status().code())))
                .switchIfEmpty(Mono.error(() -> new IOException("it answered nothing")));
    }

    @Override
    public void close() {
        connections.disposeLater().block(CLOSE_MAX);
    }
}

package claimbench.reactive;

import claimbench.contract.FlakyRequest;
import claimbench.contract.Json;
import claimbench.contract.MailRequest;
import claimbench.contract.Meter;
import claimbench.contract.Problem;
import claimbench.contract.ProblemException;
import claimbench.contract.ServerLimits;
import claimbench.contract.TokensRequest;
import claimbench.contract.UpstreamFailure;
import claimbench.contract.UpstreamRequest;
import claimbench.runtime.ServerMeters;
import io.micrometer.core.instrument.Tags;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.NettyPipeline;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClient.RequestSender;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.http.client.PrematureCloseException;
import reactor.netty.resources.ConnectionPoolMetrics;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import tools.jackson.core.JacksonException;

/**
 * Calls of the upstream over connections that are kept. Each call is made once, when it is subscribed to, and fails with
 * an {@link IOException} for whatever is amiss with the upstream. To cancel one is to close its connection: what was
 * asked for on it might still come. Thread-safe.
 */
final class UpstreamCalls implements AutoCloseable {
    private static final int PENDING_UNBOUNDED = -1;
    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

    /**
     * What bounds calls.
     *
     * @param connectionsMax beyond what a trial has in flight, so that the pool never decides a result
     * @param turnMax how long a call beyond them may wait for its turn
     * @param connectMax how long an upstream may take to take a connection
     * @param silenceMax how long an upstream may go without a byte of an answer, while one is wanted
     */
    record Bounds(int connectionsMax, Duration turnMax, Duration connectMax, Duration silenceMax) {
        static final Bounds DEFAULT = new Bounds(
                20_000, ServerLimits.UPSTREAM_MAX, ServerLimits.UPSTREAM_CONNECT_MAX, ServerLimits.UPSTREAM_MAX);
    }

    /** An answer other than the one that was asked for. */
    static final class StatusException extends IOException {
        private final int status;

        private StatusException(String target, int status) {
            super(UpstreamFailure.status(target, status));
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    private final Bounds bounds;
    private final String base;
    private final ConnectionProvider connections;
    private final HttpClient client;

    /** By id: there is one, once the first call has been made. */
    private final ConcurrentMap<String, ConnectionPoolMetrics> pools = new ConcurrentHashMap<>();

    /**
     * Calls over these loops.
     *
     * @param base scheme, host and port
     */
    UpstreamCalls(URI base, LoopResources loops) {
        this(base, loops, Bounds.DEFAULT);
    }

    /** Calls within other bounds. */
    UpstreamCalls(URI base, LoopResources loops, Bounds bounds) {
        this.bounds = bounds;
        this.base = "http://" + base.getRawAuthority();
        var malformedAnswers = new MalformedAnswers();
        connections = ConnectionProvider.builder("upstream")
                .maxConnections(bounds.connectionsMax)
                .pendingAcquireMaxCount(PENDING_UNBOUNDED)
                .pendingAcquireTimeout(bounds.turnMax)
                .metrics(true, () -> (name, id, remote, metrics) -> pools.put(id, metrics))
                .build();
        client = HttpClient.create(connections)
                .runOn(loops)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(bounds.connectMax.toMillis()))
                .resolver(DefaultAddressResolverGroup.INSTANCE)
                .baseUrl(base.toString())
                .doOnChannelInit((observer, channel, remote) ->
                        channel.pipeline().addAfter(NettyPipeline.HttpCodec, "malformed-answers", malformedAnswers))
                .doAfterRequest((request, connection) -> AnswerWatch.watch(connection, bounds.silenceMax));
    }

    /** Has these meters show the connections. */
    UpstreamCalls shownBy(ServerMeters meters) {
        meters.gauge(
                Meter.UPSTREAM_CONNECTIONS, Tags.empty(), pools, all -> sum(all, ConnectionPoolMetrics::allocatedSize));
        meters.gauge(
                Meter.UPSTREAM_QUEUED, Tags.empty(), pools, all -> sum(all, ConnectionPoolMetrics::pendingAcquireSize));
        return this;
    }

    private static int sum(Map<String, ConnectionPoolMetrics> pools, ToIntFunction<ConnectionPoolMetrics> size) {
        return pools.values().stream().mapToInt(size).sum();
    }

    /** One call of the model. */
    Mono<UpstreamRequest.Answer> generate(UpstreamRequest request) {
        return json(request.target(), UpstreamRequest.Answer.class);
    }

    /** One call that may fail. */
    Mono<FlakyRequest.Answer> flaky(FlakyRequest request) {
        return json(request.target(), FlakyRequest.Answer.class);
    }

    /** Sends one mail. */
    Mono<Void> mail(MailRequest request) {
        String target = request.target();
        RequestSender post = client.request(HttpMethod.POST).uri(target);
        return post.responseSingle((response, body) ->
                        response.status().code() == 202 ? body.then() : Mono.<Void>error(refused(target, response)))
                .onErrorMap(failure -> failure(target, failure));
    }

    /**
     * A stream of tokens, part by part as it comes; a part is asked for when there is demand for it. Begins with an empty
     * part, when the upstream has begun to answer.
     *
     * @return parts that whoever takes them releases
     */
    Flux<ByteBuf> tokens(TokensRequest request) {
        String target = request.target();
        return client.get()
                .uri(target)
                .response((response, body) -> response.status().code() == 200
                        ? body.retain().cast(ByteBuf.class).startWith(Unpooled.EMPTY_BUFFER)
                        : Flux.<ByteBuf>error(refused(target, response)))
                .onErrorMap(failure -> failure(target, failure))
                .doOnDiscard(ByteBuf.class, ByteBuf::release);
    }

    /** All tokens of a stream, when the last has come. */
    Mono<String> text(TokensRequest request) {
        return whole(request.target()).flatMap(events -> {
            try {
                return Mono.just(TokensRequest.text(events));
            } catch (IllegalArgumentException | JacksonException e) {
                return Mono.error(new IOException(UpstreamFailure.noTokens(request.target()), e));
            }
        });
    }

    private <T> Mono<T> json(String target, Class<T> type) {
        return whole(target).flatMap(json -> {
            try {
                return Mono.just(Json.MAPPER.readValue(json, type));
            } catch (JacksonException e) {
                return Mono.error(new IOException(UpstreamFailure.noResult(target), e));
            }
        });
    }

    /** An answer without a body is one with an empty body. */
    private Mono<byte[]> whole(String target) {
        return client.get()
                .uri(target)
                .responseSingle((response, body) -> response.status().code() == 200
                        ? body.asByteArray().defaultIfEmpty(new byte[0])
                        : Mono.<byte[]>error(refused(target, response)))
                .onErrorMap(failure -> failure(target, failure));
    }

    /** A call that never had its turn has met no fault of the upstream: the target is overloaded. */
    private Throwable failure(String target, Throwable failure) {
        return switch (failure) {
            case TimeoutException e -> new ProblemException(Problem.upstreamWaitTooLong(bounds.turnMax));
            case IOException e -> named(target, e);
            default -> failure;
        };
    }

    /** A call that got no answer, or not all of one, in the words of the other targets; Netty's name system calls. */
    private IOException named(String target, IOException failure) {
        return failure instanceof StatusException
                ? failure
                : new IOException(base + target + ": " + reason(failure), failure);
    }

    private String reason(IOException failure) {
        if (failure instanceof ConnectTimeoutException) {
            return UpstreamFailure.noConnection(bounds.connectMax);
        }
        String told = String.valueOf(failure.getMessage());
        if (failure instanceof PrematureCloseException) {
            return told.contains("BEFORE")
                    ? "the connection ended before an answer came"
                    : "the connection ended before the answer did";
        }
        for (String known : List.of("Connection refused", "Connection reset", "Broken pipe")) {
            if (told.contains(known)) {
                return known;
            }
        }
        return told;
    }

    private static StatusException refused(String target, HttpClientResponse response) {
        return new StatusException(target, response.status().code());
    }

    @Override
    public void close() {
        connections.disposeLater().block(CLOSE_MAX);
    }
}

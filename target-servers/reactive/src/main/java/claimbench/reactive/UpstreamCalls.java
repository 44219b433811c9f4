package claimbench.reactive;

import claimbench.contract.Json;
import claimbench.contract.UpstreamRequest;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import tools.jackson.core.JacksonException;

/** Calls of the upstream over connections that are kept. Thread-safe. */
final class UpstreamCalls implements AutoCloseable {
    /** Beyond what a trial has in flight, so that the pool never decides a result; calls beyond it wait their turn. */
    private static final int CONNECTIONS_MAX = 20_000;

    private static final int PENDING_UNBOUNDED = -1;
    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

    private final ConnectionProvider connections = ConnectionProvider.builder("upstream")
            .maxConnections(CONNECTIONS_MAX)
            .pendingAcquireMaxCount(PENDING_UNBOUNDED)
            .build();
    private final HttpClient client;

    /**
     * Calls over these loops.
     *
     * @param base scheme, host and port
     */
    UpstreamCalls(URI base, LoopResources loops) {
        client = HttpClient.create(connections)
                .runOn(loops)
                .resolver(DefaultAddressResolverGroup.INSTANCE)
                .baseUrl(base.toString());
    }

    /** One call; fails with an {@link IOException} for whatever is amiss with the upstream. */
    Mono<UpstreamRequest.Answer> generate(UpstreamRequest request) {
        return client.get()
                .uri(request.target())
                .responseSingle((response, body) -> response.status().code() == 200
                        ? body.asByteArray().flatMap(UpstreamCalls::parse)
                        : Mono.error(new IOException(
                                "it answered " + response.status().code())))
                .switchIfEmpty(Mono.error(() -> new IOException("it answered nothing")));
    }

    private static Mono<UpstreamRequest.Answer> parse(byte[] json) {
        try {
            return Mono.just(Json.MAPPER.readValue(json, UpstreamRequest.Answer.class));
        } catch (JacksonException e) {
            return Mono.error(new IOException("its answer is not what the contract says", e));
        }
    }

    @Override
    public void close() {
        connections.disposeLater().block(CLOSE_MAX);
    }
}

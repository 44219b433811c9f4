package claimbench.upstream;

import claimbench.contract.Answer;
import claimbench.contract.HttpLimits;
import claimbench.contract.MeterNames;
import claimbench.contract.Problem;
import claimbench.contract.ProblemException;
import claimbench.contract.ServerLimits;
import claimbench.contract.UpstreamRequest;
import claimbench.runtime.AboutServer;
import claimbench.runtime.Dispatcher;
import claimbench.runtime.ListenAddress;
import claimbench.runtime.RunningServer;
import claimbench.runtime.ServerMeters;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.core.scheduler.Schedulers;
import reactor.netty.ChannelBindException;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

/**
 * The upstream on Reactor Netty. A request that waits is a timer on the event loop of its own connection: no thread is
 * held, and none is switched to when the time has come.
 *
 * <p>Routes: {@code GET /generate} as {@link UpstreamRequest} has it; {@code GET /lateness}, the lateness of its
 * answers since the last {@code POST /lateness/reset}; {@code /health}, {@code /about}, {@code /metrics}.
 *
 * <p>Thread-safe.
 */
public final class UpstreamServer implements RunningServer {
    static final String NAME = "upstream";

    private static final Logger LOG = LoggerFactory.getLogger(UpstreamServer.class);

    private final int loopCount = Runtime.getRuntime().availableProcessors();
    private final LoopResources loops = LoopResources.create(NAME, loopCount, true);
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final ServerMeters meters = new ServerMeters(NAME);
    private final Timer latenessTimer = meters.timer(MeterNames.UPSTREAM_LATENESS, Tags.empty());
    private final Lateness lateness = new Lateness();
    private final AboutServer about = new AboutServer(NAME, Map.of("eventLoops", loopCount));
    private final DisposableServer server;

    private UpstreamServer(InetSocketAddress address) throws IOException {
        meters.gauge(MeterNames.SERVER_CONNECTIONS, Tags.empty(), connections, ChannelGroup::size);
        // The first answer must not be late by the time that it takes to load what writes it.
        Answer.json(new UpstreamRequest.Answer(0, 0));
        server = bind(HttpServer.create()
                .bindAddress(() -> address)
                .runOn(loops)
                .option(ChannelOption.SO_BACKLOG, ServerLimits.ACCEPT_BACKLOG)
                .channelGroup(connections)
                .httpRequestDecoder(decoder -> decoder.maxInitialLineLength(HttpLimits.DEFAULT.headBytesMax()))
                .handle(this::handle));
    }

    /**
     * Starts an upstream.
     *
     * @param host name or address to listen on
     * @param port 0 to 65535; 0 for a free one
     * @throws IOException where it cannot listen there
     */
    public static UpstreamServer start(String host, int port) throws IOException {
        return new UpstreamServer(ListenAddress.of(host, port));
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        try {
            server.disposeNow(ServerLimits.DRAIN_MAX);
        } catch (IllegalStateException e) {
            LOG.warn("requests in flight were cut off at shutdown: {}", e.getMessage());
        }
        // A connection that had just sent its answer when the server stopped has been left open.
        connections.close().awaitUninterruptibly(ServerLimits.DRAIN_MAX.toMillis());
        loops.disposeLater(Duration.ZERO, ServerLimits.DRAIN_MAX).block();
    }

    private DisposableServer bind(HttpServer unbound) throws IOException {
        try {
            return unbound.bindNow();
        } catch (ChannelBindException e) {
            loops.dispose();
            throw (IOException) new BindException(e.getMessage()).initCause(e);
        }
    }

    private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
        if (request.fullPath().equals(UpstreamRequest.PATH)) {
            return generate(request, response);
        }
        return send(response, other(request));
    }

    private Publisher<Void> generate(HttpServerRequest request, HttpServerResponse response) {
        long startNanos = System.nanoTime();
        meters.received();
        return Mono.defer(() -> generated(request, startNanos))
                .onErrorResume(ProblemException.class, e -> Mono.just(Answer.of(e.problem())))
                .onErrorResume(e -> Mono.just(Answer.of(Dispatcher.failure(e))))
                .doOnNext(answer ->
                        meters.answered(UpstreamRequest.PATH, null, answer.status(), System.nanoTime() - startNanos))
                .doFinally(signal -> {
                    if (signal == SignalType.CANCEL) {
                        meters.abandoned(UpstreamRequest.PATH, null, System.nanoTime() - startNanos);
                    }
                })
                .flatMap(answer -> Mono.from(send(response, answer)));
    }

    /** The answer, when its time has come. */
    private Mono<Answer> generated(HttpServerRequest request, long startNanos) {
        UpstreamRequest generate = UpstreamRequest.from(query(request));
        double latencyMs = generate.latencyMs();
        long latencyNanos = Math.round(latencyMs * TimeUnit.MILLISECONDS.toNanos(1));
        return delay(request, latencyNanos).map(time -> {
            Answer answer = Answer.json(new UpstreamRequest.Answer(generate.call(), latencyMs));
            late(System.nanoTime() - startNanos - latencyNanos);
            return answer;
        });
    }

    private static Mono<Long> delay(HttpServerRequest request, long nanos) {
        if (nanos == 0) {
            return Mono.just(0L);
        }
        return Mono.delay(
                Duration.ofNanos(nanos),
                Schedulers.fromExecutorService(channel(request).eventLoop()));
    }

    private void late(long nanos) {
        lateness.record(nanos);
        latenessTimer.record(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
    }

    private Answer other(HttpServerRequest request) {
        return switch (request.method().name() + " " + request.fullPath()) {
            case "GET /health" -> Answer.READY;
            case "GET /about" -> Answer.json(about.about());
            case "GET /metrics" ->
                Dispatcher.metrics(meters, request.requestHeaders().get("Accept"));
            case "GET /lateness" -> Answer.json(lateness.read());
            case "POST /lateness/reset" -> {
                lateness.reset();
                yield Answer.json(lateness.read());
            }
            default ->
                Answer.of(new Problem(
                        "Unknown route",
                        404,
                        "there are GET /generate, /lateness, /health, /about, /metrics, and POST /lateness/reset",
                        null,
                        null,
                        null));
        };
    }

    private static Publisher<Void> send(HttpServerResponse response, Answer answer) {
        return response.status(answer.status())
                .header("Content-Type", answer.contentType())
                .header("Content-Length", Integer.toString(answer.body().length))
                .sendObject(Unpooled.wrappedBuffer(answer.body()));
    }

    private static String query(HttpServerRequest request) {
        int mark = request.uri().indexOf('?');
        return mark < 0 ? "" : request.uri().substring(mark + 1);
    }

    private static Channel channel(HttpServerRequest request) {
        var channels = new Channel[1];
        request.withConnection(connection -> channels[0] = connection.channel());
        return channels[0];
    }
}

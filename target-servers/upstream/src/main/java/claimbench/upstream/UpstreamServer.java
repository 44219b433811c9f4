package claimbench.upstream;

import claimbench.contract.Answer;
import claimbench.contract.FlakyRequest;
import claimbench.contract.HttpLimits;
import claimbench.contract.MailRequest;
import claimbench.contract.Meter;
import claimbench.contract.MeterNames;
import claimbench.contract.ServerLimits;
import claimbench.contract.TokensRequest;
import claimbench.contract.UpstreamRequest;
import claimbench.runtime.AboutServer;
import claimbench.runtime.Dispatcher;
import claimbench.runtime.ListenAddress;
import claimbench.runtime.RunningServer;
import claimbench.runtime.ServerMeters;
import claimbench.runtime.meters.LatencyHistogram;
import io.micrometer.core.instrument.Tags;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/**
 * The upstream on Reactor Netty. A request that waits is a timer on the event loop of its own connection: no thread is
 * held, and none is switched to when the time has come.
 *
 * <p>Calls, which are work for a target: {@link UpstreamRequest}, {@link TokensRequest}, {@link MailRequest} and {@link
 * FlakyRequest}. Beside them:
 *
 * <ul>
 *   <li>{@code GET /mails}: how many mails were accepted, and whom the last 10,000 went to;
 *   <li>{@code GET /lateness}: the lateness of answers and tokens since the last {@code POST /lateness/reset};
 *   <li>{@code GET /calls}: when each of the first 1,000 calls of {@code /generate} since {@code POST /calls/reset} came and was
 *       answered; none where that was never sent;
 *   <li>{@code POST /faults?kind=&share=&seed=&gap-ms=&for-ms=&every-ms=}: a {@link Fault} from now on, in place of the one
 *       before it, until {@code DELETE /faults}; {@code GET /faults} shows it;
 *   <li>{@code /health}, {@code /about}, {@code /metrics}.
 * </ul>
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
    private final LatencyHistogram lateAnswers = meters.histogram(Meter.UPSTREAM_LATENESS, Tags.empty());
    private final Lateness lateness = new Lateness();
    private final CallTimes callTimes = new CallTimes();
    private final Mails mails = new Mails();
    private final Faults faults = new Faults(System::nanoTime);
    private final Set<FaultKind> shown = ConcurrentHashMap.newKeySet();
    private final Sinks.Empty<Void> stopping = Sinks.empty();
    private final Listener listener;

    private UpstreamServer(InetSocketAddress address) throws IOException {
        meters.gauge(Meter.SERVER_CONNECTIONS, Tags.empty(), connections, ChannelGroup::size);
        // The first answer must not be late by the time that it takes to load what writes it.
        Answer.json(new UpstreamRequest.Answer(0, 0));
        TokenStream.load();
        Router router = router();
        try {
            listener = new Listener(HttpServer.create()
                    .bindAddress(() -> address)
                    .runOn(loops)
                    .option(ChannelOption.SO_BACKLOG, ServerLimits.ACCEPT_BACKLOG)
                    .channelGroup(connections)
                    .httpRequestDecoder(decoder -> decoder.maxInitialLineLength(HttpLimits.DEFAULT.headBytesMax()))
                    .handle(router::handle));
        } catch (IOException e) {
            loops.dispose();
            throw e;
        }
    }

    /**
     * Starts an upstream.
     *
     * @param host name or address to listen on
     * @param port 0 to 65535; 0 for a free one
     * @throws IOException where it cannot listen there
     */
    public static UpstreamServer start(String host, int port) throws IOException {
        return start(host, port, null);
    }

    /**
     * Starts an upstream.
     *
     * @param fault to start with; null for none
     */
    static UpstreamServer start(String host, int port, @Nullable Fault fault) throws IOException {
        var server = new UpstreamServer(ListenAddress.of(host, port));
        if (fault != null) {
            server.begin(fault).block();
        }
        return server;
    }

    private Router router() {
        var about = new AboutServer(NAME, Map.of("eventLoops", loopCount));
        return new Router(meters, faults, new FaultySender(stopping.asMono()))
                .call("GET", UpstreamRequest.PATH, new GenerateRoute(this::late, callTimes)::handle)
                .call("GET", TokensRequest.PATH, new TokensRoute(this::late)::handle)
                .call("POST", MailRequest.PATH, new MailRoute(mails)::handle)
                .call("GET", FlakyRequest.PATH, FlakyRoute::handle)
                .control("GET", "/mails", _ -> json(mails.read()))
                .control("GET", "/lateness", _ -> json(lateness.read()))
                .control("POST", "/lateness/reset", _ -> {
                    lateness.reset();
                    return json(lateness.read());
                })
                .control("GET", "/calls", _ -> json(callTimes.read()))
                .control("POST", "/calls/reset", _ -> {
                    callTimes.reset();
                    return json(callTimes.read());
                })
                .control("GET", "/faults", _ -> json(faults.state()))
                .control("POST", "/faults", call -> begin(Fault.from(call.query())))
                .control("DELETE", "/faults", _ -> end())
                .control("GET", "/health", _ -> Mono.just(Answer.READY))
                .control("GET", "/about", _ -> json(about.about()))
                .control("GET", "/metrics", call -> Mono.just(Dispatcher.metrics(meters, call.accept())));
    }

    private static Mono<Answer> json(Object value) {
        return Mono.just(Answer.json(value));
    }

    private void late(long nanos) {
        lateness.record(nanos);
        lateAnswers.record(nanos);
    }

    /** Once a kind of fault has begun, its meter stays. */
    private void show(FaultKind kind) {
        if (!shown.add(kind)) {
            return;
        }
        meters.gauge(
                Meter.UPSTREAM_FAULT,
                Tags.of(MeterNames.FAULT, kind.wireName()),
                faults,
                state -> state.isOf(kind) ? 1 : 0);
    }

    private Mono<Answer> begin(Fault fault) {
        return Mono.fromFuture(() -> fault.kind() == FaultKind.REFUSE
                        ? listener.refuse(fault.forMs(), fault.everyMs())
                        : listener.accept())
                .then(Mono.fromCallable(() -> {
                    show(fault.kind());
                    faults.begin(fault);
                    return Answer.json(faults.state());
                }));
    }

    private Mono<Answer> end() {
        return Mono.fromFuture(listener::accept).then(Mono.fromCallable(() -> {
            faults.end();
            return Answer.json(faults.state());
        }));
    }

    @Override
    public int port() {
        return listener.port();
    }

    @Override
    public void close() {
        stopping.tryEmitEmpty();
        listener.close();
        try {
            listener.server().disposeNow(ServerLimits.DRAIN_MAX);
        } catch (IllegalStateException e) {
            LOG.warn("requests in flight were cut off at shutdown: {}", e.getMessage());
        }
        // A connection that had just sent its answer when the server stopped has been left open.
        connections.close().awaitUninterruptibly(ServerLimits.DRAIN_MAX.toMillis());
        loops.disposeLater(Duration.ZERO, ServerLimits.DRAIN_MAX).block();
    }
}

package claimbench.reactive;

import claimbench.contract.HttpLimits;
import claimbench.contract.MeterNames;
import claimbench.contract.ServerLimits;
import claimbench.runtime.AboutServer;
import claimbench.runtime.ListenAddress;
import claimbench.runtime.RunningServer;
import claimbench.runtime.ServerMeters;
import io.micrometer.core.instrument.Tags;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Schedulers;
import reactor.netty.ChannelBindException;
import reactor.netty.DisposableServer;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/**
 * The reactive target: as many event loops as processors, which serve clients and call the upstream alike. Thread-safe.
 */
public final class ReactiveServer implements RunningServer {
    static final String NAME = "reactive";

    private static final Logger LOG = LoggerFactory.getLogger(ReactiveServer.class);
    private static final HttpLimits LIMITS = HttpLimits.DEFAULT;

    private final int loopCount = Runtime.getRuntime().availableProcessors();
    private final LoopResources loops = LoopResources.create(NAME, loopCount, true);
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final UpstreamCalls upstream;
    private final DisposableServer server;

    private ReactiveServer(InetSocketAddress address, URI upstreamBase) throws IOException {
        // Netty's search for leaks samples every 128th buffer; no control of ours pays for it, so the target does not
        // either.
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        var meters = new ServerMeters(NAME);
        meters.gauge(MeterNames.SERVER_CONNECTIONS, Tags.empty(), connections, ChannelGroup::size);
        upstream = new UpstreamCalls(upstreamBase, loops);
        var about =
                new AboutServer(NAME, Map.of("eventLoops", loopCount, "parallelThreads", Schedulers.DEFAULT_POOL_SIZE));
        var router = new Router(meters, about, new WaitRoute(), new FanoutRoute(upstream), new CpuRoute());
        server = bind(HttpServer.create()
                .bindAddress(() -> address)
                .runOn(loops)
                .option(ChannelOption.SO_BACKLOG, ServerLimits.ACCEPT_BACKLOG)
                .channelGroup(connections)
                .childObserve(RequestQueue::observe)
                .httpRequestDecoder(decoder ->
                        decoder.maxInitialLineLength(LIMITS.headBytesMax()).maxHeaderSize(LIMITS.headBytesMax()))
                .doOnChannelInit((observer, channel, remote) -> channel.pipeline()
                        .addBefore(NettyPipeline.HttpTrafficHandler, "request-reader", new RequestReader(LIMITS))
                        .addBefore(NettyPipeline.HttpTrafficHandler, "request-queue", new RequestQueue()))
                .handle(router::handle));
    }

    /**
     * Starts a target.
     *
     * @param host name or address to listen on
     * @param port 0 to 65535; 0 for a free one
     * @param upstream scheme, host and port of the upstream
     * @throws IOException where it cannot listen there
     */
    public static ReactiveServer start(String host, int port, URI upstream) throws IOException {
        return new ReactiveServer(ListenAddress.of(host, port), upstream);
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
        freeResources();
    }

    private DisposableServer bind(HttpServer unbound) throws IOException {
        try {
            return unbound.bindNow();
        } catch (ChannelBindException e) {
            freeResources();
            throw (IOException) new BindException(e.getMessage()).initCause(e);
        }
    }

    private void freeResources() {
        upstream.close();
        loops.disposeLater(Duration.ZERO, ServerLimits.DRAIN_MAX).block();
    }
}

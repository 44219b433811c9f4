package claimbench.controls;

import claimbench.contract.Answer;
import claimbench.contract.ServerLimits;
import claimbench.runtime.ListenAddress;
import claimbench.runtime.RunningServer;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.ChannelBindException;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

/** Bare Reactor Netty: one handler on its loops; a wait is a delayed {@link Mono}. */
final class ReactorNettyControl {
    private ReactorNettyControl() {}

    static RunningServer start(LoopOptions options, Routing routing) throws IOException {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        InetSocketAddress address = ListenAddress.of(options.host(), options.port());
        LoopResources loops = LoopResources.create("reactor-netty", options.loops(), true);
        HttpServer server = HttpServer.create()
                .bindAddress(() -> address)
                .runOn(loops)
                .option(ChannelOption.SO_BACKLOG, ServerLimits.ACCEPT_BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .handle((request, response) -> handle(routing, request, response));
        try {
            return new Running(server.bindNow(), loops);
        } catch (ChannelBindException e) {
            loops.disposeLater(Duration.ZERO, ServerLimits.DRAIN_MAX).block();
            throw Binding.failure(e);
        }
    }

    private static Publisher<Void> handle(Routing routing, HttpServerRequest request, HttpServerResponse response) {
        Reply reply = routing.reply(request.method().name(), request.uri());
        if (reply.afterMillis() == 0) {
            return send(response, reply.answer());
        }
        return Mono.delay(Duration.ofMillis(reply.afterMillis()))
                .then(Mono.defer(() -> send(response, reply.answer())));
    }

    private static Mono<Void> send(HttpServerResponse response, Answer answer) {
        response.status(answer.status())
                .header(HttpHeaderNames.CONTENT_TYPE, answer.contentType())
                .header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(answer.body().length));
        answer.headers().forEach(response::header);
        return response.sendObject(Unpooled.wrappedBuffer(answer.body())).then();
    }

    private record Running(DisposableServer server, LoopResources loops) implements RunningServer {
        @Override
        public int port() {
            return server.port();
        }

        @Override
        public void close() {
            server.disposeNow(ServerLimits.DRAIN_MAX);
            loops.disposeLater(Duration.ZERO, ServerLimits.DRAIN_MAX).block();
        }
    }
}

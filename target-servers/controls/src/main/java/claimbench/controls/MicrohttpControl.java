package claimbench.controls;

import claimbench.contract.Answer;
import claimbench.contract.HttpLimits;
import claimbench.contract.ServerLimits;
import claimbench.runtime.ListenAddress;
import claimbench.runtime.RunningServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.microhttp.EventLoop;
import org.microhttp.Handler;
import org.microhttp.Header;
import org.microhttp.NoopLogger;
import org.microhttp.OptionsBuilder;
import org.microhttp.Request;
import org.microhttp.Response;

/**
 * microhttp: a loop that accepts, and the loops of {@code --loops} that serve. It has no timer of its own: a wait is a
 * task of a scheduled executor, whose thread hands the response back to the loop.
 */
final class MicrohttpControl {
    private MicrohttpControl() {}

    static RunningServer start(LoopOptions options, Routing routing) throws IOException {
        InetSocketAddress address = ListenAddress.of(options.host(), options.port());
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try {
            var loop = new EventLoop(
                    OptionsBuilder.newBuilder()
                            .withHost(address.getAddress().getHostAddress())
                            .withPort(address.getPort())
                            .withReuseAddr(true)
                            .withAcceptLength(ServerLimits.ACCEPT_BACKLOG)
                            .withMaxRequestSize(HttpLimits.DEFAULT.bodyBytesMax())
                            .withConcurrency(options.loops())
                            .build(),
                    NoopLogger.instance(),
                    new Waiting(routing, timer));
            loop.start();
            return new Running(loop, loop.getPort(), timer);
        } catch (IOException e) {
            timer.shutdownNow();
            throw Binding.failure(e);
        }
    }

    private record Waiting(Routing routing, ScheduledExecutorService timer) implements Handler {
        @Override
        public void handle(Request request, Consumer<Response> callback) {
            Reply reply = routing.reply(request.method(), request.uri());
            Response response = response(reply.answer());
            if (reply.afterMillis() == 0) {
                callback.accept(response);
            } else {
                var _ = timer.schedule(() -> callback.accept(response), reply.afterMillis(), TimeUnit.MILLISECONDS);
            }
        }

        private static Response response(Answer answer) {
            List<Header> headers = new ArrayList<>(2);
            headers.add(new Header("Content-Type", answer.contentType()));
            answer.headers().forEach((name, value) -> headers.add(new Header(name, value)));
            return new Response(answer.status(), answer.status() == 200 ? "OK" : "Refused", headers, answer.body());
        }
    }

    private record Running(EventLoop loop, int port, ScheduledExecutorService timer) implements RunningServer {
        @Override
        public void close() {
            loop.stop();
            timer.shutdownNow();
        }
    }
}

package claimbench.reactive;

import claimbench.contract.Answer;
import claimbench.contract.Arguments;
import claimbench.contract.ClientRequest;
import claimbench.contract.CpuRequest;
import claimbench.contract.FanoutRequest;
import claimbench.contract.Problem;
import claimbench.contract.ProblemException;
import claimbench.contract.Route;
import claimbench.contract.WaitRequest;
import claimbench.runtime.AboutServer;
import claimbench.runtime.Dispatcher;
import claimbench.runtime.ServerMeters;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** From a request to its answer: finds the route, checks the arguments, subscribes to the route's work, counts. */
final class Router {
    private final ServerMeters meters;
    private final AboutServer about;
    private final WaitRoute wait;
    private final FanoutRoute fanout;
    private final CpuRoute cpu;

    Router(ServerMeters meters, AboutServer about, WaitRoute wait, FanoutRoute fanout, CpuRoute cpu) {
        this.meters = meters;
        this.about = about;
        this.wait = wait;
        this.fanout = fanout;
        this.cpu = cpu;
    }

    Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
        var measured = new MeasuredRequest(meters);
        return answerOrProblem(request, measured)
                .onErrorResume(failure -> Mono.just(Answer.of(problem(failure))))
                .doOnCancel(measured::abandoned)
                .flatMap(answer -> {
                    measured.answered(answer.status());
                    return send(response, answer);
                });
    }

    /** What is wrong with a request is found before there is anything to subscribe to. */
    private Mono<Answer> answerOrProblem(HttpServerRequest request, MeasuredRequest measured) {
        try {
            return answer(request, measured);
        } catch (RuntimeException e) { // also what nobody foresaw: it is an answer too, and is counted
            return Mono.just(Answer.of(problem(e)));
        }
    }

    private Mono<Answer> answer(HttpServerRequest request, MeasuredRequest measured) {
        if (request.requestHeaders() instanceof Refusal refusal) {
            return Mono.just(Answer.of(refusal.problem()));
        }
        Route route = Route.resolve(request.method().name(), path(request));
        measured.isFor(route);
        Arguments arguments =
                route.arguments(new ClientRequest(request.method().name(), path(request), rawQuery(request), null));
        measured.isIn(route.mode(arguments));
        return switch (route) {
            case PLAINTEXT -> Mono.just(Answer.PLAINTEXT);
            case WAIT -> wait.handle(WaitRequest.from(arguments)).map(Answer::json);
            case FANOUT -> fanout.handle(FanoutRequest.from(arguments)).map(Answer::json);
            case CPU ->
                cpu.handle(CpuRequest.from(arguments), eventLoop(request)).map(Answer::json);
            case USER, NEW_USER, PROFILE, ANSWER, DEADLINE, RETRY, MIXED, BLOCK ->
                Mono.error(() -> new IllegalStateException("no handler for " + route.path()));
            case HEALTH -> Mono.just(Answer.READY);
            case ABOUT -> Mono.fromSupplier(() -> Answer.json(about.about()));
            case METRICS ->
                Mono.fromSupplier(() ->
                        Dispatcher.metrics(meters, request.requestHeaders().get("Accept")));
        };
    }

    private static Problem problem(Throwable failure) {
        return failure instanceof ProblemException e ? e.problem() : Dispatcher.failure(failure);
    }

    private static Mono<Void> send(HttpServerResponse response, Answer answer) {
        answer.headers().forEach(response::header);
        return response.status(answer.status())
                .header(HttpHeaderNames.CONTENT_TYPE, answer.contentType())
                .header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(answer.body().length))
                .sendObject(Unpooled.wrappedBuffer(answer.body()))
                .then();
    }

    /** The path as sent. Reactor Netty's own parses a whole URI for it, which only a target in absolute form needs. */
    private static String path(HttpServerRequest request) {
        String target = request.uri();
        if (target.startsWith("/")) {
            int mark = target.indexOf('?');
            return mark < 0 ? target : target.substring(0, mark);
        }
        try {
            return request.fullPath();
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.badRequest(400, "the path is not one that a URI may have"));
        }
    }

    private static @Nullable String rawQuery(HttpServerRequest request) {
        int mark = request.uri().indexOf('?');
        return mark < 0 ? null : request.uri().substring(mark + 1);
    }

    private static EventLoop eventLoop(HttpServerRequest request) {
        var loops = new EventLoop[1];
        request.withConnection(connection -> loops[0] = connection.channel().eventLoop());
        return Objects.requireNonNull(loops[0]);
    }
}

package claimbench.reactive;

import claimbench.contract.Answer;
import claimbench.contract.AnswerRequest;
import claimbench.contract.Arguments;
import claimbench.contract.BlockRequest;
import claimbench.contract.ClientRequest;
import claimbench.contract.CpuRequest;
import claimbench.contract.DeadlineRequest;
import claimbench.contract.FanoutRequest;
import claimbench.contract.MixedRequest;
import claimbench.contract.NewUserRequest;
import claimbench.contract.ProfileRequest;
import claimbench.contract.RequestTarget;
import claimbench.contract.RetryRequest;
import claimbench.contract.Route;
import claimbench.contract.UserRequest;
import claimbench.contract.WaitRequest;
import claimbench.runtime.AboutServer;
import claimbench.runtime.Admission;
import claimbench.runtime.Dispatcher;
import claimbench.runtime.ServerMeters;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.Objects;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * From a request to its answer: finds the route, checks the arguments, lets the request in, subscribes to the route's work,
 * counts.
 */
final class Router {
    private final ServerMeters meters;
    private final AboutServer about;
    private final Admission admission;
    private final Unbroken unbroken;
    private final Routes routes;

    Router(ServerMeters meters, AboutServer about, Admission admission, Unbroken unbroken, Routes routes) {
        this.meters = meters;
        this.about = about;
        this.admission = admission;
        this.unbroken = unbroken;
        this.routes = routes;
    }

    Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
        var measured = new MeasuredRequest(meters, admission);
        Connection connection = connection(request);
        return replyOrProblem(RequestQueue.current(connection), connection, measured)
                .onErrorResume(failure -> Mono.just(problem(failure)))
                .flatMap(reply -> switch (reply) {
                    case Reply.Whole(Answer answer) -> {
                        measured.answered(answer.status());
                        yield send(answer, response);
                    }
                    case Reply.Streamed stream -> new StreamedAnswer(stream, measured).send(response, connection);
                })
                .doOnCancel(measured::clientLeft);
    }

    /** What is wrong with a request is found before there is anything to subscribe to. */
    private Mono<Reply> replyOrProblem(Received received, Connection connection, MeasuredRequest measured) {
        try {
            return received.refusal() != null
                    ? Mono.just(whole(Answer.of(received.refusal())))
                    : reply(clientRequest(received), connection, measured);
        } catch (RuntimeException e) { // also what nobody foresaw: it is an answer too, and is counted
            return Mono.just(problem(e));
        }
    }

    private Mono<Reply> reply(ClientRequest request, Connection connection, MeasuredRequest measured) {
        Route route = Route.resolve(request.method(), request.path());
        measured.isFor(route);
        Arguments arguments = route.arguments(request);
        measured.isIn(route.mode(arguments));
        measured.enter(route);
        return switch (route) {
            case PLAINTEXT -> Mono.just(whole(Answer.PLAINTEXT));
            case WAIT -> json(routes.waits().handle(WaitRequest.from(arguments)));
            case FANOUT -> json(routes.fanout().handle(FanoutRequest.from(arguments)));
            case USER -> json(routes.user().handle(UserRequest.from(arguments)));
            case NEW_USER ->
                unbroken.toItsEnd(routes.newUser().handle(NewUserRequest.from(arguments)), measured)
                        .map(Reply.Whole::new);
            case PROFILE -> json(routes.profile().handle(ProfileRequest.from(arguments)));
            case ANSWER -> routes.answer().handle(AnswerRequest.from(arguments));
            case DEADLINE -> json(routes.deadline().handle(DeadlineRequest.from(arguments)));
            case RETRY -> json(routes.retry().handle(RetryRequest.from(arguments)));
            case CPU -> json(routes.cpu().handle(CpuRequest.from(arguments), loop(connection)));
            case MIXED ->
                json(routes.mixed()
                        .handle(MixedRequest.from(arguments), Schedulers.fromExecutorService(loop(connection))));
            case BLOCK -> json(routes.block().handle(BlockRequest.from(arguments)));
            case HEALTH -> Mono.just(whole(Answer.READY));
            case ABOUT -> Mono.fromSupplier(() -> whole(Answer.json(about.about())));
            case METRICS -> Mono.fromSupplier(() -> whole(Dispatcher.metrics(meters, request.accept())));
        };
    }

    /** Sends an answer that is whole. */
    static Mono<Void> send(Answer answer, HttpServerResponse response) {
        answer.headers().forEach(response::header);
        return response.status(answer.status())
                .header(HttpHeaderNames.CONTENT_TYPE, answer.contentType())
                .header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(answer.body().length))
                .sendObject(Unpooled.wrappedBuffer(answer.body()))
                .then();
    }

    private static Reply whole(Answer answer) {
        return new Reply.Whole(answer);
    }

    private static Mono<Reply> json(Mono<?> work) {
        return work.map(result -> whole(Answer.json(result)));
    }

    private static Reply problem(Throwable failure) {
        return whole(Answer.of(Failures.problem(failure)));
    }

    /** As a handler sees it. Reactor Netty's own path parses a whole URI. */
    private static ClientRequest clientRequest(Received received) {
        var target = RequestTarget.of(received.head().uri());
        return new ClientRequest(
                received.head().method().name(),
                target.path(),
                target.rawQuery(),
                received.head().headers().get(HttpHeaderNames.ACCEPT),
                received.body());
    }

    private static Connection connection(HttpServerRequest request) {
        var connections = new Connection[1];
        request.withConnection(connection -> connections[0] = connection);
        return Objects.requireNonNull(connections[0]);
    }

    private static EventLoop loop(Connection connection) {
        return connection.channel().eventLoop();
    }
}

package claimbench.upstream;

import claimbench.contract.Answer;
import claimbench.contract.Problem;
import claimbench.contract.ProblemException;
import claimbench.runtime.Dispatcher;
import claimbench.runtime.ServerMeters;
import io.netty.buffer.ByteBuf;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * From a request to its answer. A call, which is work for a target, is metered and may be struck by a fault; what views
 * or sets the upstream itself is neither. Filled by one thread; thread-safe from there on.
 */
final class Router {
    private record Route(boolean isCall, Function<Call, Mono<Reply>> handler) {}

    /** By path, then by method. */
    private final Map<String, Map<String, Route>> routes = new LinkedHashMap<>();

    private final ServerMeters meters;
    private final Faults faults;
    private final FaultySender faultySender;

    Router(ServerMeters meters, Faults faults, FaultySender faultySender) {
        this.meters = meters;
        this.faults = faults;
        this.faultySender = faultySender;
    }

    /** Adds what is work for a target. */
    Router call(String method, String path, Function<Call, Mono<Reply>> handler) {
        return add(method, path, new Route(true, handler));
    }

    /**
     * Adds what views or sets the upstream. Some of it happens on another thread; its answer is sent on the connection's own loop all the
     * same, since one that is sent from elsewhere while the loop still reads its request is lost about once in a thousand.
     */
    Router control(String method, String path, Function<Call, Mono<Answer>> handler) {
        return add(
                method,
                path,
                new Route(
                        false,
                        call -> handler.apply(call).publishOn(call.onLoop()).map(Reply.Whole::new)));
    }

    private Router add(String method, String path, Route route) {
        routes.computeIfAbsent(path, _ -> new LinkedHashMap<>()).put(method, route);
        return this;
    }

    /** Handles one request, on the event loop of its connection. */
    Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
        Call call = Call.of(request);
        Route route;
        try {
            route = route(request.method().name(), request.fullPath());
        } catch (ProblemException e) {
            return Sender.send(response, Answer.of(e.problem()));
        }
        return route.isCall
                ? called(route, request.fullPath(), call, response)
                : reply(route, call).flatMap(reply -> Mono.from(Sender.send(response, reply)));
    }

    private Mono<Void> called(Route route, String path, Call call, HttpServerResponse response) {
        meters.received();
        var flight = new Flight(path, call);
        Optional<Fault> struck = faults.strike();
        if (struck.isPresent() && !FaultySender.letsWork(struck.get().kind())) {
            return Mono.from(faultySender.instead(struck.get(), call, response)).doFinally(_ -> flight.lost());
        }
        return reply(route, call)
                .map(flight::landing)
                .flatMap(reply -> Mono.from(
                        struck.isPresent()
                                ? faultySender.spoilt(struck.get(), call, response, reply)
                                : Sender.send(response, reply)))
                .doFinally(_ -> flight.lost());
    }

    private static Mono<Reply> reply(Route route, Call call) {
        return Mono.defer(() -> route.handler.apply(call))
                .onErrorResume(ProblemException.class, e -> Mono.just(new Reply.Whole(Answer.of(e.problem()))))
                .onErrorResume(e -> Mono.just(new Reply.Whole(Answer.of(Dispatcher.failure(e)))));
    }

    private Route route(String method, String path) {
        Map<String, Route> methods = routes.get(path);
        if (methods == null) {
            throw new ProblemException(new Problem("Unknown route", 404, "there are " + names(), null, null, null));
        }
        Route route = methods.get(method);
        if (route == null) {
            String allow = String.join(", ", methods.keySet());
            throw new ProblemException(new Problem(
                    "Wrong method",
                    405,
                    method + " is not allowed on " + path + "; " + allow + " is",
                    null,
                    null,
                    allow));
        }
        return route;
    }

    private String names() {
        return routes.entrySet().stream()
                .map(route -> String.join("/", route.getValue().keySet()) + " " + route.getKey())
                .collect(Collectors.joining(", "));
    }

    /** The meters of one call: it is answered, or lost, once. */
    private final class Flight {
        private final String path;
        private final Call call;
        private final AtomicBoolean ended = new AtomicBoolean();

        Flight(String path, Call call) {
            this.path = path;
            this.call = call;
        }

        /** An answer lands when it is handed to its connection, a stream when its last event is. */
        Reply landing(Reply reply) {
            return switch (reply) {
                case Reply.Whole(Answer answer) -> {
                    landed(answer.status());
                    yield reply;
                }
                case Reply.Events(Publisher<ByteBuf> events, int count) ->
                    new Reply.Events(Flux.from(events).doOnComplete(() -> landed(200)), count);
            };
        }

        private void landed(int status) {
            if (ended.compareAndSet(false, true)) {
                meters.answered(path, null, status, System.nanoTime() - call.startNanos());
            }
        }

        void lost() {
            if (ended.compareAndSet(false, true)) {
                meters.abandoned(path, null, System.nanoTime() - call.startNanos());
            }
        }
    }
}

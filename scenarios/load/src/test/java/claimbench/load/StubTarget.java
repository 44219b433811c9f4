package claimbench.load;

import claimbench.contract.Answer;
import claimbench.contract.AnswerRequest;
import claimbench.contract.AnswerRequest.Delivery;
import claimbench.contract.Arguments;
import claimbench.contract.BlockRequest;
import claimbench.contract.ClientRequest;
import claimbench.contract.CpuRequest;
import claimbench.contract.CpuWork;
import claimbench.contract.DeadlineRequest;
import claimbench.contract.FanoutRequest;
import claimbench.contract.MixedRequest;
import claimbench.contract.NewUserRequest;
import claimbench.contract.Notify;
import claimbench.contract.OnError;
import claimbench.contract.Problem;
import claimbench.contract.ProfileRequest;
import claimbench.contract.RetryRequest;
import claimbench.contract.Route;
import claimbench.contract.TokensRequest;
import claimbench.contract.UpstreamRequest;
import claimbench.contract.User;
import claimbench.contract.UserRequest;
import claimbench.contract.WaitRequest;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * A small honest server: answers every scenario's requests at once, as if nothing took time, and counts them. Of streams
 * alone it keeps the gaps.
 */
final class StubTarget implements AutoCloseable {
    /** In place of a server's own pace. */
    private static final int UNITS_PER_MS = 2;

    /** How a server answers a request. */
    @FunctionalInterface
    interface Manner {
        Answer answer(Route route, ClientRequest request);
    }

    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Manner manner;
    private final ConcurrentMap<String, LongAdder> requests = new ConcurrentHashMap<>();

    private StubTarget(Manner manner) {
        this.manner = manner;
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(executor);
        server.createContext("/", this::handle);
        server.start();
    }

    static StubTarget honest() {
        return new StubTarget(new Honest());
    }

    static StubTarget answering(Manner manner) {
        return new StubTarget(manner);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How many requests have been received for each target (path and query). */
    Map<String, Long> requests() {
        var counts = new ConcurrentHashMap<String, Long>();
        requests.forEach((target, count) -> counts.put(target, count.sum()));
        return counts;
    }

    @Override
    public void close() {
        server.stop(0);
        executor.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String target = exchange.getRequestURI().toString();
            requests.computeIfAbsent(target, first -> new LongAdder()).increment();
            String path = exchange.getRequestURI().getPath();
            Route route = Route.resolve(exchange.getRequestMethod(), path);
            var request = new ClientRequest(
                    exchange.getRequestMethod(),
                    path,
                    exchange.getRequestURI().getRawQuery(),
                    null,
                    exchange.getRequestBody().readAllBytes());
            Answer answer = manner.answer(route, request);
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            if (answer.contentType().equals(TokensRequest.CONTENT_TYPE)) {
                stream(
                        exchange,
                        answer,
                        AnswerRequest.from(route.arguments(request)).gapMs());
            } else {
                exchange.sendResponseHeaders(answer.status(), answer.body().length);
                exchange.getResponseBody().write(answer.body());
            }
        }
    }

    /** Each event as a chunk of its own, after the gap. */
    private static void stream(HttpExchange exchange, Answer answer, int gapMs) throws IOException {
        exchange.sendResponseHeaders(answer.status(), 0);
        int from = 0;
        byte[] body = answer.body();
        for (int at = 1; at < body.length; at++) {
            if (body[at] == '\n' && body[at - 1] == '\n') {
                CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(gapMs, TimeUnit.MILLISECONDS))
                        .join();
                exchange.getResponseBody().write(body, from, at + 1 - from);
                exchange.getResponseBody().flush();
                from = at + 1;
            }
        }
    }

    /** A whole stream of tokens, or the first of its events alone. */
    static Answer tokens(int announced, int sent, boolean ended) {
        var events = new ByteArrayOutputStream();
        for (int token = 0; token < sent; token++) {
            events.writeBytes(TokensRequest.event(token));
        }
        if (ended) {
            events.writeBytes(TokensRequest.done(announced));
        }
        return new Answer(200, TokensRequest.CONTENT_TYPE, events.toByteArray(), Map.of());
    }

    /** Answers as the contract says. Remembers who has registered. */
    static final class Honest implements Manner {
        private final AtomicInteger ids = new AtomicInteger(User.SEEDED);
        private final ConcurrentMap<Integer, User> users = new ConcurrentHashMap<>();

        @Override
        public Answer answer(Route route, ClientRequest request) {
            Arguments arguments = route.arguments(request);
            return switch (route) {
                case PLAINTEXT -> Answer.PLAINTEXT;
                case WAIT ->
                    Answer.json(
                            new WaitRequest.Answer(WaitRequest.from(arguments).ms()));
                case FANOUT -> fanout(FanoutRequest.from(arguments));
                case USER -> Answer.json(user(UserRequest.from(arguments).id()));
                case NEW_USER -> register(NewUserRequest.from(arguments));
                case PROFILE -> profile(ProfileRequest.from(arguments));
                case ANSWER -> tokens(AnswerRequest.from(arguments));
                case DEADLINE -> Answer.of(DeadlineRequest.from(arguments).exceeded());
                case RETRY -> retry(RetryRequest.from(arguments));
                case CPU -> {
                    CpuRequest cpu = CpuRequest.from(arguments);
                    yield Answer.json(new CpuRequest.Answer(checksum(cpu.tasks(), cpu.units()), 1));
                }
                case MIXED -> {
                    MixedRequest mixed = MixedRequest.from(arguments);
                    int units = mixed.taskUnits(UNITS_PER_MS);
                    yield Answer.json(new MixedRequest.Answer(checksum(mixed.tasks(), units), units, 1));
                }
                case BLOCK ->
                    Answer.json(
                            new BlockRequest.Answer(BlockRequest.from(arguments).ms(), 1));
                default -> Answer.READY;
            };
        }

        private User user(int id) {
            return users.getOrDefault(id, User.seeded(id));
        }

        private Answer register(NewUserRequest request) {
            int id = ids.incrementAndGet();
            users.put(id, new User(id, request.name(), request.email()));
            return Answer.created(
                    NewUserRequest.path(id), new NewUserRequest.Answer(id, request.notification() == Notify.AWAITED));
        }

        private Answer profile(ProfileRequest request) {
            return Answer.json(new ProfileRequest.Answer(user(request.id()), result(request.upstreamRequest()), 1));
        }

        private static Answer tokens(AnswerRequest request) {
            return request.mode() == Delivery.STREAM
                    ? StubTarget.tokens(request.tokens(), request.tokens(), true)
                    : Answer.json(new AnswerRequest.Answer(TokensRequest.text(request.tokens()), 1));
        }

        private static Answer retry(RetryRequest request) {
            return request.failures() < request.attempts()
                    ? Answer.json(new RetryRequest.Answer(request.failures() + 1, 1))
                    : Answer.of(request.failed(request.attempts(), "status 503"));
        }

        private static Answer fanout(FanoutRequest request) {
            List<UpstreamRequest> calls = request.upstreamRequests();
            if (request.failing() > 0 && request.onError() == OnError.FAIL) {
                return Answer.of(Problem.upstreamFailed("the upstream answered 500"));
            }
            return Answer.json(new FanoutRequest.Answer(
                    calls.stream()
                            .filter(call -> !call.fail())
                            .map(Honest::result)
                            .toList(),
                    calls.stream()
                            .filter(UpstreamRequest::fail)
                            .map(call -> new FanoutRequest.Failure(call.call(), "the upstream answered 500"))
                            .toList(),
                    1));
        }

        private static UpstreamRequest.Answer result(UpstreamRequest call) {
            return new UpstreamRequest.Answer(call.call(), call.latencyMs());
        }

        private static String checksum(int tasks, int units) {
            return CpuWork.text(CpuWork.checksum(tasks, units));
        }
    }
}

package claimbench.harness.run;

import claimbench.contract.About;
import claimbench.contract.Arguments;
import claimbench.contract.FanoutRequest;
import claimbench.contract.Json;
import claimbench.contract.Mode;
import claimbench.contract.NewUserRequest;
import claimbench.contract.Notify;
import claimbench.contract.Route;
import claimbench.contract.UpstreamRequest;
import claimbench.contract.WaitRequest;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A target that waits, and calls the upstream, as the contract says, and has one fault: the one that its first argument names. A
 * process of its own.
 */
public final class PlantedTarget {
    /** What can be wrong with it. */
    enum Fault {
        /** The honest twin. */
        NONE,
        /** One request at a time gets past a lock, and others wait for it; the rest of the server goes on. */
        LOCK_AROUND_THE_HANDLER,
        /** The one thread that reads and writes for all waits itself. */
        BLOCKING_CALL_ON_THE_LOOP,
        /** Says that it has waited. */
        ANSWERS_WITHOUT_WAITING,
        /** Closes the connection of every 1,000th request, and says nothing. */
        DROPS_EVERY_THOUSANDTH,
        /** Keeps some memory of each request. */
        LEAKS_MEMORY,
        /** Keeps a file open for each request. */
        LEAKS_FILES,
        /** Says of each task that it is left to the background, and of every tenth nothing more. */
        FORGETS_EVERY_TENTH_TASK
    }

    private static final int DROPPED = 1_000;
    private static final int FORGOTTEN = 10;
    private static final int LEAK_BYTES = 1 << 16;

    /** A leak must show before it kills. */
    private static final int LEAKED_MAX = 500;

    /** Files of each request at first, and of some later, so that more are open in a window after a long warm-up too. */
    private static final int LEAKED_AT_FIRST = 400;

    private static final int LEAKED_LATER = 10;
    private static final int FILES_MAX = 1_500;

    private static final int BACKLOG = 1_000;

    private final Fault fault;
    private final URI upstream;
    private final HttpServer server;
    private final Semaphore lock;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger active = new AtomicInteger();
    private final AtomicInteger tasks = new AtomicInteger();
    private final AtomicInteger tasksLeft = new AtomicInteger();
    private final AtomicInteger tasksEnded = new AtomicInteger();
    private final ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor();
    private final List<byte[]> memory = Collections.synchronizedList(new ArrayList<>());
    private final List<Closeable> files = Collections.synchronizedList(new ArrayList<>());
    private final HttpClient client = HttpClient.newHttpClient();

    private PlantedTarget(Fault fault, URI upstream) throws IOException {
        this.fault = fault;
        this.upstream = upstream;
        this.lock = new Semaphore(fault == Fault.LOCK_AROUND_THE_HANDLER ? 1 : Integer.MAX_VALUE, true);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        if (fault != Fault.BLOCKING_CALL_ON_THE_LOOP) {
            // Otherwise handlers run where connections are read.
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** Serves until standard input ends. */
    public static void main(String[] args) throws IOException {
        List<String> options = Arrays.asList(args);
        int upstream = options.indexOf("--upstream");
        var target = new PlantedTarget(
                Fault.valueOf(args[0]), URI.create(upstream < 0 ? "http://127.0.0.1:1" : options.get(upstream + 1)));
        System.out.println(
                "ready planted http://127.0.0.1:" + target.server.getAddress().getPort());
        while (System.in.read() >= 0) {
            // Only the end matters.
        }
        Runtime.getRuntime().halt(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        active.incrementAndGet();
        try {
            String path = exchange.getRequestURI().getPath();
            if (path.equals(Route.HEALTH.path())) {
                send(exchange, "{\"status\":\"ready\"}");
            } else if (path.equals(Route.ABOUT.path())) {
                send(exchange, about());
            } else if (path.equals(Route.METRICS.path())) {
                send(
                        exchange,
                        "http_server_requests_active{process=\"planted\"} " + active + "\n"
                                + "http_server_requests_seconds_count{process=\"planted\",route=\"/wait\"} " + requests
                                + "\nclaimbench_background_tasks{process=\"planted\",state=\"running\"} " + tasksLeft
                                + "\nclaimbench_background_ended_total{process=\"planted\",outcome=\"success\"} "
                                + tasksEnded + "\n");
            } else if (path.equals(Route.WAIT.path())) {
                waitRoute(exchange);
            } else if (path.equals(Route.FANOUT.path())) {
                fanoutRoute(exchange);
            } else if (path.equals(Route.NEW_USER.path())) {
                newUserRoute(exchange);
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            active.decrementAndGet();
        }
    }

    private static String about() {
        return Json.MAPPER.writeValueAsString(new About(
                About.CONTRACT_VERSION,
                "planted",
                "1",
                "java",
                ManagementFactory.getRuntimeMXBean().getInputArguments(),
                Map.of(),
                ProcessHandle.current().pid()));
    }

    private void waitRoute(HttpExchange exchange) throws IOException, InterruptedException {
        int number = requests.incrementAndGet();
        int ms = WaitRequest.from(Arguments.parse(exchange.getRequestURI().getRawQuery(), List.of(WaitRequest.MS)))
                .ms();
        switch (fault) {
            case DROPS_EVERY_THOUSANDTH -> {
                if (number % DROPPED == 0) {
                    exchange.close();
                    return;
                }
            }
            case LEAKS_MEMORY -> {
                if (memory.size() < LEAKED_MAX) {
                    memory.add(new byte[LEAK_BYTES]);
                }
            }
            case LEAKS_FILES -> {
                if ((number <= LEAKED_AT_FIRST || number % LEAKED_LATER == 0) && files.size() < FILES_MAX) {
                    files.add(open());
                }
            }
            default -> {
                // Nothing that is kept or left out.
            }
        }
        if (fault != Fault.ANSWERS_WITHOUT_WAITING) {
            lock.acquire();
            try {
                TimeUnit.MILLISECONDS.sleep(ms);
            } finally {
                lock.release();
            }
        }
        send(exchange, "{\"waitedMs\":" + ms + "}");
    }

    /** Mails take their time, and go nowhere. */
    private void newUserRoute(HttpExchange exchange) throws IOException, InterruptedException {
        int id = requests.incrementAndGet();
        var arguments = Arguments.parse(
                exchange.getRequestURI().getRawQuery(), List.of(NewUserRequest.NOTIFY, NewUserRequest.MAIL_MS));
        int mailMs = arguments.get(NewUserRequest.MAIL_MS);
        exchange.getRequestBody().readAllBytes();
        boolean awaited = arguments.get(NewUserRequest.NOTIFY) == Notify.AWAITED;
        if (awaited) {
            TimeUnit.MILLISECONDS.sleep(mailMs);
        } else if (tasks.incrementAndGet() % FORGOTTEN != 0 || fault != Fault.FORGETS_EVERY_TENTH_TASK) {
            tasksLeft.incrementAndGet();
            var _ = background.schedule(
                    () -> {
                        tasksEnded.incrementAndGet();
                        tasksLeft.decrementAndGet();
                    },
                    mailMs,
                    TimeUnit.MILLISECONDS);
        }
        send(exchange, 201, Json.MAPPER.writeValueAsString(new NewUserRequest.Answer(id, awaited)));
    }

    private static InputStream open() throws IOException {
        return Files.newInputStream(Path.of(Objects.requireNonNull(System.getProperty("java.home")), "release"));
    }

    private void fanoutRoute(HttpExchange exchange) throws IOException, InterruptedException {
        requests.incrementAndGet();
        var request = FanoutRequest.from(Arguments.parse(
                exchange.getRequestURI().getRawQuery(),
                List.of(
                        FanoutRequest.CALLS,
                        FanoutRequest.MODE,
                        FanoutRequest.MS,
                        FanoutRequest.DISTRIBUTION,
                        FanoutRequest.SEED,
                        FanoutRequest.FAILING,
                        FanoutRequest.ON_ERROR)));
        var calls = request.upstreamRequests().stream();
        List<UpstreamRequest.Answer> answers =
                request.mode() == Mode.SERIAL ? calls.map(this::call).toList() : together(calls.toList());
        send(exchange, Json.MAPPER.writeValueAsString(new FanoutRequest.Answer(answers, 1)));
    }

    private List<UpstreamRequest.Answer> together(List<UpstreamRequest> calls) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<UpstreamRequest.Answer>();
            for (var future : threads.invokeAll(calls.stream()
                    .map(call -> (Callable<UpstreamRequest.Answer>) () -> call(call))
                    .toList())) {
                answers.add(future.resultNow());
            }
            return answers;
        }
    }

    private UpstreamRequest.Answer call(UpstreamRequest call) {
        try {
            String body = client.send(
                            HttpRequest.newBuilder(upstream.resolve(call.target()))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            return Json.MAPPER.readValue(body, UpstreamRequest.Answer.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void send(HttpExchange exchange, String body) throws IOException {
        send(exchange, 200, body);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = Objects.requireNonNull(exchange.getResponseBody())) {
            out.write(bytes);
        }
    }
}

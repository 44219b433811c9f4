package claimbench.harness.run;

import claimbench.contract.About;
import claimbench.contract.Json;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A target that is broken in the way that its first argument names; a process of its own. */
public final class DummyTarget {
    /** Requests for {@code /wait} that a target answers before it does what it is broken for: those of the probe. */
    private static final int SOUND_REQUESTS = 1;

    static final int DIE_EXIT_CODE = 9;

    private final String mode;
    private final AtomicInteger requests = new AtomicInteger();
    private final HttpServer server;

    private DummyTarget(String mode, int port) throws IOException {
        this.mode = mode;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        String mode = args[0];
        switch (mode) {
            case "crash" -> {
                System.err.println("kaboom: nothing works");
                System.exit(3);
            }
            case "never-ready" -> endWithParent();
            case "no-address" -> {
                System.out.println("ready no-address [somewhere else]");
                endWithParent();
            }
            case "stubborn" -> {
                Runtime.getRuntime().addShutdownHook(new Thread(DummyTarget::waitForever));
                start(mode, 0);
            }
            case "port-in-use" -> {
                int port = Integer.parseInt(args[1]);
                try {
                    start(mode, port);
                } catch (IOException e) {
                    System.err.println("cannot listen on 127.0.0.1:" + port + ": address already in use");
                    System.exit(1);
                }
            }
            default -> {
                start(mode, 0);
                endWithParent();
            }
        }
        waitForever();
    }

    /** A server in this process. */
    static HttpServer start(String mode, int port) throws IOException {
        HttpServer server = new DummyTarget(mode, port).server;
        System.out.println(
                "ready " + mode + " http://127.0.0.1:" + server.getAddress().getPort());
        return server;
    }

    private static void endWithParent() {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                while (System.in.read() >= 0) {
                    // Only the end matters.
                }
            } catch (IOException e) {
                // The same as the end.
            }
            Runtime.getRuntime().halt(0);
        });
    }

    private static void waitForever() {
        while (true) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                // Not even then.
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        switch (exchange.getRequestURI().getPath()) {
            case "/health" -> {
                if (mode.equals("stall") && requests.get() > SOUND_REQUESTS) {
                    waitForever();
                }
                send(exchange, "{\"status\":\"ready\"}");
            }
            case "/about" ->
                send(
                        exchange,
                        Json.MAPPER.writeValueAsString(new About(
                                mode.equals("other-contract") ? 99 : About.CONTRACT_VERSION,
                                mode,
                                "1",
                                "java",
                                mode.equals("other-flags") ? List.of("-Xmx9g") : List.of(),
                                Map.of("pool", 7),
                                ProcessHandle.current().pid())));
            case "/metrics" ->
                send(
                        exchange,
                        "http_server_requests_active{process=\"dummy\"} 5.0\n"
                                + "http_server_requests_seconds_count{process=\"dummy\",route=\"/wait\"} " + counted()
                                + "\n");
            case "/wait" -> waitRoute(exchange);
            default -> exchange.sendResponseHeaders(404, -1);
        }
    }

    /** What it says it has answered. */
    private int counted() {
        int all = requests.get();
        return mode.equals("miscounts") ? all - all / 3 : all;
    }

    private void waitRoute(HttpExchange exchange) throws IOException {
        boolean underLoad = requests.incrementAndGet() > SOUND_REQUESTS;
        switch (mode) {
            case "wrong-answer" -> send(exchange, "{\"waitedMs\":7}");
            case "wrong-under-load" -> send(exchange, underLoad ? "{\"waitedMs\":7}" : "{\"waitedMs\":1}");
            case "stall" -> {
                if (underLoad) {
                    waitForever();
                }
                send(exchange, "{\"waitedMs\":1}");
            }
            case "die" -> {
                if (underLoad) {
                    Runtime.getRuntime().halt(DIE_EXIT_CODE);
                }
                send(exchange, "{\"waitedMs\":1}");
            }
            case "wrong-at-times" -> send(exchange, requests.get() % 2 == 0 ? "{\"waitedMs\":7}" : "{\"waitedMs\":1}");
            default -> send(exchange, "{\"waitedMs\":1}");
        }
    }

    private static void send(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        try (var out = Objects.requireNonNull(exchange.getResponseBody())) {
            out.write(bytes);
        }
    }
}

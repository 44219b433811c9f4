package claimbench.harness.performance;

import claimbench.contract.TokensRequest;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A target, and an upstream, that has the routes that steps ask for, and needs nothing for them. Its first argument says what
 * it is like: {@code good}; {@code leaky}, which keeps memory and a file of each request; {@code mean}, which answers what it
 * is asked for half.
 */
public final class DummyRoutes {
    /** One request at a time, each for so long; of more than so many at once, the rest is refused. */
    private static final int WORK_MILLIS = 5;

    private static final int WORK_MAX = 80;
    private static final int LEAK_BYTES = 20_000;

    private final boolean leaky;
    private final boolean mean;
    private final Queue<Object> kept = new ConcurrentLinkedQueue<>();
    private final AtomicInteger working = new AtomicInteger();
    private final ReentrantLock core = new ReentrantLock();

    private DummyRoutes(String mode) {
        leaky = mode.equals("leaky");
        mean = mode.equals("mean");
    }

    public static void main(String[] args) throws IOException {
        var routes = new DummyRoutes(args[0]);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> answer(exchange, 200, "hello"));
        server.createContext("/lateness", exchange -> answer(exchange, 200, "{\"p95Nanos\":1000}"));
        server.createContext("/wait", routes::await);
        server.createContext("/answer", routes::stream);
        server.createContext("/profile", routes::profile);
        server.createContext("/work", routes::work);
        server.start();
        System.out.println("ready dummy http://127.0.0.1:" + server.getAddress().getPort());
        while (System.in.read() >= 0) {
            // Only the end matters.
        }
        System.exit(0);
    }

    private void await(HttpExchange exchange) throws IOException {
        int ms = parameter(exchange, "ms");
        pause(ms);
        answer(exchange, 200, "{\"waitedMs\":" + (mean ? ms / 2 : ms) + "}");
    }

    private void stream(HttpExchange exchange) throws IOException {
        leak();
        int tokens = parameter(exchange, "tokens");
        exchange.sendResponseHeaders(200, 0);
        for (int token = 0; token < (mean ? tokens / 2 : tokens); token++) {
            pause(parameter(exchange, "gap-ms"));
            exchange.getResponseBody().write(TokensRequest.event(token));
            exchange.getResponseBody().flush();
        }
        if (!mean) {
            exchange.getResponseBody().write(TokensRequest.done(tokens));
        }
        exchange.close();
    }

    private void profile(HttpExchange exchange) throws IOException {
        leak();
        String path = exchange.getRequestURI().getPath();
        answer(exchange, 200, "{\"id\":" + path.substring(path.lastIndexOf('/') + 1) + "}");
    }

    private void work(HttpExchange exchange) throws IOException {
        boolean refused = working.incrementAndGet() > WORK_MAX;
        try {
            if (!refused) {
                core.lock();
                try {
                    pause(WORK_MILLIS);
                } finally {
                    core.unlock();
                }
            }
        } finally {
            working.decrementAndGet();
        }
        if (refused && !mean) {
            exchange.getResponseHeaders().set("Retry-After", "1");
        }
        answer(exchange, refused ? 503 : 200, refused ? "full" : "done");
    }

    private void leak() throws IOException {
        if (leaky) {
            kept.add(new byte[LEAK_BYTES]);
            kept.add(new FileInputStream("/dev/null"));
        }
    }

    private static int parameter(HttpExchange exchange, String name) {
        for (String each : exchange.getRequestURI().getQuery().split("&", -1)) {
            if (each.startsWith(name + "=")) {
                return Integer.parseInt(each.substring(name.length() + 1));
            }
        }
        throw new IllegalArgumentException("no " + name);
    }

    private static void pause(int millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}

package claimbench.kit;

import claimbench.contract.Answer;
import claimbench.contract.Json;
import claimbench.contract.UpstreamRequest;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The upstream of a contract test. It never waits for time to pass: it answers at once, or when the test lets it, so
 * that "all at once" and "one after another" are seen in what arrives, not guessed from how long it took. Thread-safe.
 */
public final class ScriptedUpstream implements AutoCloseable {
    private static final long HOLD_NANOS_MAX = TimeUnit.SECONDS.toNanos(20);

    /** What the upstream does with a call. */
    enum Behaviour {
        /** Answers at once. */
        ANSWER,
        /** Waits until all calls are here, then answers the last call first. */
        HOLD_UNTIL_ALL,
        /** Waits until told to answer. */
        HOLD,
        /** Answers 500. */
        FAIL,
        /** Ends the connection without an answer. */
        HANG_UP,
        /** Answers 200 with something that isn't the contract's JSON. */
        ANSWER_NONSENSE
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    // All guarded by this object's monitor.
    private final List<String> received = new ArrayList<>();
    private final NavigableSet<Integer> held = new TreeSet<>();
    private Behaviour behaviour = Behaviour.ANSWER;
    private int callsExpected;
    private int inFlight;
    private int inFlightMax;

    /** An upstream that accepts calls on a free port, and answers at once. */
    public ScriptedUpstream() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** Scheme, host and port. */
    public URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Forgets what was received, and does this from now on; whoever is held is let go. */
    synchronized void will(Behaviour next) {
        behaviour = next;
        callsExpected = 0;
        received.clear();
        inFlightMax = 0;
        notifyAll();
    }

    /** Holds calls until this many are here. */
    synchronized void willHoldUntil(int calls) {
        will(Behaviour.HOLD_UNTIL_ALL);
        callsExpected = calls;
    }

    /** Returns when a call is held. */
    synchronized void awaitHeld() throws InterruptedException {
        long deadlineNanos = System.nanoTime() + HOLD_NANOS_MAX;
        while (held.isEmpty()) {
            long leftNanos = deadlineNanos - System.nanoTime();
            if (leftNanos <= 0) {
                throw new AssertionError("no call reached the upstream");
            }
            TimeUnit.NANOSECONDS.timedWait(this, leftNanos);
        }
    }

    /** Targets of the calls since {@link #will}, in order of arrival. */
    synchronized List<String> received() {
        return List.copyOf(received);
    }

    /** The most calls that were unanswered at one time since {@link #will}. */
    synchronized int inFlightMax() {
        return inFlightMax;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = UpstreamRequest.from(exchange.getRequestURI().getRawQuery());
            switch (arrive(exchange.getRequestURI().toString(), request.call())) {
                case FAIL -> send(exchange, 500, "failed");
                case ANSWER_NONSENSE -> send(exchange, 200, "nonsense");
                case HANG_UP -> {} // closed without an answer
                case ANSWER, HOLD, HOLD_UNTIL_ALL ->
                    send(
                            exchange,
                            200,
                            Json.MAPPER.writeValueAsString(
                                    new UpstreamRequest.Answer(request.call(), request.latencyMs())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes note of a call, and returns when it is to be answered. */
    private synchronized Behaviour arrive(String target, int call) throws InterruptedException {
        Behaviour mine = behaviour;
        received.add(target);
        inFlight++;
        inFlightMax = Math.max(inFlightMax, inFlight);
        held.add(call);
        notifyAll();
        long deadlineNanos = System.nanoTime() + HOLD_NANOS_MAX;
        while (mine == behaviour && isHeld(call) && System.nanoTime() < deadlineNanos) {
            TimeUnit.NANOSECONDS.timedWait(this, deadlineNanos - System.nanoTime());
        }
        held.remove(call);
        inFlight--;
        notifyAll();
        return mine;
    }

    private boolean isHeld(int call) {
        return switch (behaviour) {
            case HOLD -> true;
            case HOLD_UNTIL_ALL -> received.size() < callsExpected || held.last() != call;
            case ANSWER, FAIL, HANG_UP, ANSWER_NONSENSE -> false;
        };
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", Answer.JSON);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        will(Behaviour.HANG_UP);
        server.stop(0);
        threads.close();
    }
}

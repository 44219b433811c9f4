package claimbench.harness.run;

import claimbench.contract.Route;
import claimbench.harness.result.PlannedTrial;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One address for the meters of a whole run.
 *
 * <pre>
 * Prometheus --GET /metrics--> relay ---> harness, target, upstream, generator of the trial that is under way:
 *                                         the latest scrape of each, or the process where none is recorded
 * </pre>
 *
 * <p>Prometheus takes up to 5 s to notice a new address, and a short trial's processes live no longer than that. So it is
 * told one address when the run begins, and whoever asks there is given what the processes say, each sample with the labels
 * of {@link TrialLabels}, and {@code instance}. A process that does not answer in time, or answers something else, is left out,
 * and a comment says so. While nobody asks, nothing is done. It listens on the loopback address alone. Thread-safe.
 */
final class MetricsRelay implements AutoCloseable {
    /** Well below the scrape timeout of prometheus.yml: one process that hangs must not cost the others their scrape. */
    private static final Duration ANSWER_BOUND = Duration.ofMillis(500);

    private static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private record Shown(PlannedTrial trial, String instance, MetricsLabeller labeller, Scraper.Source source) {
        MetricsText read() throws IOException, InterruptedException, ParseException {
            return labeller.read(source.ask().orElseThrow(() -> new IOException("no meters")));
        }
    }

    private final String run;
    private final List<Shown> shown = new CopyOnWriteArrayList<>();

    /** Of the platform: an answer is larger than what the kernel takes at once, and a virtual thread that waits costs two more threads' turns. */
    private final ExecutorService answering = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("metrics-relay-", 0).factory());

    /** Virtual: to interrupt one that waits for a process ends its connection. */
    private final ExecutorService reading = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("metrics-relay-reads-", 0).factory());

    private @Nullable HttpServer server;

    /**
     * A relay that does not listen yet.
     *
     * @param run value of the label of that name
     */
    MetricsRelay(String run) {
        this.run = run;
    }

    /**
     * Begins to answer.
     *
     * @return its address, without a path
     * @throws IOException where it gets no port
     */
    synchronized URI listen() throws IOException {
        var loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        HttpServer created = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        created.setExecutor(answering);
        created.createContext("/", this::answer);
        created.start();
        server = created;
        return URI.create("http://127.0.0.1:" + created.getAddress().getPort());
    }

    /**
     * This process of the trial answers now. It names itself in a label of its own meters.
     *
     * @param role value of the label of that name
     * @param address whose host and port are the label {@code instance}
     * @param source is asked what it says, each time that the relay is
     */
    void add(PlannedTrial trial, String role, URI address, Scraper.Source source) {
        Map<String, String> labels = TrialLabels.of(run, trial, role);
        labels.put("instance", address.getAuthority());
        shown.add(new Shown(trial, address.getAuthority(), new MetricsLabeller(labels), source));
    }

    /** The trial's processes are about to end: another's may get their ports. */
    void remove(PlannedTrial trial) {
        shown.removeIf(process -> process.trial.equals(trial));
    }

    /** Answers no more, and asks no more. */
    @Override
    public synchronized void close() {
        if (server != null) {
            server.stop(0);
        }
        reading.shutdownNow();
        answering.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals(Route.METRICS.path())) {
                exchange.sendResponseHeaders(404, -1);
            } else if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                exchange.sendResponseHeaders(405, -1);
            } else {
                byte[] body = gather();
                exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
                exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    /** All are read at the same time. */
    private byte[] gather() throws InterruptedIOException {
        List<Shown> all = List.copyOf(shown);
        List<Callable<MetricsText>> questions = all.stream()
                .<Callable<MetricsText>>map(process -> process::read)
                .toList();
        List<Future<MetricsText>> answers;
        try {
            // Those that are not done in time are interrupted, which ends their connections.
            answers = reading.invokeAll(questions, ANSWER_BOUND.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new InterruptedIOException("the run has ended");
        }
        var text = new MetricsText();
        var leftOut = new StringBuilder();
        for (int index = 0; index < all.size(); index++) {
            Future<MetricsText> answer = answers.get(index);
            if (answer.state() == Future.State.SUCCESS) {
                text.add(answer.resultNow());
            } else {
                leftOut.append("# left out: %s: %s\n".formatted(all.get(index).instance, reason(answer)));
            }
        }
        return text.bytes(leftOut.toString());
    }

    /** In one line. */
    private static String reason(Future<?> answer) {
        return answer.state() == Future.State.CANCELLED
                ? "no answer within " + ANSWER_BOUND.toMillis() + " ms"
                : answer.exceptionNow().toString().replaceAll("\\R", " ");
    }
}

package claimbench.harness.run;

import claimbench.contract.MeteredProcess;
import claimbench.contract.Route;
import claimbench.harness.result.PlannedTrial;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One address for the meters of a whole run.
 *
 * <pre>
 * Prometheus --GET /metrics--> relay --GET /metrics--> target, upstream, generator of the trial that is under way
 * </pre>
 *
 * <p>Prometheus takes up to 5 s to notice a new address, and a short trial's processes live no longer than that. So it is
 * told one address when the run begins, and whoever asks there is given what the processes say at that moment, each sample
 * with the labels of {@link TrialLabels}, and {@code instance}. A process that
 * does not answer in time, or answers something else, is left out, and a comment says so. While nobody asks, nothing is
 * done. It listens on the loopback address alone. Thread-safe.
 */
final class MetricsRelay implements AutoCloseable {
    /** Well below the scrape timeout of prometheus.yml: one process that hangs must not cost the others their scrape. */
    private static final Duration ANSWER_BOUND = Duration.ofMillis(500);

    private static final long ANSWER_BYTES_MAX = 4L << 20;
    private static final String FORMAT = "text/plain; version=0.0.4";

    private record Source(PlannedTrial trial, URI base, Map<String, String> labels) {}

    private final String run;
    private final Supplier<String> own;
    private volatile @Nullable PlannedTrial current;
    private volatile String address = "";
    private final List<Source> sources = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("metrics-relay-", 0).factory());
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER_BOUND)
            .executor(threads)
            .build();
    private @Nullable HttpServer server;

    /**
     * A relay that does not listen yet.
     *
     * @param run value of the label of that name
     * @param own what this process says of itself, which is given too while a trial is under way
     */
    MetricsRelay(String run, Supplier<String> own) {
        this.run = run;
        this.own = own;
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
        created.setExecutor(threads);
        created.createContext("/", this::answer);
        created.start();
        server = created;
        address = "127.0.0.1:" + created.getAddress().getPort();
        return URI.create("http://" + address);
    }

    /** This trial is under way. */
    void begin(PlannedTrial trial) {
        current = trial;
    }

    /**
     * This process of the trial answers now, at this address. It names itself in a label of its own meters.
     *
     * @param role value of the label of that name
     */
    void add(PlannedTrial trial, String role, URI process) {
        Map<String, String> labels = TrialLabels.of(run, trial, role);
        labels.put("instance", process.getAuthority());
        sources.add(new Source(trial, process, labels));
    }

    /** The trial's processes are about to end: another's may get their ports. */
    void remove(PlannedTrial trial) {
        current = null;
        sources.removeIf(source -> source.trial.equals(trial));
    }

    /** Answers no more, and asks no more. */
    @Override
    public synchronized void close() {
        if (server != null) {
            server.stop(0);
        }
        client.shutdownNow();
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals(Route.METRICS.path())) {
                exchange.sendResponseHeaders(404, -1);
            } else if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                exchange.sendResponseHeaders(405, -1);
            } else {
                byte[] body = gather().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", FORMAT + "; charset=utf-8");
                exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    /** All are asked, and read, at the same time. */
    private String gather() throws InterruptedIOException {
        List<Source> asked = List.copyOf(sources);
        List<Callable<MetricsText>> questions = asked.stream()
                .<Callable<MetricsText>>map(source -> () -> ask(source))
                .toList();
        List<Future<MetricsText>> answers;
        try {
            // Those that are not done in time are interrupted, which ends their connections.
            answers = threads.invokeAll(questions, ANSWER_BOUND.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new InterruptedIOException("the run has ended");
        }
        var text = new MetricsText();
        addOwn(text);
        var leftOut = new StringBuilder();
        for (int index = 0; index < asked.size(); index++) {
            Future<MetricsText> answer = answers.get(index);
            if (answer.state() == Future.State.SUCCESS) {
                text.add(answer.resultNow());
            } else {
                leftOut.append(
                        "# left out: %s: %s\n".formatted(asked.get(index).base.getAuthority(), reason(answer)));
            }
        }
        return text.toString() + leftOut;
    }

    private void addOwn(MetricsText text) {
        PlannedTrial trial = current;
        if (trial != null) {
            Map<String, String> labels = TrialLabels.of(run, trial, MeteredProcess.HARNESS.role());
            labels.put("instance", address);
            try {
                text.add(MetricsText.of(own.get(), labels));
            } catch (ParseException e) {
                throw new IllegalStateException("our own meters cannot be read", e);
            }
        }
    }

    private MetricsText ask(Source source) throws IOException, InterruptedException, ParseException {
        HttpRequest request = HttpRequest.newBuilder(source.base.resolve(Route.METRICS.path()))
                .header("Accept", FORMAT)
                .build();
        HttpResponse<String> response = client.send(
                request,
                HttpResponse.BodyHandlers.limiting(
                        HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8), ANSWER_BYTES_MAX));
        if (response.statusCode() != 200) {
            throw new IOException("status " + response.statusCode());
        }
        return MetricsText.of(response.body(), source.labels);
    }

    /** In one line. */
    private static String reason(Future<?> answer) {
        return answer.state() == Future.State.CANCELLED
                ? "no answer within " + ANSWER_BOUND.toMillis() + " ms"
                : answer.exceptionNow().toString().replaceAll("\\R", " ");
    }
}

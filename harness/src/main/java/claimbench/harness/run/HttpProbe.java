package claimbench.harness.run;

import claimbench.contract.Answer;
import claimbench.load.Arm;
import claimbench.load.Ask;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Single requests to a server: before and beside the load, never as the load. Thread-safe. */
public final class HttpProbe implements AutoCloseable {
    private final HttpClient client;
    private final String name;
    private final URI base;
    private final Duration bound;

    /**
     * Requests to one server.
     *
     * @param name of the server, for messages
     * @param base its address
     * @param bound for an answer
     */
    public HttpProbe(String name, URI base, Duration bound) {
        this.name = name;
        this.base = base;
        this.bound = bound;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(bound)
                .build();
    }

    /**
     * The body of an answer with status 200.
     *
     * @throws TrialFailure where there is none in time, or it has another status
     */
    public String get(String target) throws TrialFailure, InterruptedException {
        HttpResponse<String> response = exchange("GET", target, "");
        if (response.statusCode() / 100 != 2) {
            throw wrong("GET", target, status(response));
        }
        return response.body();
    }

    /**
     * Posts an empty body, in a window too: so with Java's older client, for the same reason as a {@link Scraper}.
     *
     * @throws TrialFailure where there is no success in time
     */
    void post(String target) throws TrialFailure {
        int status;
        try {
            var connection = (HttpURLConnection) base.resolve(target).toURL().openConnection(Proxy.NO_PROXY);
            int boundMillis = Math.toIntExact(bound.toMillis());
            connection.setConnectTimeout(boundMillis);
            connection.setReadTimeout(boundMillis);
            connection.setRequestMethod("POST");
            connection.setFixedLengthStreamingMode(0);
            connection.setDoOutput(true);
            connection.getOutputStream().close();
            status = connection.getResponseCode();
            if (status / 100 == 2) {
                try (InputStream body = connection.getInputStream()) {
                    body.skipNBytes(Math.max(0, connection.getContentLength()));
                }
            }
        } catch (SocketTimeoutException e) {
            throw late("POST", target);
        } catch (IOException e) {
            throw silent("POST", target, e);
        }
        if (status / 100 != 2) {
            throw wrong("POST", target, "status " + status);
        }
    }

    /**
     * Sends a request of a scenario and checks the answer.
     *
     * @throws TrialFailure where there is no answer in time, or not the right one
     */
    void ask(Arm.Manner manner, Ask ask) throws TrialFailure, InterruptedException {
        String method = manner == Arm.Manner.POST ? "POST" : "GET";
        HttpResponse<String> response = exchange(method, ask.target(), ask.body());
        String fault = ask.fault(response.statusCode(), response.body().getBytes(StandardCharsets.UTF_8));
        if (response.statusCode() != ask.status()) {
            throw wrong(method, ask.target(), status(response));
        }
        if (fault != null) {
            throw wrong(method, ask.target(), fault);
        }
    }

    private HttpResponse<String> exchange(String method, String target, String body)
            throws TrialFailure, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(target))
                .timeout(bound)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", Answer.JSON);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (HttpTimeoutException e) {
            throw late(method, target);
        } catch (IOException e) {
            throw silent(method, target, e);
        }
    }

    private TrialFailure late(String method, String target) {
        return new TrialFailure(
                name + " did not answer " + method + " " + target + " within " + bound.toMillis() + " ms");
    }

    private TrialFailure silent(String method, String target, IOException e) {
        return new TrialFailure(name + " did not answer " + method + " " + target + ": "
                + (e.getMessage() == null ? e.toString() : e.getMessage()));
    }

    /** The failure of an answer that came, and is not what the contract says. */
    TrialFailure wrong(String target, String body) {
        return wrong("GET", target, abbreviate(body));
    }

    private TrialFailure wrong(String method, String target, String what) {
        return new TrialFailure(name + " answers wrongly: " + method + " " + target + " gave " + what);
    }

    private static String status(HttpResponse<String> response) {
        return "status " + response.statusCode() + ": " + abbreviate(response.body());
    }

    private static String abbreviate(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}

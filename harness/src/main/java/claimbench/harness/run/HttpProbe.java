package claimbench.harness.run;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
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
        return send("GET", target);
    }

    /**
     * Posts an empty body.
     *
     * @throws TrialFailure where there is no success in time
     */
    String post(String target) throws TrialFailure, InterruptedException {
        return send("POST", target);
    }

    private String send(String method, String target) throws TrialFailure, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(target))
                .timeout(bound)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> response;
        try {
            response = client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (HttpTimeoutException e) {
            throw new TrialFailure(
                    name + " did not answer " + method + " " + target + " within " + bound.toMillis() + " ms");
        } catch (IOException e) {
            throw new TrialFailure(name + " did not answer " + method + " " + target + ": "
                    + (e.getMessage() == null ? e.toString() : e.getMessage()));
        }
        if (response.statusCode() / 100 != 2) {
            throw new TrialFailure(name + " answers wrongly: " + method + " " + target + " gave status "
                    + response.statusCode() + ": " + abbreviate(response.body()));
        }
        return response.body();
    }

    /** The failure of an answer that came, and is not what the contract says. */
    TrialFailure wrong(String target, String body) {
        return new TrialFailure(name + " answers wrongly: GET " + target + " gave " + abbreviate(body));
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

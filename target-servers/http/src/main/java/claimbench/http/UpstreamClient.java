package claimbench.http;

import claimbench.contract.FanoutRequest;
import claimbench.contract.Json;
import claimbench.contract.UpstreamRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import tools.jackson.core.JacksonException;

/** Calls the upstream, the stand-in for a model API. As thread-safe as its client. */
public final class UpstreamClient {
    private static final int SHOWN_BYTES_MAX = 200;

    private final HttpClient client;

    public UpstreamClient(HttpClient client) {
        this.client = client;
    }

    /**
     * Makes one call and waits for its result.
     *
     * @throws IOException where the upstream can't be reached, or answers anything but a result
     */
    public UpstreamRequest.Answer generate(UpstreamRequest request) throws IOException {
        ClientResponse response = client.get(request.target());
        if (response.status() != 200) {
            throw new IOException(
                    request.target() + " was answered with status " + response.status() + ": " + shown(response));
        }
        try {
            return Json.MAPPER.readValue(response.body(), UpstreamRequest.Answer.class);
        } catch (JacksonException e) {
            throw new IOException(request.target() + " was answered with what is no result: " + shown(response), e);
        }
    }

    /** The calls of a fan-out, in order, each to be made by {@link Callable#call}. */
    public List<Callable<UpstreamRequest.Answer>> calls(FanoutRequest request) {
        return request.upstreamRequests().stream()
                .<Callable<UpstreamRequest.Answer>>map(call -> () -> generate(call))
                .toList();
    }

    private static String shown(ClientResponse response) {
        byte[] body = response.body();
        return new String(body, 0, Math.min(body.length, SHOWN_BYTES_MAX), StandardCharsets.UTF_8);
    }
}

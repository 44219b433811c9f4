package claimbench.http;

import claimbench.contract.FanoutRequest;
import claimbench.contract.FlakyRequest;
import claimbench.contract.Json;
import claimbench.contract.MailRequest;
import claimbench.contract.TokensRequest;
import claimbench.contract.UpstreamFailure;
import claimbench.contract.UpstreamRequest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import tools.jackson.core.JacksonException;

/** Calls the upstream, the stand-in for a model API. As thread-safe as its client. */
public final class UpstreamClient {
    private final HttpClient client;

    public UpstreamClient(HttpClient client) {
        this.client = client;
    }

    /**
     * Makes one call and waits for its result.
     *
     * @throws UpstreamStatusException where the upstream answers with another status than 200
     * @throws IOException where the upstream can't be reached, or answers anything but a result
     */
    public UpstreamRequest.Answer generate(UpstreamRequest request) throws IOException {
        return json(request.target(), UpstreamRequest.Answer.class);
    }

    /**
     * Makes one attempt at a call that fails some times.
     *
     * @throws UpstreamStatusException where the upstream answers with another status than 200: it says whether the failure
     *     {@linkplain #mayPass may pass}
     * @throws IOException where the upstream can't be reached, or answers anything but a result
     */
    public FlakyRequest.Answer flaky(FlakyRequest request) throws IOException {
        return json(request.target(), FlakyRequest.Answer.class);
    }

    /**
     * Has a mail sent, once: a call that fails is not repeated, since the user might get two.
     *
     * @throws UpstreamStatusException where the upstream refuses it
     * @throws IOException where the upstream can't be reached, or nobody knows whether it has taken the mail
     */
    public void mail(MailRequest request) throws IOException {
        ClientResponse response = client.post(request.target());
        if (response.status() != 202) {
            throw new UpstreamStatusException(request.target(), response.status());
        }
    }

    /**
     * Opens a stream of tokens; the caller reads and closes it.
     *
     * @throws UpstreamStatusException where the upstream answers with another status than 200
     * @throws IOException where the upstream can't be reached
     */
    public ResponseStream tokens(TokensRequest request) throws IOException {
        ResponseStream stream = client.openStream(request.target());
        if (stream.status() == 200) {
            return stream;
        }
        try (stream) {
            throw new UpstreamStatusException(request.target(), stream.status());
        }
    }

    /**
     * Reads a whole stream of tokens.
     *
     * @return the tokens, put together
     * @throws UpstreamStatusException where the upstream answers with another status than 200
     * @throws IOException where the upstream can't be reached, or the stream is not whole
     */
    public String text(TokensRequest request) throws IOException {
        ClientResponse response = ok(request.target());
        try {
            return TokensRequest.text(response.body());
        } catch (JacksonException | IllegalArgumentException e) {
            throw new IOException(UpstreamFailure.noTokens(request.target()), e);
        }
    }

    /**
     * Whether a failure is one that another attempt may not meet: the upstream could not be reached, broke off, or said
     * itself that it was in trouble. For calls that change nothing.
     */
    public static boolean mayPass(Exception failure) {
        return failure instanceof UpstreamStatusException answered
                ? answered.mayPass()
                : failure instanceof IOException && !(failure instanceof InterruptedIOException);
    }

    private <T> T json(String target, Class<T> type) throws IOException {
        ClientResponse response = ok(target);
        try {
            return Json.MAPPER.readValue(response.body(), type);
        } catch (JacksonException e) {
            throw new IOException(UpstreamFailure.noResult(target), e);
        }
    }

    private ClientResponse ok(String target) throws IOException {
        ClientResponse response = client.get(target);
        if (response.status() != 200) {
            throw new UpstreamStatusException(target, response.status());
        }
        return response;
    }

    /** The calls of a fan-out, in order, each to be made by {@link Callable#call}. */
    public List<Callable<UpstreamRequest.Answer>> calls(FanoutRequest request) {
        return request.upstreamRequests().stream()
                .<Callable<UpstreamRequest.Answer>>map(call -> () -> generate(call))
                .toList();
    }
}

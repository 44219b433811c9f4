package claimbench.virtualthreads;

import claimbench.contract.Answer;
import claimbench.contract.AnswerRequest;
import claimbench.contract.TokensRequest;
import claimbench.http.ResponseStream;
import claimbench.http.UpstreamClient;
import claimbench.runtime.Reply;
import java.io.IOException;

/**
 * {@code /answer}: the upstream's tokens, each as it comes, or all at the end. The back-pressure is in the loop: the next
 * part is read when the last one has been sent. A stream has its virtual thread from the first byte to the last, which
 * costs little while it waits.
 */
final class AnswerRoute {
    private final UpstreamClient upstream;

    AnswerRoute(UpstreamClient upstream) {
        this.upstream = upstream;
    }

    Reply answer(AnswerRequest request) throws IOException {
        return switch (request.mode()) {
            case STREAM ->
                new Reply.Streamed(TokensRequest.CONTENT_TYPE, client -> relay(request.upstreamRequest(), client));
            case WHOLE -> {
                long startNanos = System.nanoTime();
                String text = upstream.text(request.upstreamRequest());
                yield new Reply.Whole(Answer.json(new AnswerRequest.Answer(text, System.nanoTime() - startNanos)));
            }
        };
    }

    /** When the client leaves, this thread is interrupted, wherever it waits, and the upstream's connection is closed. */
    private void relay(TokensRequest request, Reply.Sink client) throws IOException {
        try (ResponseStream tokens = upstream.tokens(request)) {
            client.begin();
            for (byte[] part = tokens.read(); part != null; part = tokens.read()) {
                client.send(part);
            }
        }
    }
}

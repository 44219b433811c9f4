package claimbench.eventloop;

import claimbench.contract.Answer;
import claimbench.contract.AnswerRequest;
import claimbench.contract.TokensRequest;
import claimbench.http.ResponseStream;
import claimbench.http.UpstreamClient;
import claimbench.runtime.Reply;
import java.io.IOException;

/**
 * {@code /answer}: relays the upstream's tokens as they come. The next part is read only when the client has taken the last
 * one, so a slow client holds the upstream back; one that leaves has this coroutine cancelled, which closes the stream.
 */
final class AnswerRoute {
    private final UpstreamClient upstream;

    AnswerRoute(UpstreamClient upstream) {
        this.upstream = upstream;
    }

    Reply answer(AnswerRequest request) throws IOException {
        return switch (request.mode()) {
            case STREAM -> new Reply.Streamed(TokensRequest.CONTENT_TYPE, client -> relay(request, client));
            case WHOLE -> new Reply.Whole(Answer.json(whole(request)));
        };
    }

    private void relay(AnswerRequest request, Reply.Sink client) throws IOException {
        try (ResponseStream tokens = upstream.tokens(request.upstreamRequest())) {
            client.begin();
            for (byte[] part = tokens.read(); part != null; part = tokens.read()) {
                client.send(part);
            }
        }
    }

    private AnswerRequest.Answer whole(AnswerRequest request) throws IOException {
        long startNanos = System.nanoTime();
        String text = upstream.text(request.upstreamRequest());
        return new AnswerRequest.Answer(text, System.nanoTime() - startNanos);
    }
}

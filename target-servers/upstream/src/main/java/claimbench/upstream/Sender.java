package claimbench.upstream;

import claimbench.contract.Answer;
import claimbench.contract.TokensRequest;
import io.netty.buffer.Unpooled;
import org.reactivestreams.Publisher;
import reactor.netty.http.server.HttpServerResponse;

/** Answers as they should be. */
final class Sender {
    private Sender() {}

    static Publisher<Void> send(HttpServerResponse response, Reply reply) {
        return switch (reply) {
            case Reply.Whole(Answer answer) -> send(response, answer);
            case Reply.Events stream -> head(response, reply).send(stream.events(), event -> true);
        };
    }

    static Publisher<Void> send(HttpServerResponse response, Answer answer) {
        return head(response, answer).sendObject(Unpooled.wrappedBuffer(answer.body()));
    }

    /** Status and headers; they leave with the first byte of a body. */
    static HttpServerResponse head(HttpServerResponse response, Reply reply) {
        return switch (reply) {
            case Reply.Whole(Answer answer) -> head(response, answer);
            case Reply.Events _ ->
                response.header("Content-Type", TokensRequest.CONTENT_TYPE).header("Cache-Control", "no-store");
        };
    }

    private static HttpServerResponse head(HttpServerResponse response, Answer answer) {
        answer.headers().forEach(response::header);
        return response.status(answer.status())
                .header("Content-Type", answer.contentType())
                .header("Content-Length", Integer.toString(answer.body().length));
    }
}

package claimbench.reactive;

import claimbench.contract.Answer;
import io.netty.buffer.ByteBuf;
import reactor.core.publisher.Flux;

/** What a route gives back: an answer that is whole, or one whose parts are sent as they come. */
sealed interface Reply {

    /** An answer that is whole. */
    record Whole(Answer answer) implements Reply {}

    /**
     * An answer with status 200 whose parts are sent, each at once, as they come. The next is asked for when there is room
     * for it, and none after the client has left. What fails before the first part is answered with a problem; what fails
     * behind it breaks the connection off, so that the answer does not look whole.
     *
     * @param contentType of the body
     * @param parts whoever takes them releases them; the first may be empty
     */
    record Streamed(String contentType, Flux<ByteBuf> parts) implements Reply {}
}

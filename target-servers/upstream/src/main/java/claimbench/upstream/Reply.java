package claimbench.upstream;

import claimbench.contract.Answer;
import io.netty.buffer.ByteBuf;
import org.reactivestreams.Publisher;

/** What a route gives. */
sealed interface Reply {
    /** An answer that is whole before its first byte is sent. */
    record Whole(Answer answer) implements Reply {}

    /**
     * A stream of events.
     *
     * @param events each a chunk of its own
     * @param count how many there will be, if nothing goes wrong
     */
    record Events(Publisher<ByteBuf> events, int count) implements Reply {}
}

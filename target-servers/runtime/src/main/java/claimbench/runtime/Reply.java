package claimbench.runtime;

import claimbench.contract.Answer;
import java.io.IOException;

/** What a handler gives back in direct style: an answer that is whole, or one that is still to be made, part by part. */
public sealed interface Reply {

    /** An answer that is whole. */
    record Whole(Answer answer) implements Reply {}

    /**
     * An answer whose parts are sent as they come, with status 200. Its length is not known before its end, so that a
     * body which fails half-way must not look whole: the connection is cut off. One that fails before it has begun is
     * answered with a problem, like any other work.
     *
     * @param contentType of the body
     * @param body makes it
     */
    record Streamed(String contentType, Body body) implements Reply {}

    /** Makes the parts of an answer, in the thread or coroutine of the request. */
    @FunctionalInterface
    interface Body {
        /**
         * Sends all parts. Interrupted, or cancelled, in the model's own way, when the client leaves: what it has opened
         * it must close then.
         */
        void writeTo(Sink client) throws Exception;
    }

    /** Where the parts of an answer go. One caller at a time. */
    @FunctionalInterface
    interface Sink {
        /**
         * Begins the answer, whose first part may be long in coming: from here on the client knows the status. The first
         * part begins it as well, so that most bodies need not call this.
         *
         * @throws IOException where the client has left
         */
        default void begin() throws IOException {}

        /**
         * Sends a part at once. Waits, in the model's own way, while the client takes no more: that is the back-pressure.
         *
         * @param part not empty; not to be changed until this returns
         * @throws IOException where the client has left
         */
        void send(byte[] part) throws IOException;
    }
}

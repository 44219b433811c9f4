package claimbench.http;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A stream of bytes both ways, in direct style: each call waits, in the model's own way, until it is done. One caller at
 * a time.
 */
public interface Transport extends AutoCloseable {

    /**
     * Reads what is there, waiting for at least one byte.
     *
     * @param destination has room for at least one byte; the bytes go from its position on
     * @return how many bytes were read, or -1 when the peer has sent its last
     */
    int read(ByteBuffer destination) throws IOException;

    /** Whether {@link #awaitReadable} waits; a blocking channel can only wait in a read. */
    default boolean canAwaitReadable() {
        return false;
    }

    /** Waits until there is something to read, or the peer has sent its last, so that no buffer need be held meanwhile. */
    default void awaitReadable() throws IOException {
        throw new UnsupportedOperationException("this transport waits in a read");
    }

    /** Writes all remaining bytes of each buffer, in order, waiting while the peer takes none. */
    void write(ByteBuffer... sources) throws IOException;

    /** How many bytes of these buffers are still to be written. */
    static long remaining(ByteBuffer... sources) {
        long remaining = 0;
        for (ByteBuffer source : sources) {
            remaining += source.remaining();
        }
        return remaining;
    }

    /** Something to be done for the peer, which may wait, and throw what it likes. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    /**
     * Does some work, in the caller's thread or coroutine, and ends it when the peer leaves: that is, when it sends the end
     * of its stream, or resets the connection. The work is then interrupted, or cancelled, in the model's own way; it must
     * close what it has opened, and end.
     *
     * <p>Bytes that the peer sends meanwhile are kept, within a bound, for the next {@link #read}. When this returns, no
     * interrupt or cancellation of its own is left behind. The work may write to this transport, and must not read from it.
     *
     * <p>A transport that can't watch its peer just does the work: that the peer has left shows in the next write.
     *
     * @throws PeerLeftException where the peer left, and the work failed, whatever with
     * @throws Exception what the work threw, where the peer has not left
     */
    default void whilePeerStays(Work work) throws Exception {
        work.run();
    }

    /**
     * Whether the connection can be written to as far as this side can tell without waiting: it is open, and the peer has
     * sent neither bytes that are still to be read, nor its end. A transport that can't tell says no.
     */
    default boolean isQuiet() {
        return false;
    }

    /**
     * Tells the peer that no more bytes will come, and leaves it the time to read those that were sent: a socket that is
     * closed while bytes wait to be read resets the connection, and the peer may lose the answer. A transport that has no
     * such half-close closes both ways.
     */
    default void closeOutput() throws IOException {
        close();
    }

    /**
     * Has reads find the end of the stream from here on, one that waits included, while bytes can still be written. From any
     * thread that may close. A transport that has no such half-close closes both ways.
     */
    default void closeInput() {
        close();
    }

    /**
     * Closes both ways, and has the peer see a failure in place of the stream's end: for a stream that has no other end by
     * which to tell a whole one. A transport that has no such reset just closes. From any thread that may close.
     */
    default void reset() {
        close();
    }

    /** Closes both ways. May be called more than once, and from another thread. */
    @Override
    void close();
}

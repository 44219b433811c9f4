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

    /**
     * Tells the peer that no more bytes will come, and leaves it the time to read those that were sent: a socket that is
     * closed while bytes wait to be read resets the connection, and the peer may lose the answer. A transport that has no
     * such half-close closes both ways.
     */
    default void closeOutput() throws IOException {
        close();
    }

    /** Closes both ways. May be called more than once, and from another thread. */
    @Override
    void close();
}

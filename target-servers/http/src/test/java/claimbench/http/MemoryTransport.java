package claimbench.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A transport whose peer is a script: what it sends, piece by piece, each no earlier than it is asked for, and then the
 * end. Keeps what was written to it. Text stands for bytes by ISO 8859-1.
 */
final class MemoryTransport implements Transport {
    private final Deque<ByteBuffer> pieces = new ArrayDeque<>();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private Runnable beforeRead = () -> {};
    private Runnable beforeWrite = () -> {};
    private boolean inputClosed;
    private boolean announces;
    private boolean failsAtEnd;
    private boolean quiet;
    private boolean outputClosed;
    private boolean closed;
    private boolean reset;

    MemoryTransport(String... pieces) {
        for (String piece : pieces) {
            send(piece);
        }
    }

    /** The peer sends one more piece. */
    void send(String piece) {
        pieces.add(ByteBuffer.wrap(piece.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Done before each read, which is where the caller would wait. */
    MemoryTransport beforeRead(Runnable action) {
        beforeRead = action;
        return this;
    }

    /** Done before each write, which is where the caller would wait for room. */
    MemoryTransport beforeWrite(Runnable action) {
        beforeWrite = action;
        return this;
    }

    /** The connection is reset at the end of the script. */
    MemoryTransport failingAtEnd() {
        failsAtEnd = true;
        return this;
    }

    /** The peer is seen to be there, whatever it does next. */
    MemoryTransport quiet() {
        quiet = true;
        return this;
    }

    @Override
    public boolean isQuiet() {
        return quiet;
    }

    String written() {
        return written.toString(StandardCharsets.ISO_8859_1);
    }

    boolean outputClosed() {
        return outputClosed;
    }

    boolean closed() {
        return closed;
    }

    boolean wasReset() {
        return reset;
    }

    /** How many pieces nobody has asked for. */
    int unread() {
        return pieces.size();
    }

    /** Reading is announced apart from it, as on a loop; the action before a read is done there. */
    MemoryTransport announcing() {
        announces = true;
        return this;
    }

    @Override
    public boolean canAwaitReadable() {
        return announces;
    }

    @Override
    public void awaitReadable() {
        beforeRead.run();
    }

    @Override
    public int read(ByteBuffer destination) throws IOException {
        if (!announces) {
            beforeRead.run();
        }
        if (closed) {
            throw new ClosedChannelException();
        }
        if (!destination.hasRemaining()) {
            throw new IllegalArgumentException("a read needs room for a byte");
        }
        if (inputClosed) {
            return -1;
        }
        ByteBuffer piece = pieces.peek();
        if (piece == null) {
            if (failsAtEnd) {
                throw new IOException("Connection reset");
            }
            return -1;
        }
        int count = Math.min(piece.remaining(), destination.remaining());
        destination.put(piece.slice(piece.position(), count));
        piece.position(piece.position() + count);
        if (!piece.hasRemaining()) {
            pieces.remove();
        }
        return count;
    }

    @Override
    public void write(ByteBuffer... sources) throws IOException {
        beforeWrite.run();
        if (closed || outputClosed) {
            throw new ClosedChannelException();
        }
        for (ByteBuffer source : sources) {
            byte[] bytes = new byte[source.remaining()];
            source.get(bytes);
            written.writeBytes(bytes);
        }
    }

    @Override
    public void closeInput() {
        inputClosed = true;
    }

    @Override
    public void closeOutput() {
        outputClosed = true;
    }

    @Override
    public void reset() {
        reset = true;
        close();
    }

    @Override
    public void close() {
        closed = true;
    }
}

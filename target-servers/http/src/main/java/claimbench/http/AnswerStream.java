package claimbench.http;

import claimbench.runtime.Reply;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * An answer whose parts are sent as they come, each as a chunk of its own, or, to a client that knows no chunks, as it is.
 * The head goes with the first part, unless it is wanted before. Only {@link #end} makes it whole: a chunked body without
 * its last chunk is one that broke off. One caller at a time.
 */
final class AnswerStream implements Reply.Sink {
    /** Where the bytes go; waits while the client takes none. */
    @FunctionalInterface
    interface Writer {
        void write(ByteBuffer... sources) throws IOException;
    }

    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Writer writer;
    private final byte[] head;
    private final boolean chunked;
    private boolean begun;

    AnswerStream(Writer writer, byte[] head, boolean chunked) {
        this.writer = writer;
        this.head = head;
        this.chunked = chunked;
    }

    /** Whether anything has been sent, or tried to. */
    boolean begun() {
        return begun;
    }

    @Override
    public void begin() throws IOException {
        if (!begun) {
            begun = true;
            writer.write(ByteBuffer.wrap(head));
        }
    }

    @Override
    public void send(byte[] part) throws IOException {
        if (part.length == 0) {
            throw new IllegalArgumentException("a part must not be empty: it would be the last chunk");
        }
        byte[] before = begun ? new byte[0] : head;
        begun = true;
        if (chunked) {
            byte[] size = Integer.toHexString(part.length).getBytes(StandardCharsets.US_ASCII);
            write(before, size, LINE_END, part, LINE_END);
        } else {
            write(before, part);
        }
    }

    /** The body is whole. */
    void end() throws IOException {
        begin();
        if (chunked) {
            writer.write(ByteBuffer.wrap(LAST_CHUNK));
        }
    }

    /** In one buffer, which is cheaper than a gathered write as long as it is short. */
    private void write(byte[]... pieces) throws IOException {
        int length = 0;
        for (byte[] piece : pieces) {
            length += piece.length;
        }
        ByteBuffer all = ByteBuffer.allocate(length);
        for (byte[] piece : pieces) {
            all.put(piece);
        }
        writer.write(all.flip());
    }
}

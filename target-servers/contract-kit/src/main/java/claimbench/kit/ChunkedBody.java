package claimbench.kit;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The body of a response in chunks, read as it comes; where one chunk ends and the next begins does not show. */
final class ChunkedBody {
    private final InputStream in;
    private final Runnable begin;
    private int leftInChunk;
    private boolean ended;

    /**
     * The body that comes next.
     *
     * @param begin is called when somebody begins to wait for a part of it
     */
    ChunkedBody(InputStream in, Runnable begin) {
        this.in = in;
        this.begin = begin;
    }

    /**
     * The next bytes, waiting until they are all there.
     *
     * @throws EOFException where the body, or the connection, ends before that
     */
    String read(int bytes) throws IOException {
        begin.run();
        var read = new ByteArrayOutputStream();
        while (read.size() < bytes) {
            if (!hasMore()) {
                throw new EOFException("the body ended after " + read.size() + " of " + bytes + " bytes");
            }
            int count = Math.min(leftInChunk, bytes - read.size());
            read.write(exactly(in, count));
            taken(count);
        }
        return read.toString(StandardCharsets.UTF_8);
    }

    /**
     * What is left, up to the last chunk.
     *
     * @throws EOFException where the connection ends before the last chunk
     */
    byte[] readToEnd() throws IOException {
        begin.run();
        var read = new ByteArrayOutputStream();
        while (hasMore()) {
            int count = leftInChunk;
            read.write(exactly(in, count));
            taken(count);
        }
        return read.toByteArray();
    }

    /** Whether there is more, at the head of the next chunk if need be. */
    private boolean hasMore() throws IOException {
        if (leftInChunk == 0 && !ended) {
            String size = RawConnection.line(in).split(";", 2)[0].trim();
            if (!size.matches("0*[0-9a-fA-F]{1,7}")) {
                throw new IOException("not the size of a chunk: '" + size + "'");
            }
            leftInChunk = Integer.parseInt(size, 16);
            ended = leftInChunk == 0;
            while (ended && !RawConnection.line(in).isEmpty()) {
                // Trailers say nothing that a test asks for.
            }
        }
        return !ended;
    }

    private void taken(int bytes) throws IOException {
        leftInChunk -= bytes;
        if (leftInChunk == 0) {
            String rest = RawConnection.line(in);
            if (!rest.isEmpty()) {
                throw new IOException("the chunk is longer than it says, by '" + rest + "'");
            }
        }
    }

    static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the connection ended after " + bytes.length + " of " + length + " bytes of body");
        }
        return bytes;
    }
}

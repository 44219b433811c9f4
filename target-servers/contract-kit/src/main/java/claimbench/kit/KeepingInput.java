package claimbench.kit;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Over a stream that can be marked: keeps the first bytes that are read since it was told to forget, for a failure's message. For one thread. */
final class KeepingInput extends FilterInputStream {
    private static final int KEPT_MAX = 2_000;

    private final StringBuilder kept = new StringBuilder();

    KeepingInput(InputStream in) {
        super(in);
    }

    void forget() {
        kept.setLength(0);
    }

    /** By ISO 8859-1. */
    String kept() {
        return kept.toString();
    }

    /** The next byte, which is still to be read; -1 at the end. */
    int peek() throws IOException {
        in.mark(1);
        int octet = in.read();
        if (octet >= 0) {
            in.reset();
        }
        return octet;
    }

    @Override
    public int read() throws IOException {
        int octet = in.read();
        if (octet >= 0 && kept.length() < KEPT_MAX) {
            kept.append((char) octet);
        }
        return octet;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = in.read(bytes, offset, length);
        for (int i = 0; i < count && kept.length() < KEPT_MAX; i++) {
            kept.append((char) (bytes[offset + i] & 0xff));
        }
        return count;
    }
}

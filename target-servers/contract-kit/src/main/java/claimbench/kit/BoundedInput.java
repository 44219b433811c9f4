package claimbench.kit;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/**
 * What comes from a server, with a bound on all that the kit waits for at one go: a server that hangs is given up after
 * {@link Patience#millis}, one that trickles a byte now and then after {@link Patience#wholeMillis}, and one that does not stop
 * after {@value #BYTES_MAX} bytes. A check whose own time is over reads no further. For one thread.
 */
final class BoundedInput extends FilterInputStream {
    /** Eight pages of metrics of a server that has been asked for everything, of 2 MB each, come from one connection. */
    static final int BYTES_MAX = 16 * 1024 * 1024;

    /** What came is not worth waiting for any longer: it trickles, or it has no end. */
    static final class NoEndException extends IOException {
        NoEndException(String message) {
            super(message);
        }
    }

    private final Socket socket;
    private long startNanos;
    private long readMillisMax;
    private long bytes;

    BoundedInput(Socket socket) throws IOException {
        super(socket.getInputStream());
        this.socket = socket;
        begin();
    }

    /** From here on something else is waited for: time and bytes count anew. */
    void begin() {
        begin(Patience.millis());
    }

    /**
     * The same, where the first byte is not waited for as long as usual.
     *
     * @param readMillisMax how long one read may wait
     */
    void begin(long readMillisMax) {
        this.readMillisMax = readMillisMax;
        startNanos = System.nanoTime();
        bytes = 0;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("the check's time is over");
        }
        if (bytes >= BYTES_MAX) {
            throw new NoEndException("after " + bytes + " bytes it has not come to its end");
        }
        long leftMillis = Patience.wholeMillis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        if (leftMillis <= 0) {
            throw tooSlow();
        }
        socket.setSoTimeout(Math.toIntExact(Math.min(readMillisMax, leftMillis)));
        try {
            int count = in.read(into, offset, length);
            bytes += Math.max(0, count);
            return count;
        } catch (SocketTimeoutException e) {
            throw leftMillis < readMillisMax ? tooSlow() : e;
        }
    }

    private NoEndException tooSlow() {
        return new NoEndException("after " + Patience.wholeMillis() / 1_000.0
                + " s it has not come to its end: it trickles, " + bytes + " bytes so far");
    }
}

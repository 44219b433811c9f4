package claimbench.harness.result;

import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import org.HdrHistogram.Histogram;

/**
 * A histogram that takes little memory for as long as nobody reads it: a long run has tens of thousands of them, each with room for every
 * latency there may be, nearly all of which is empty. What stays is the same in some hundred bytes; what is unpacked stays for
 * as long as there is memory. Thread-safe.
 */
final class KeptHistogram {
    private final byte[] packed;
    private SoftReference<Histogram> unpacked;

    KeptHistogram(Histogram histogram) {
        var buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer, Deflater.BEST_SPEED);
        packed = Arrays.copyOf(buffer.array(), length);
        unpacked = new SoftReference<>(null);
    }

    /** As it was; not to be changed by whoever reads it. */
    synchronized Histogram get() {
        Histogram kept = unpacked.get();
        if (kept == null) {
            kept = unpack();
            unpacked = new SoftReference<>(kept);
        }
        return kept;
    }

    private Histogram unpack() {
        try {
            return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(packed), 0);
        } catch (DataFormatException e) {
            throw new IllegalStateException("what was packed here cannot be read again", e);
        }
    }
}

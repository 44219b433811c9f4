package claimbench.harness.run;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Scrapes as they came, one after another in a file: time, source, length, bytes. To write one costs little, since it
 * happens while a trial is being measured; they are read when that is over. What was cut off in the middle is left out. Writing is
 * thread-safe.
 */
final class ScrapeLog implements AutoCloseable {
    private static final int LENGTH_MAX = 16 << 20;
    private static final int HEAD_BYTES = Long.BYTES + 2 * Integer.BYTES;

    /** What one process said at one moment. */
    static final class Scrape {
        private final long epochMillis;
        private final int source;
        private final byte[] bytes;

        /**
         * Holds on to the bytes.
         *
         * @param source which process, as whoever wrote it numbers them
         * @param bytes in Prometheus' text format
         */
        Scrape(long epochMillis, int source, byte[] bytes) {
            this.epochMillis = epochMillis;
            this.source = source;
            this.bytes = bytes;
        }

        long epochMillis() {
            return epochMillis;
        }

        int source() {
            return source;
        }

        /** As text, made anew each time. */
        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** Takes scrapes in the order in which they were written. */
    @FunctionalInterface
    interface Reader {
        void take(Scrape scrape) throws IOException;
    }

    private final OutputStream file;

    /** An empty log in this file. */
    ScrapeLog(Path file) throws IOException {
        // Not a channel, which a scraper that is told to end would close for all.
        this.file = new FileOutputStream(file.toFile());
    }

    /** Adds one. */
    synchronized void add(Scrape scrape) throws IOException {
        byte[] head = ByteBuffer.allocate(HEAD_BYTES)
                .putLong(scrape.epochMillis)
                .putInt(scrape.source)
                .putInt(scrape.bytes.length)
                .array();
        file.write(head);
        file.write(scrape.bytes);
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }

    /** Reads them all, one at a time. */
    static void read(Path file, Reader reader) throws IOException {
        try (var frames = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            while (true) {
                long epochMillis = frames.readLong();
                int source = frames.readInt();
                int length = frames.readInt();
                if (length < 0 || length > LENGTH_MAX) {
                    throw new IOException(file + " is damaged: a scrape of " + length + " bytes");
                }
                byte[] text = frames.readNBytes(length);
                if (text.length < length) {
                    return;
                }
                reader.take(new Scrape(epochMillis, source, text));
            }
        } catch (EOFException e) {
            // Its end, or where it was cut off.
        }
    }
}

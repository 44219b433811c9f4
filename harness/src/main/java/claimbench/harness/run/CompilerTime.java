package claimbench.harness.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How long the just-in-time compilers of a JVM have worked: what {@code CompilationMXBean} gives inside of that JVM, and the meter
 * {@code jvm.compilation.time} shows.
 *
 * <p>The idea: HotSpot keeps its counters in a file that it maps into memory, which {@code jstat} reads. Mapped here too, a
 * reading is one load from memory: the JVM that is looked at does nothing for it, while to ask it over HTTP would cost it more than
 * many a request. The file is laid out like this (jvmstat's {@code PerfDataBuffer}, version 2):
 *
 * <pre>
 *   0  magic cafec0c0 (big-endian)     24  offset of the first entry
 *   4  byte order: 1 for little        28  number of entries
 *
 *   entry:  length, offset of the name, length of a vector or 0, then a byte each of type, flags, unit and
 *           variability, then the offset of the value; offsets are from the entry's start
 * </pre>
 *
 * <p>Where a JVM has no such file ({@code -XX:-UsePerfData}, or another JVM), there are no readings. Thread-safe.
 */
final class CompilerTime {
    private static final int MAGIC = 0xcafec0c0;
    private static final int LITTLE = 1;
    private static final int BYTE_ORDER_AT = 4;
    private static final int FIRST_ENTRY_AT = 24;
    private static final int HEADER_BYTES = 32;
    private static final int ENTRY_BYTES = 20;
    private static final int TYPE_AT = 12;
    private static final int VALUE_AT = 16;
    private static final char LONG = 'J';

    private static final String TIME = "java.ci.totalTime";
    private static final String TICKS_PER_SECOND = "sun.os.hrt.frequency";

    private final ByteBuffer counters;
    private final int timeAt;
    private final double nanosPerTick;

    private CompilerTime(ByteBuffer counters, int timeAt, long ticksPerSecond) {
        this.counters = counters;
        this.timeAt = timeAt;
        this.nanosPerTick = 1e9 / ticksPerSecond;
    }

    /** Of a JVM of this user; empty where the process is none, has not started, or keeps its counters to itself. */
    static Optional<CompilerTime> of(long pid) {
        String user = System.getProperty("user.name");
        // The JVM does not ask for java.io.tmpdir here, and on Linux not for TMPDIR either.
        String folder = Files.isDirectory(Path.of("/proc/self")) ? "/tmp" : System.getProperty("java.io.tmpdir");
        return at(Path.of(folder, "hsperfdata_" + user, Long.toString(pid)));
    }

    /** From such a file. */
    static Optional<CompilerTime> at(Path file) {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return of(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<CompilerTime> of(ByteBuffer counters) {
        if (counters.capacity() < HEADER_BYTES || counters.getInt(0) != MAGIC) {
            return Optional.empty();
        }
        counters.order(counters.get(BYTE_ORDER_AT) == LITTLE ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        try {
            int timeAt = offset(counters, TIME);
            int frequencyAt = offset(counters, TICKS_PER_SECOND);
            long ticksPerSecond = frequencyAt < 0 ? 0 : counters.getLong(frequencyAt);
            return timeAt < 0 || ticksPerSecond <= 0
                    ? Optional.empty()
                    : Optional.of(new CompilerTime(counters, timeAt, ticksPerSecond));
        } catch (IndexOutOfBoundsException e) {
            // Half written, or not such a file.
            return Optional.empty();
        }
    }

    /** Where a counter's value stands; negative where there is no such counter. */
    private static int offset(ByteBuffer counters, String name) {
        byte[] wanted = (name + '\0').getBytes(StandardCharsets.US_ASCII);
        byte[] found = new byte[wanted.length];
        int entry = counters.getInt(FIRST_ENTRY_AT);
        int entries = counters.getInt(FIRST_ENTRY_AT + Integer.BYTES);
        for (int i = 0; i < entries; i++) {
            int length = counters.getInt(entry);
            int nameAt = entry + counters.getInt(entry + Integer.BYTES);
            if (nameAt + found.length <= entry + length && counters.get(entry + TYPE_AT) == LONG) {
                counters.get(nameAt, found);
                if (java.util.Arrays.equals(found, wanted)) {
                    return entry + counters.getInt(entry + VALUE_AT);
                }
            }
            if (length < ENTRY_BYTES) {
                break;
            }
            entry += length;
        }
        return -1;
    }

    /** Compilation since the JVM's start, of all compiler threads together; empty when the JVM has begun to end. */
    OptionalLong nanos() {
        long ticks = counters.getLong(timeAt);
        return ticks < 0 ? OptionalLong.empty() : OptionalLong.of(Math.round(ticks * nanosPerTick));
    }
}

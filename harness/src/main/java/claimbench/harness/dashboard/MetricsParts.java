package claimbench.harness.dashboard;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * A large text of metrics in parts of about the same size, each a period of its own, so that as many tools load them side by side:
 *
 * <pre>
 * family a   10:00 … 10:45          family a   10:00 … 10:21        family a   10:22 … 10:45
 * family b   10:00 … 10:45    →     family b   10:00 … 10:21   and  family b   10:22 … 10:45
 * # EOF                             # EOF                           # EOF
 * </pre>
 *
 * <p>A sample's time is its line's last word, in seconds; lines that begin with {@code #} are in every part. Memory holds a megabyte
 * of the text.
 */
final class MetricsParts {
    private static final int BUFFER_BYTES = 1 << 20;

    /** As many lines of the text are looked at to find where a part ends. */
    private static final int PROBES = 1_000;

    private static final int PROBE_BYTES = 1 << 13;
    private static final int MILLIS_DIGITS = 3;

    private MetricsParts() {}

    /**
     * Writes the parts.
     *
     * @param parts how many, at least 1
     * @param folder for them
     * @return the parts, in order of time; the text itself where it has too few different times
     */
    static List<Path> of(Path text, int parts, Path folder) throws IOException {
        long[] cuts = cuts(text, parts);
        if (cuts.length == 0) {
            return List.of(text);
        }
        List<Path> files = new ArrayList<>();
        List<OutputStream> outs = new ArrayList<>();
        try (InputStream in = Files.newInputStream(text)) {
            for (int part = 0; part <= cuts.length; part++) {
                Path file = folder.resolve("metrics-" + part + ".om");
                files.add(file);
                outs.add(new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES));
            }
            split(in, cuts, outs);
        } finally {
            for (OutputStream out : outs) {
                out.close();
            }
        }
        return List.copyOf(files);
    }

    private static void split(InputStream in, long[] cuts, List<OutputStream> outs) throws IOException {
        var buffer = new byte[BUFFER_BYTES];
        int length = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer, length, buffer.length - length)) {
            length += read;
            int start = 0;
            for (int end = nextLine(buffer, start, length); end > 0; end = nextLine(buffer, start, length)) {
                write(buffer, start, end, cuts, outs);
                start = end;
            }
            length -= start;
            System.arraycopy(buffer, start, buffer, 0, length);
            if (length == buffer.length) {
                buffer = Arrays.copyOf(buffer, 2 * length); // a line that is longer
            }
        }
        write(buffer, 0, length, cuts, outs);
    }

    private static void write(byte[] buffer, int start, int end, long[] cuts, List<OutputStream> outs)
            throws IOException {
        if (start < end && buffer[start] == '#') {
            for (OutputStream out : outs) {
                out.write(buffer, start, end - start);
            }
            return;
        }
        // One whose time cannot be read is for the tool to complain of.
        long millis = millis(buffer, start, end).orElse(Long.MIN_VALUE);
        int part = 0;
        while (part < cuts.length && millis >= cuts[part]) {
            part++;
        }
        outs.get(part).write(buffer, start, end - start);
    }

    /** Where parts begin but for the first; fewer than asked for where times are alike. */
    private static long[] cuts(Path text, int parts) throws IOException {
        var times = new ArrayList<Long>();
        try (var file = new RandomAccessFile(text.toFile(), "r")) {
            var buffer = new byte[PROBE_BYTES];
            for (long probe = 0; probe < PROBES; probe++) {
                file.seek(file.length() * probe / PROBES);
                int read = Math.max(0, file.read(buffer));
                // The first line may have begun before.
                int start = nextLine(buffer, 0, read);
                int end = start < 0 ? -1 : nextLine(buffer, start, read);
                if (end > 0 && buffer[start] != '#') {
                    millis(buffer, start, end).ifPresent(times::add);
                }
            }
        }
        long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
        return IntStream.range(1, parts)
                .filter(part -> sorted.length > 0)
                .mapToLong(part -> sorted[sorted.length * part / parts])
                .filter(cut -> cut > sorted[0])
                .distinct()
                .toArray();
    }

    /** Where the next line starts; -1 where this one does not end here. */
    private static int nextLine(byte[] buffer, int from, int to) {
        for (int i = from; i < to; i++) {
            if (buffer[i] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    /** The last word of a line, which is a time in seconds; empty where it is none. */
    private static OptionalLong millis(byte[] buffer, int start, int end) {
        int last = end;
        while (last > start && buffer[last - 1] <= ' ') {
            last--;
        }
        int first = last;
        while (first > start && buffer[first - 1] > ' ') {
            first--;
        }
        long millis = 0;
        int decimals = -1;
        for (int i = first; i < last; i++) {
            if (buffer[i] == '.' && decimals < 0) {
                decimals = 0;
            } else if (buffer[i] < '0' || buffer[i] > '9') {
                return OptionalLong.empty();
            } else if (decimals < MILLIS_DIGITS) {
                millis = 10 * millis + buffer[i] - '0';
                decimals += decimals < 0 ? 0 : 1;
            }
        }
        for (int i = Math.max(0, decimals); i < MILLIS_DIGITS; i++) {
            millis *= 10;
        }
        return first == last ? OptionalLong.empty() : OptionalLong.of(millis);
    }
}

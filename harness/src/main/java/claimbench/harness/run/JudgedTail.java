package claimbench.harness.run;

import claimbench.contract.Meter;
import claimbench.harness.result.RunFiles;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was said of a run before: the last lines of its {@code metrics.om}. They are looked for from the end, since what was recorded before them
 * is more than a gigabyte of a long run.
 *
 * <pre>
 *   recorded families …  | # TYPE claimbench_claim_verdict gauge … | # EOF
 *                        ^ start
 * </pre>
 *
 * @param start place of their first byte
 * @param text the lines; the end of the text alone where nothing was said
 */
record JudgedTail(long start, String text) {
    /** Bytes that are looked at first. */
    private static final long WINDOW = 1 << 18;

    private static final Set<String> FAMILIES =
            JudgedMetrics.METERS.stream().map(Meter::family).collect(Collectors.toUnmodifiableSet());
    private static final Set<String> SAMPLES =
            JudgedMetrics.METERS.stream().map(Meter::sample).collect(Collectors.toUnmodifiableSet());

    /** Of an open text. */
    static JudgedTail of(FileChannel file) throws IOException {
        long size = file.size();
        for (long window = WINDOW; ; window *= 2) {
            long from = Math.max(0, size - window);
            byte[] bytes = read(file, from, (int) (size - from));
            int start = start(bytes, from == 0);
            if (start > 0 || from == 0) {
                return new JudgedTail(
                        from + start, new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8));
            }
        }
    }

    private static byte[] read(FileChannel file, long from, int length) throws IOException {
        var bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, from + bytes.position()) < 0) {
                throw new EOFException(RunFiles.METRICS + " has become shorter while it was read");
            }
        }
        return bytes.array();
    }

    /**
     * Behind the last line that was recorded.
     *
     * @param whole whether the first of the bytes begins a line; else nothing is known of that line
     * @return 0 where every line that is known was said
     */
    private static int start(byte[] bytes, boolean whole) {
        int end = bytes.length;
        while (end > 0) {
            int begin = end - 1;
            while (begin > 0 && bytes[begin - 1] != '\n') {
                begin--;
            }
            if (begin == 0 && !whole) {
                return 0;
            }
            if (!isJudged(new String(bytes, begin, end - begin, StandardCharsets.UTF_8).strip())) {
                return end;
            }
            end = begin;
        }
        return 0;
    }

    private static boolean isJudged(String line) {
        if (line.startsWith("#")) {
            String[] words = line.split(" ", 4);
            return line.equals(RecordedMetrics.END.strip()) || (words.length > 2 && FAMILIES.contains(words[2]));
        }
        return SAMPLES.contains(line.split("[{ ]", 2)[0]);
    }
}

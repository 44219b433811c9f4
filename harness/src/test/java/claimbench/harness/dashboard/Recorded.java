package claimbench.harness.dashboard;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** Small files as a run leaves them. */
final class Recorded {
    static final String RUN = "20261120T101500Z-quick";

    /** Old: what is shown is of any age. */
    static final long START_SECONDS = 1_600_000_000;

    private static final String FAMILY = "process_uptime_seconds";

    private Recorded() {}

    private static String samples(int seconds) {
        var text = new StringBuilder();
        for (int second = 0; second < seconds; second++) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s{process=\"reactive\",run=\"%s\"} %d %d.000%n",
                    FAMILY,
                    RUN,
                    second,
                    START_SECONDS + second));
        }
        return text.toString();
    }

    /** The run's own file. */
    static Path own(Path dir, int seconds) throws IOException {
        return Files.writeString(
                dir.resolve("metrics.om"), "# TYPE " + FAMILY + " gauge\n" + samples(seconds) + "# EOF\n");
    }

    /** What a trial stored. */
    static Path trial(Path dir, String id, int seconds) throws IOException {
        Path file = Files.createDirectories(dir.resolve("trials").resolve(id)).resolve("metrics.gz");
        try (OutputStream packed = new GZIPOutputStream(Files.newOutputStream(file))) {
            packed.write(("# FAMILY " + FAMILY + "\n" + samples(seconds)).getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }
}

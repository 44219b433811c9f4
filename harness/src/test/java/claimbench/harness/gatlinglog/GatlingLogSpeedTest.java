package claimbench.harness.gatlinglog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A log that is larger than the memory of the JVM that sums it up. How fast that is, {@link #main} measures; the test only
 * asks whether it can be done.
 */
@Timeout(300)
class GatlingLogSpeedTest {
    private static final int ROUNDS = 7;
    private static final String HEAP = "-Xmx24m";

    @TempDir
    private Path folder;

    @Test
    void logLargerThanTheHeapIsSummedUp() throws IOException, InterruptedException {
        Path log = folder.resolve("simulation.log");
        int records = write(log, 2_000_000);
        assertThat(Files.size(log)).isGreaterThan(40L << 20);
        Path output = folder.resolve("output");

        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        GatlingLogSpeedTest.class.getName(),
                        log.toString(),
                        "1")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(250, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(output)
                .content()
                .contains(records + " records", "failed 20000,")
                .doesNotContain("Exception");
    }

    /**
     * Reads a log several times and says how fast.
     *
     * @param args a log, and how often (default: {@value #ROUNDS} times); or how many requests a log is to have that is made
     *     up, read, and deleted
     */
    public static void main(String[] args) throws IOException {
        if (args[0].matches("[0-9]+")) {
            Path log = Files.createTempFile("simulation", ".log");
            try {
                write(log, Integer.parseInt(args[0]));
                read(log, ROUNDS);
            } finally {
                Files.delete(log);
            }
        } else {
            read(Path.of(args[0]), args.length > 1 ? Integer.parseInt(args[1]) : ROUNDS);
        }
    }

    private static void read(Path log, int rounds) throws IOException {
        for (int round = 1; round <= rounds; round++) {
            long start = System.nanoTime();
            LogSummary summary = LogSummarizer.summarize(log);
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    "%d records of %d bytes, failed %d, in %.2f s: %.1f million records/s%n",
                    summary.records(),
                    summary.fileBytes(),
                    summary.all().failed(),
                    seconds,
                    summary.records() / seconds / 1e6);
        }
    }

    /** A hundred kinds of requests, half of them in groups; one in a hundred fails. Returns the number of records. */
    private static int write(Path file, int requests) throws IOException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        int records = 1;
        try (var log = MadeUpLog.of(file, "3.15.1", "one")) {
            for (int number = 0; number < requests; number++) {
                int kind = random.nextInt(100);
                int at = number / 100;
                boolean failed = number % 100 == 99;
                log.request(
                        kind < 50 ? List.of() : List.of("group " + kind % 5),
                        "request " + kind,
                        at,
                        at + random.nextInt(kind + 1, 3_000),
                        !failed,
                        failed ? "status.find.is(200), but actually found " + (500 + kind % 5) : "");
                records++;
                if (number % 20 == 0) {
                    log.user(0, number % 40 == 0, at);
                    records++;
                }
            }
        }
        return records;
    }
}

package claimbench.dashboards;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The page of a stored run, as {@code claimbench dashboard DIR} of the packed product serves it until this is closed.
 *
 * @param process the command
 * @param address where the page is
 */
record StoredRunPage(Process process, URI address) implements AutoCloseable {
    private static final Path PACKED = Path.of("..", "harness", "distribution", "target");
    private static final Duration BOUND = Duration.ofMinutes(3);
    private static final Pattern SAID = Pattern.compile("dashboard: (http://127\\.0\\.0\\.1:\\d+/)");

    /**
     * Starts it and waits until it says where the page is.
     *
     * @param folder for what it prints
     * @throws IOException when it ends before; what it printed is in the message
     */
    static StoredRunPage of(Path run, Path folder) throws IOException {
        Path printed = folder.resolve("dashboard.txt");
        var command = new ProcessBuilder(
                        launcher().toString(), "dashboard", run.toString(), "--no-grafana", "--port", "0")
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        // The JDK that runs the tests, wherever it is.
        command.environment().put("CLAIMBENCH_JAVA_HOME", System.getProperty("java.home"));
        Process process = command.start();
        boolean there = false;
        try {
            await().atMost(BOUND)
                    .until(() -> !process.isAlive()
                            || SAID.matcher(Files.readString(printed)).find());
            Matcher said = SAID.matcher(Files.readString(printed));
            if (!said.find()) {
                throw new IOException("claimbench dashboard ended: " + Files.readString(printed));
            }
            there = true;
            return new StoredRunPage(process, URI.create(said.group(1)));
        } finally {
            if (!there) {
                end(process);
            }
        }
    }

    private static Path launcher() throws IOException {
        if (Files.isDirectory(PACKED)) {
            try (Stream<Path> files = Files.find(
                    PACKED, 3, (path, attributes) -> attributes.isRegularFile() && path.endsWith("claimbench"))) {
                return files.findFirst().orElseThrow(StoredRunPage::notPacked).toAbsolutePath();
            }
        }
        throw notPacked();
    }

    private static IOException notPacked() {
        return new IOException("There is no packed claimbench. First: ./mvnw -DskipTests package");
    }

    @Override
    public void close() {
        end(process);
    }

    private static void end(Process process) {
        process.destroy();
        await().atMost(BOUND).until(() -> !process.isAlive());
    }
}

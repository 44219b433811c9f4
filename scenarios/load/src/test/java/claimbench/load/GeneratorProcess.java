package claimbench.load;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.Json;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;

/** The generator as a real process. */
final class GeneratorProcess implements AutoCloseable {
    private static final int SECONDS_MAX = 60;

    private final Process process;
    private final BufferedReader stdout;
    private final BufferedWriter stdin;
    private final Path out;
    private final Path stderr;
    private final List<String> lines = new ArrayList<>();
    private final CompletableFuture<Process> watchdog;

    private GeneratorProcess(Process process, Path out, Path stderr) {
        this.process = process;
        this.out = out;
        this.stderr = stderr;
        this.stdout = process.inputReader(StandardCharsets.UTF_8);
        this.stdin = process.outputWriter(StandardCharsets.UTF_8);
        // Whatever goes wrong, the process and with it the reading of its output ends.
        this.watchdog = process.onExit()
                .orTimeout(SECONDS_MAX, TimeUnit.SECONDS)
                .exceptionally(timeout -> process.destroyForcibly());
    }

    /**
     * Starts the generator.
     *
     * @param folder for everything it writes
     * @param settings {@code NAME=VALUE}, without the prefix; out is set
     */
    static GeneratorProcess start(Path folder, String... settings) throws IOException {
        return start(folder, List.of(), settings);
    }

    static GeneratorProcess start(Path folder, List<String> jvmArguments, String... settings) throws IOException {
        Path out = folder.resolve("out");
        Path stderr = folder.resolve("stderr");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Quick to start; nothing is measured here.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(jvmArguments);
        command.add("-D" + Settings.PREFIX + "out=" + out);
        for (String setting : settings) {
            command.add("-D" + Settings.PREFIX + setting);
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Generator.class.getName()));
        Process process =
                new ProcessBuilder(command).redirectError(stderr.toFile()).start();
        return new GeneratorProcess(process, out, stderr);
    }

    /** Reads lines up to one that begins with this word, and returns what follows the word. */
    String await(String word) throws IOException {
        for (String line = stdout.readLine(); line != null; line = stdout.readLine()) {
            lines.add(line);
            if (line.equals(word) || line.startsWith(word + " ")) {
                return line.substring(word.length()).strip();
            }
        }
        throw new AssertionError("ended without '" + word + "'; said " + lines + "; errors: " + errors());
    }

    void send(String line) throws IOException {
        stdin.write(line);
        stdin.newLine();
        stdin.flush();
    }

    void closeInput() throws IOException {
        stdin.close();
    }

    /** Waits for the end: everything said on standard output. */
    List<String> linesToTheEnd() throws IOException {
        for (String line = stdout.readLine(); line != null; line = stdout.readLine()) {
            lines.add(line);
        }
        return List.copyOf(lines);
    }

    /** Waits for the end. */
    int exitCode() throws IOException, InterruptedException {
        linesToTheEnd();
        return process.waitFor();
    }

    String errors() throws IOException {
        return Files.readString(stderr);
    }

    GeneratorReport report() throws IOException, InterruptedException {
        assertThat(exitCode()).describedAs(errors()).isZero();
        return Json.MAPPER.readValue(Files.readAllBytes(out.resolve(GeneratorReport.FILE)), GeneratorReport.class);
    }

    /** The histograms of a log, by tag: those of all seconds added up. */
    Map<String, Histogram> histograms(String file) throws IOException {
        Map<String, Histogram> histograms = new LinkedHashMap<>();
        for (Histogram second : seconds(file)) {
            histograms
                    .computeIfAbsent(String.valueOf(second.getTag()), _ -> new Histogram(3))
                    .add(second);
        }
        return histograms;
    }

    /** The histograms of a log, as they are. */
    List<Histogram> seconds(String file) throws IOException {
        List<Histogram> seconds = new ArrayList<>();
        try (var in = Files.newInputStream(out.resolve(file))) {
            var reader = new HistogramLogReader(in);
            // A log without a value has lines, but no histogram.
            for (var next = reader.nextIntervalHistogram(); next != null; next = reader.nextIntervalHistogram()) {
                seconds.add((Histogram) next);
            }
        }
        return seconds;
    }

    Path out() {
        return out;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        watchdog.join();
    }
}

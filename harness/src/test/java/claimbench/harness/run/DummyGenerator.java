package claimbench.harness.run;

import claimbench.contract.Json;
import claimbench.load.Arm;
import claimbench.load.Ask;
import claimbench.load.Asker;
import claimbench.load.GeneratorReport;
import claimbench.load.GeneratorReport.Count;
import claimbench.load.LoadModel;
import claimbench.load.ScenarioCatalogue;
import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Speaks the generator's protocol, and sends one request after another: a process of its own that starts sooner than
 * Gatling does. With an argument it is broken in the way that this names.
 */
public final class DummyGenerator {
    private final Histogram answered = new Histogram(3);
    private final List<String> failures = new ArrayList<>();
    private long answeredEver;
    private long failedEver;
    private long failed;

    private DummyGenerator() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        String mode = args.length == 0 ? "honest" : args[0];
        if (mode.equals("crash")) {
            System.err.println("no load today");
            System.exit(1);
        }
        System.out.println("booted");
        // Never closed: closing waits for the thread that reads it.
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String go = in.readLine();
        if (go == null) {
            return;
        }
        Thread.ofPlatform().daemon().start(() -> {
            try {
                while (in.readLine() != null) {
                    // Only the end matters.
                }
            } catch (IOException e) {
                // The same as the end.
            }
            Runtime.getRuntime().halt(0);
        });
        new DummyGenerator().load(mode, URI.create(go.substring(3)));
        Runtime.getRuntime().halt(0);
    }

    private void load(String mode, URI url) throws IOException, InterruptedException {
        Arm arm = ScenarioCatalogue.WAIT.arms(Map.of("ms", "1")).getFirst();
        long warmUpNanos = 1_000_000L * Long.getLong("claimbench.warmUpMillis");
        long windowNanos = 1_000_000L * Long.getLong("claimbench.windowMillis");
        Duration timeout = Duration.ofMillis(Long.getLong("claimbench.timeoutMillis"));
        try (var client = HttpClient.newHttpClient()) {
            long beginNanos = System.nanoTime();
            while (System.nanoTime() - beginNanos < warmUpNanos) {
                request(client, url, arm, timeout, false);
            }
            long startEpochMillis = System.currentTimeMillis();
            System.out.println("window-start " + startEpochMillis);
            long startNanos = System.nanoTime();
            do {
                request(client, url, arm, timeout, true);
            } while (System.nanoTime() - startNanos < windowNanos);
            long endEpochMillis = System.currentTimeMillis();
            System.out.println("window-end " + endEpochMillis);
            if (mode.equals("never-ends")) {
                Thread.currentThread().join();
            }
            write(arm, url, startEpochMillis, endEpochMillis);
        }
    }

    private void request(HttpClient client, URI url, Arm arm, Duration timeout, boolean measured)
            throws InterruptedException {
        long startNanos = System.nanoTime();
        String fault;
        Ask ask = arm.ask(new Asker(1, 0));
        try {
            HttpRequest request = HttpRequest.newBuilder(url.resolve(ask.target()))
                    .timeout(timeout)
                    .build();
            fault = ask.check()
                    .fault(client.send(request, HttpResponse.BodyHandlers.ofByteArray())
                            .body());
        } catch (IOException e) {
            fault = "no answer: " + e;
        }
        if (fault == null) {
            answeredEver++;
            if (measured) {
                answered.recordValue(System.nanoTime() - startNanos);
            }
        } else {
            failures.add(arm.name() + ": " + fault);
            failedEver++;
            if (measured) {
                failed++;
            }
        }
    }

    private void write(Arm arm, URI url, long startEpochMillis, long endEpochMillis) throws IOException {
        Path out = Path.of(System.getProperty("claimbench.out"));
        var report = new GeneratorReport(
                GeneratorReport.SCHEMA,
                "wait",
                Map.of("ms", "1"),
                url.toString(),
                LoadModel.CLOSED,
                1,
                0,
                Long.getLong("claimbench.seed"),
                startEpochMillis,
                endEpochMillis,
                Map.of(arm.name(), new Count(answered.getTotalCount(), failed)),
                Map.of(arm.name(), new Count(answeredEver, failedEver)),
                0,
                0,
                1,
                failures.stream().limit(3).toList());
        Files.write(out.resolve(GeneratorReport.FILE), Json.MAPPER.writeValueAsBytes(report));
        Files.writeString(out.resolve("simulation.log"), arm.name() + " " + answeredEver + " " + failedEver);
        answered.setTag(arm.name());
        try (var file = new FileOutputStream(out.resolve("responses.hlog").toFile())) {
            var log = new HistogramLogWriter(file);
            log.outputLogFormatVersion();
            log.outputLegend();
            log.outputIntervalHistogram(answered);
        }
    }
}

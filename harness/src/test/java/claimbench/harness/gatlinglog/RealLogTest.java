package claimbench.harness.gatlinglog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import claimbench.harness.gatlinglog.LogSummary.Failure;
import claimbench.harness.gatlinglog.LogSummary.Requests;
import claimbench.harness.gatlinglog.LogSummary.Times;
import claimbench.harness.gatlinglog.LogSummary.Users;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sums up and exports the log of a real run of Gatling's, of a simulation that knows nothing of us. */
class RealLogTest {
    private static final int BUYERS = EveryKindSimulation.BUYERS;
    private static final int PAGES_READ = EveryKindSimulation.READERS * EveryKindSimulation.PAGES;
    private static final String SEARCH = "search, 搜索";

    @TempDir
    private static Path folder;

    private static Path log = Path.of("");

    @BeforeAll
    static void runGatling() throws IOException, InterruptedException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                byte[] body = "unpaid".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(
                        exchange.getRequestURI().getPath().equals("/card") ? 503 : 200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        try {
            Path output = folder.resolve("output");
            Process gatling = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "--add-opens=java.base/java.lang=ALL-UNNAMED",
                            "--enable-native-access=ALL-UNNAMED",
                            "--sun-misc-unsafe-memory-access=allow",
                            "-Dgatling.data.enableAnalytics=false",
                            "-Durl=http://127.0.0.1:" + server.getAddress().getPort(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            "io.gatling.app.Gatling",
                            "-nr",
                            "-s",
                            EveryKindSimulation.class.getName(),
                            "-rf",
                            folder.resolve("results").toString(),
                            "-rd",
                            "eine Prüfung")
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                assertThat(gatling.waitFor(100, TimeUnit.SECONDS)).isTrue();
            } finally {
                gatling.destroyForcibly();
            }
            try (var logs = Files.find(folder, 3, (path, _) -> path.endsWith("simulation.log"))) {
                log = logs.findFirst().orElseThrow(() -> new AssertionError(output));
            }
        } finally {
            server.stop(0);
        }
    }

    @Test
    void requestsAreCountedByNameAndGroup() throws IOException {
        LogSummary summary = LogSummarizer.summarize(log);

        Map<String, List<Long>> counts = new HashMap<>();
        for (Requests request : summary.requests()) {
            counts.put(request.groups() + request.name(), List.of(request.ok(), request.failed()));
        }
        assertThat(counts)
                .containsOnly(
                        Map.entry("[]home page", List.of((long) BUYERS, 0L)),
                        Map.entry("[shop]" + SEARCH, List.of((long) BUYERS, 0L)),
                        Map.entry("[shop, checkout]card", List.of(0L, (long) BUYERS)),
                        Map.entry("[shop, checkout]receipt", List.of(0L, (long) BUYERS)),
                        Map.entry("[]page", List.of((long) PAGES_READ, 0L)));
        assertThat(summary.all().count()).isEqualTo(4L * BUYERS + PAGES_READ);
        assertThat(summary.all().failed()).isEqualTo(2L * BUYERS);
        assertThat(summary.requests()).allSatisfy(request -> {
            Times times = Objects.requireNonNull(request.times());
            assertThat(times.min()).isBetween(0L, times.p50());
            assertThat(times.max()).isBetween(times.p999(), Math.round(summary.seconds() * 1_000));
            assertThat(request.okTimes() == null).isEqualTo(request.ok() == 0);
            assertThat(request.failedTimes() == null).isEqualTo(request.failed() == 0);
        });
    }

    @Test
    void groupsAreCountedWithTheirPauses() throws IOException {
        LogSummary summary = LogSummarizer.summarize(log);

        assertThat(summary.groups())
                .extracting(group -> group.groups() + group.name() + " " + group.ok() + " " + group.failed())
                .containsExactlyInAnyOrder("[]shop 0 " + BUYERS, "[shop]checkout 0 " + BUYERS);
        assertThat(summary.groups()).allSatisfy(group -> {
            assertThat(Objects.requireNonNull(group.durations()).min()).isGreaterThanOrEqualTo(45);
            assertThat(Objects.requireNonNull(group.cumulated()).mean())
                    .isLessThan(group.durations().mean());
        });
    }

    @Test
    void failuresAndErrorsAreCountedByMessage() throws IOException {
        LogSummary summary = LogSummarizer.summarize(log);

        assertThat(summary.failures())
                .extracting(Failure::name, Failure::count)
                .containsExactlyInAnyOrder(tuple("card", (long) BUYERS), tuple("receipt", (long) BUYERS));
        assertThat(summary.failures()).extracting(Failure::message).anyMatch(message -> message.contains("503"));
        assertThat(summary.errors())
                .isNotEmpty()
                .allSatisfy(error -> assertThat(error.message()).contains("nobody"));
    }

    @Test
    void usersOfEachScenarioAreCounted() throws IOException {
        LogSummary summary = LogSummarizer.summarize(log);

        assertThat(summary.scenarios())
                .extracting(Users::scenario, Users::started)
                .containsExactly(tuple("buyers", (long) BUYERS), tuple("readers", (long) EveryKindSimulation.READERS));
        assertThat(summary.usersMax()).isBetween((long) BUYERS, (long) BUYERS + EveryKindSimulation.READERS);
        assertThat(summary.usersLeft()).isZero();
        assertThat(summary.description()).isEqualTo("eine Prüfung");
        assertThat(summary.simulation()).isEqualTo(EveryKindSimulation.class.getName());
        assertThat(summary.cutOff()).isFalse();
        assertThat(summary.bytes()).isEqualTo(Files.size(log));
    }

    @Test
    void csvHasALineForEachRecord() throws IOException {
        LogSummary summary = LogSummarizer.summarize(log);

        List<String> lines = export(LogExport.CSV).lines().toList();

        assertThat(lines.getFirst())
                .isEqualTo("record,groups,name,start_epoch_ms,end_epoch_ms,ms,cumulated_ms,status,message");
        // The header is a record, too; the line for it has the names of the columns.
        assertThat(lines).hasSize((int) summary.records());
        assertThat(lines).filteredOn(line -> line.startsWith("request,")).hasSize((int)
                summary.all().count());
        assertThat(lines)
                .filteredOn(line -> line.startsWith("request,shop,\"" + SEARCH + "\","))
                .hasSize(BUYERS);
        assertThat(lines)
                .filteredOn(line -> line.startsWith("request,shop / checkout,card,"))
                .hasSize(BUYERS)
                .allMatch(line -> line.contains(",,KO,"));
        assertThat(lines)
                .filteredOn(line -> line.startsWith("group,shop,checkout,"))
                .hasSize(BUYERS);
        assertThat(lines)
                .filteredOn(line -> line.startsWith("user,,readers,"))
                .hasSize(2 * EveryKindSimulation.READERS);
        assertThat(lines).anyMatch(line -> line.startsWith("error,,,"));
    }

    @Test
    void jsonHasADocumentForEachRecord() throws IOException {
        LogSummary summary = LogSummarizer.summarize(log);
        var mapper = new JsonMapper();

        List<JsonNode> records =
                export(LogExport.JSON).lines().map(mapper::readTree).toList();

        assertThat(records).hasSize((int) summary.records());
        assertThat(records.getFirst().path("record").asString()).isEqualTo("run");
        assertThat(records.getFirst().path("scenarios").size()).isEqualTo(2);
        assertThat(records)
                .filteredOn(record -> record.path("name").asString("").equals("receipt"))
                .allSatisfy(record -> {
                    assertThat(record.path("groups").toString()).isEqualTo("[\"shop\",\"checkout\"]");
                    assertThat(record.path("ok").asBoolean()).isFalse();
                    assertThat(record.path("message").asString()).contains("paid");
                    assertThat(record.path("endEpochMillis").asLong()
                                    - record.path("startEpochMillis").asLong())
                            .isEqualTo(record.path("millis").asLong());
                });
    }

    @Test
    void hdrHasAHistogramForEachSecondAndRequest() throws IOException {
        Map<String, Long> counts = new HashMap<>();
        try (var reader = new HistogramLogReader(
                Files.newInputStream(Files.writeString(folder.resolve("export.hlog"), export(LogExport.HDR))))) {
            while (reader.hasNext()) {
                EncodableHistogram next = reader.nextIntervalHistogram();
                assertThat(next).isInstanceOfSatisfying(Histogram.class, histogram -> {
                    assertThat(histogram.getEndTimeStamp() - histogram.getStartTimeStamp())
                            .isEqualTo(1_000);
                    counts.merge(histogram.getTag(), histogram.getTotalCount(), Long::sum);
                });
            }
        }

        assertThat(counts)
                .containsOnly(
                        Map.entry("home%20page", (long) BUYERS),
                        Map.entry("shop/search%2C%20搜索", (long) BUYERS),
                        Map.entry("shop/checkout/card:failed", (long) BUYERS),
                        Map.entry("shop/checkout/receipt:failed", (long) BUYERS),
                        Map.entry("page", (long) PAGES_READ));
    }

    private static String export(LogExport format) throws IOException {
        var out = new StringWriter();
        format.export(log, out);
        return out.toString();
    }
}

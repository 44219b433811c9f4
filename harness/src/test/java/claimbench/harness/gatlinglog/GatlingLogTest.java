package claimbench.harness.gatlinglog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import claimbench.contract.AnswerRequest;
import claimbench.contract.Json;
import claimbench.contract.TokensRequest;
import claimbench.harness.result.Trial.RequestCount;
import claimbench.load.Generator;
import claimbench.load.GeneratorReport;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads the log of a real run of Gatling, in which some answers were wrong. */
class GatlingLogTest {
    @TempDir
    private static Path runFolder;

    private static Path realLog = Path.of("");

    @TempDir
    private Path folder;

    @BeforeAll
    static void runGatling() throws IOException, InterruptedException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var answers = new AtomicInteger();
        server.createContext("/", exchange -> answer(exchange, answers.getAndIncrement()));
        server.start();
        try {
            run(
                    runFolder,
                    "scenario=wait",
                    "ms=7",
                    "users=1",
                    "url=http://127.0.0.1:" + server.getAddress().getPort());
        } finally {
            server.stop(0);
        }
        realLog = runFolder.resolve("simulation.log");
    }

    @Test
    void countsAreThoseThatTheSimulationRecorded() throws IOException {
        Map<String, RequestCount> recorded = recorded(runFolder);

        GatlingLog log = GatlingLog.read(realLog);

        assertThat(log.requests()).isEqualTo(recorded);
        assertThat(GatlingLog.count(realLog)).isEqualTo(recorded);
        assertThat(log.requests()).containsOnlyKeys("wait");
        assertThat(log.requests().values()).allSatisfy(count -> {
            assertThat(count.answered()).isPositive();
            assertThat(count.failed()).isPositive();
        });
        assertThat(log.truncated()).isFalse();
        assertThat(log.errors()).isZero();
    }

    /** Streams of every kind: good, ended without an end, wrong, and refused. */
    @Test
    void countsOfStreamsAreThoseThatTheSimulationRecorded() throws IOException, InterruptedException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var streams = new AtomicInteger();
        server.createContext("/", exchange -> stream(exchange, streams));
        server.start();
        try {
            run(
                    folder,
                    "scenario=stream",
                    "tokens=2",
                    "gap-ms=0",
                    "users=2",
                    "timeoutMillis=200",
                    "url=http://127.0.0.1:" + server.getAddress().getPort());
        } finally {
            server.stop(0);
        }

        GatlingLog log = GatlingLog.read(folder.resolve("simulation.log"));

        assertThat(log.requests()).isEqualTo(withoutZeros(recorded(folder)));
        assertThat(count(log, "stream").answered()).isPositive();
        assertThat(count(log, "stream").failed()).isPositive();
        assertThat(count(log, "stream connect").failed()).isPositive();
        assertThat(count(log, "stream close").answered()).isPositive();
    }

    private static RequestCount count(GatlingLog log, String name) {
        return Objects.requireNonNull(log.requests().get(name), name);
    }

    private static Map<String, RequestCount> recorded(Path folder) throws IOException {
        GeneratorReport report =
                Json.MAPPER.readValue(Files.readAllBytes(folder.resolve(GeneratorReport.FILE)), GeneratorReport.class);
        Map<String, RequestCount> recorded = new LinkedHashMap<>();
        report.wholeRun()
                .forEach((name, count) -> recorded.put(name, new RequestCount(count.answered(), count.failed())));
        return recorded;
    }

    private static Map<String, RequestCount> withoutZeros(Map<String, RequestCount> counts) {
        Map<String, RequestCount> all = new LinkedHashMap<>(counts);
        all.values().removeIf(count -> count.equals(new RequestCount(0, 0)));
        return all;
    }

    @Test
    void requestsOfASliceOfTimeAreThoseThatBeganInIt() throws IOException {
        Path log = folder.resolve("simulation.log");
        try (var made = MadeUpLog.of(log, "3.15.1", "one")) {
            for (int start : new int[] {199, 200, 250, 299, 300, 399, 400}) {
                made.request(List.of(), "home", start, start + 90, start != 250, "");
            }
        }

        assertThat(GatlingLog.countBySlice(log, MadeUpLog.START + 200, 100, 2))
                .containsExactly(new RequestCount(2, 1), new RequestCount(2, 0));
    }

    @Test
    void reasonOfAFailureIsKept() throws IOException {
        assertThat(GatlingLog.read(realLog).failures())
                .singleElement()
                .asString()
                .startsWith("wait: ")
                .contains("body '错' is not the JSON of the contract");
    }

    @Test
    void cutOffLogIsReadAsFarAsItGoes() throws IOException {
        byte[] whole = Files.readAllBytes(realLog);
        RequestCount all =
                GatlingLog.read(realLog).requests().values().iterator().next();
        long countBefore = 0;
        int cutWithinRecord = 0;
        int cuts = Math.min(whole.length, 1_000);
        for (int length = 0; length < cuts; length++) {
            GatlingLog log = GatlingLog.read(log(Arrays.copyOf(whole, length)));
            long count = log.requests().values().stream()
                    .mapToLong(request -> request.answered() + request.failed())
                    .sum();
            assertThat(count).isBetween(countBefore, all.answered() + all.failed());
            countBefore = count;
            cutWithinRecord += log.truncated() ? 1 : 0;
        }
        // A cut between two records leaves a log that is whole; there are fewer of those than bytes in a record.
        assertThat(cutWithinRecord).isGreaterThan(cuts * 3 / 4);
    }

    @Test
    void cutOffLogIsNotCounted() throws IOException {
        byte[] whole = Files.readAllBytes(realLog);
        Path log = log(Arrays.copyOf(whole, whole.length - 1));

        assertThatThrownBy(() -> GatlingLog.count(log))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("ends in the middle of a record");
    }

    @Test
    void whatFollowsTheLastRecordIsNotTakenForOne() throws IOException {
        byte[] whole = Files.readAllBytes(realLog);
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        longer[whole.length] = 9;
        Path log = log(longer);

        assertThatThrownBy(() -> GatlingLog.read(log))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(log + " is damaged after ")
                .hasMessageEndingWith(" records, at byte " + whole.length + " of " + longer.length
                        + ": it has a record of unknown kind 9");
    }

    /** A trial whose log is damaged must not pass for one that agrees with it. */
    @Test
    void damagedLogIsNotCounted() throws IOException {
        byte[] whole = Files.readAllBytes(realLog);
        Path log = log(Arrays.copyOf(whole, whole.length + 512));

        assertThatThrownBy(() -> GatlingLog.count(log))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(" is damaged after ");
        assertThatThrownBy(() -> GatlingLog.countBySlice(log, 0, 100, 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(" is damaged after ");
    }

    @Test
    void logOfAnotherVersionIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(realLog);
        int digit = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("3.15.");
        bytes[digit] = '4';
        Path log = log(bytes);

        assertThatThrownBy(() -> GatlingLog.read(log))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("was written by Gatling 4.15.")
                .hasMessageEndingWith("only 3.13 to 3.15 can be read");
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        Path text = log("run\tclaimbench".getBytes(StandardCharsets.UTF_8));
        Path huge = log(new byte[] {0, 0x7f, 0x7f, 0x7f, 0x7f});

        assertThatThrownBy(() -> GatlingLog.read(text)).hasMessageEndingWith("does not begin as a log of Gatling's");
        assertThatThrownBy(() -> GatlingLog.read(huge)).hasMessageContaining("has a length of ");
        assertThat(GatlingLog.read(log(new byte[] {0})).truncated()).isTrue();
    }

    private Path log(byte[] bytes) throws IOException {
        return Files.write(Files.createTempFile(folder, "simulation", ".log"), bytes);
    }

    /** Every third answer is wrong, in a way that Gatling's log must write in two bytes a character. */
    private static void answer(HttpExchange exchange, int number) throws IOException {
        try (exchange) {
            byte[] body = (number % 3 == 2 ? "错" : "{\"waitedMs\":7}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static void stream(HttpExchange exchange, AtomicInteger streams) throws IOException {
        try (exchange) {
            if (exchange.getRequestURI().getQuery().endsWith("mode=whole")) {
                byte[] body = Json.MAPPER.writeValueAsBytes(new AnswerRequest.Answer(TokensRequest.text(2), 1));
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                return;
            }
            int kind = streams.getAndIncrement() % 5;
            if (kind == 4) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", TokensRequest.CONTENT_TYPE);
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(TokensRequest.event(0));
            exchange.getResponseBody().write(TokensRequest.event(kind == 3 ? 7 : 1));
            if (kind != 2) {
                exchange.getResponseBody().write(TokensRequest.done(2));
            }
        }
    }

    private static void run(Path out, String... settings) throws IOException, InterruptedException {
        Path output = out.resolve("output");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dclaimbench.warmUpMillis=300",
                "-Dclaimbench.windowMillis=1500",
                "-Dclaimbench.output=events",
                "-Dclaimbench.out=" + out));
        for (String setting : settings) {
            command.add("-Dclaimbench." + setting);
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Generator.class.getName()));
        Process generator = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(generator.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(generator.exitValue())
                    .describedAs(Files.readString(output))
                    .isZero();
        } finally {
            generator.destroyForcibly();
        }
    }
}

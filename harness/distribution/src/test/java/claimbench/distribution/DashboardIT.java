package claimbench.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import claimbench.contract.Json;
import claimbench.dashboards.PrometheusServer;
import claimbench.dashboards.web.DashboardServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A short real run in the dashboard of the packed product, while it goes on and afterwards; and that nothing of it stays. */
class DashboardIT {
    private static final Duration BOUND = Duration.ofMinutes(3);

    @TempDir
    static Path folder;

    private static Path storedRun = Path.of("");

    @BeforeAll
    static void aRun() {
        assumeTrue(
                PrometheusServer.find().isPresent(),
                "DashboardIT is skipped: no prometheus on the path (Debian: apt install prometheus)");
        assumeTrue(
                DashboardServer.hasPage(),
                "DashboardIT is skipped: the page was not built, since no node was found (Debian: apt install nodejs npm)");
        storedRun = folder.resolve("stored");
        Product.Running run = run(storedRun);
        assertThat(run.exitCode()).as(run.printed()).isLessThan(2); // a doubt on a busy machine is no matter here
    }

    private static Product.Running run(Path dir) {
        return Product.start(
                folder, "run", "--claims", "Q01", "--targets", "event-loop", "--trials", "1", "--out", dir.toString());
    }

    /** The dashboard under way: where its page and its Prometheus are. */
    private record Shown(Product.Running process, URI page, URI prometheus, Path workspace) {
        JsonNode get(String path) throws IOException, InterruptedException {
            try (HttpClient client = HttpClient.newHttpClient()) {
                String body = client.send(
                                HttpRequest.newBuilder(page.resolve(path)).build(), BodyHandlers.ofString())
                        .body();
                return Json.MAPPER.readTree(body);
            }
        }
    }

    private static Shown awaitShown(Product.Running dashboard) {
        Pattern said = Pattern.compile(
                "dashboard: (http://127\\.0\\.0\\.1:\\d+/)\\s+Prometheus: (http://127\\.0\\.0\\.1:\\d+)\\s+Ctrl-C");
        await().atMost(BOUND)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !dashboard.process().isAlive()
                        || said.matcher(dashboard.printed()).find());
        Matcher matcher = said.matcher(dashboard.printed());
        assertThat(matcher.find()).as(dashboard.printed()).isTrue();
        Path data = dashboard.children().stream()
                .flatMap(child -> child.info().arguments().stream().flatMap(Stream::of))
                .filter(argument -> argument.startsWith("--storage.tsdb.path="))
                .map(argument -> Path.of(argument.substring(argument.indexOf('=') + 1)))
                .findFirst()
                .orElseThrow();
        return new Shown(
                dashboard,
                URI.create(matcher.group(1)),
                URI.create(matcher.group(2)),
                data.toAbsolutePath().resolveSibling(""));
    }

    /** After it was told to end: processes, ports, files. */
    private static void assertNothingIsLeft(Shown shown, List<ProcessHandle> children) {
        await().atMost(BOUND).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
        await().atMost(BOUND).until(() -> !Files.exists(shown.workspace));
        for (URI address : List.of(shown.page, shown.prometheus)) {
            await().atMost(BOUND).until(() -> isRefused(address));
        }
    }

    private static boolean isRefused(URI address) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            return !socket.isConnected();
        } catch (ConnectException e) {
            return true;
        }
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** The values of a panel's query, as many as are finite. */
    private static long finiteValues(JsonNode answer) {
        assertThat(answer.path("status").asString("")).as(answer.toString()).isEqualTo("success");
        long count = 0;
        for (JsonNode series : answer.at("/data/result")) {
            for (JsonNode sample : series.path("values")) {
                count += finite(sample);
            }
            count += series.has("value") ? finite(series.path("value")) : 0;
        }
        return count;
    }

    private static int finite(JsonNode sample) {
        return List.of("NaN", "+Inf", "-Inf").contains(sample.get(1).asString()) ? 0 : 1;
    }

    /** What its meters call a run, wherever it lies. */
    private static String id(Path run) throws IOException {
        return Json.MAPPER
                .readTree(Files.readAllBytes(run.resolve("run.json")))
                .path("id")
                .asString("");
    }

    /** How many queries of the overview have data of this run, asked as the page asks. */
    private static long answered(Shown shown, String run) throws IOException, InterruptedException {
        long answered = 0;
        for (JsonNode panel : shown.get("/dashboards/en/overview.json").path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                JsonNode answer =
                        shown.get("/api/panels/overview/" + panel.path("id").asInt() + "/"
                                + target.path("refId").asString() + "?stepSeconds=1&run=" + encoded(run));
                answered += finiteValues(answer) > 0 ? 1 : 0;
            }
        }
        return answered;
    }

    @Test
    void storedRunIsShownAndNothingStaysAfterCtrlC() throws Exception {
        assumeTrue(Product.startsGroups(), "env and setsid of this machine cannot start a process group");
        long beganNanos = System.nanoTime();
        Product.Running dashboard =
                Product.startAsGroup(folder, "dashboard", storedRun.toString(), "--port", "0", "--no-grafana");
        try {
            Shown shown = awaitShown(dashboard);
            JsonNode run = shown.get("/api/run");
            assertThat(run.path("live").asBoolean()).isFalse();
            assertThat(run.path("run").asString("")).isEqualTo(id(storedRun));
            assertThat(run.path("to").asLong()).isGreaterThan(run.path("from").asLong());
            assertThat(shown.get("/api/variables/overview/run"))
                    .extracting(JsonNode::asString)
                    .containsExactly(id(storedRun));

            assertThat(answered(shown, id(storedRun))).isGreaterThan(5);
            assertThat(shown.get("/api/annotations/overview/0?run=" + id(storedRun) + "&stepSeconds=1")
                            .path("status")
                            .asString(""))
                    .isEqualTo("success");
            System.out.printf(
                    "DashboardIT: a stored run of one trial was answered for %.1f s after the command was given%n",
                    (System.nanoTime() - beganNanos) / (double) TimeUnit.SECONDS.toNanos(1));

            List<ProcessHandle> children = dashboard.children();
            assertThat(children).isNotEmpty();
            Product.interrupt(dashboard);
            assertThat(dashboard.exitCode()).as(dashboard.printed()).isEqualTo(130);
            assertNothingIsLeft(shown, children);
        } finally {
            dashboard.process().destroy();
        }
    }

    @Test
    void runInProgressIsAwaitedShownAndStaysUntilTheDashboardIsToldToEnd() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("live"));
        Product.Running dashboard = Product.start(elsewhere, "dashboard", "--port", "0", "--no-grafana");
        Product.Running run = null;
        try {
            await().atMost(BOUND).until(() -> dashboard.printed().contains("waiting for one"));
            Path lecture = elsewhere.resolve("runs/lecture");
            run = run(lecture);
            Shown shown = awaitShown(dashboard);
            String id = id(lecture);
            assertThat(run.process().isAlive()).as(run.printed()).isTrue();
            assertThat(shown.get("/api/run").path("live").asBoolean()).isTrue();
            assertThat(shown.get("/api/run").path("run").asString("")).isEqualTo(id);
            Product.Running running = run;
            await().atMost(BOUND)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> !running.process().isAlive() || answered(shown, id) > 5);
            assertThat(run.process().isAlive())
                    .as("still measuring: " + run.printed())
                    .isTrue();

            assertThat(run.exitCode()).as(run.printed()).isLessThan(2);
            await().atMost(BOUND).until(() -> dashboard.printed().contains("the run has ended"));
            assertThat(shown.get("/api/run").path("live").asBoolean()).isFalse();
            assertThat(answered(shown, id)).isGreaterThan(5);

            List<ProcessHandle> children = dashboard.children();
            dashboard.process().destroy();
            assertThat(dashboard.exitCode()).as(dashboard.printed()).isEqualTo(143);
            assertNothingIsLeft(shown, children);
        } finally {
            dashboard.process().destroy();
            if (run != null) {
                run.process().destroy();
            }
        }
    }

    @Test
    void dashboardThatIsKilledLeavesNothingEither() throws Exception {
        Product.Running dashboard =
                Product.start(folder, "dashboard", storedRun.toString(), "--port", "0", "--no-grafana");
        Shown shown = awaitShown(dashboard);
        List<ProcessHandle> children = dashboard.children();

        dashboard.process().destroyForcibly();

        assertNothingIsLeft(shown, children);
    }

    @Test
    void portThatIsTakenIsNamedBeforeAnythingIsDone() throws Exception {
        try (var occupant = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(occupant.getLocalPort());
            for (String option : List.of("--port", "--prometheus-port")) {
                Product.Running dashboard = Product.start(folder, "dashboard", storedRun.toString(), option, port);
                assertThat(dashboard.exitCode()).isEqualTo(1);
                assertThat(dashboard.printed()).contains(port).contains(option).doesNotContain("loading");
            }
        }
    }

    @Test
    void machineWithoutPrometheusIsToldHowToInstallIt() throws Exception {
        Product.Running dashboard =
                Product.startWithPath(folder, onlyTheLaunchersTools(), "dashboard", storedRun.toString());
        assertThat(dashboard.exitCode()).isEqualTo(1);
        assertThat(dashboard.printed())
                .contains("Prometheus is not on the search path")
                .contains("apt install prometheus")
                .contains("docker compose -f dashboards/compose.yaml up");
    }

    @Test
    void prometheusWithoutItsToolIsSaidToLackIt() throws Exception {
        Path tools = onlyTheLaunchersTools();
        Path alone = Files.createDirectories(folder.resolve("alone"));
        Files.copy(PrometheusServer.find().orElseThrow().toRealPath(), alone.resolve("prometheus"));
        Product.Running dashboard = Product.startWithPath(
                folder,
                tools,
                "dashboard",
                storedRun.toString(),
                "--port",
                "0",
                "--prometheus",
                alone.resolve("prometheus").toString());
        assertThat(dashboard.exitCode()).isEqualTo(1);
        assertThat(dashboard.printed()).contains("no promtool").contains("apt install prometheus");
    }

    /** A search path with what the launcher and shells need, and no more. */
    private static Path onlyTheLaunchersTools() throws IOException {
        Path tools = Files.createDirectories(folder.resolve("tools"));
        for (String name : List.of("sh", "sed", "dirname", "readlink", "env", "rm", "nice")) {
            for (String bin : List.of("/usr/bin", "/bin")) {
                Path tool = Path.of(bin, name);
                if (Files.exists(tool) && Files.notExists(tools.resolve(name))) {
                    Files.createSymbolicLink(tools.resolve(name), tool.toRealPath());
                }
            }
        }
        return tools;
    }
}

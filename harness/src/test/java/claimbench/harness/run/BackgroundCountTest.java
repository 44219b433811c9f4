package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.harness.result.Condition;
import claimbench.harness.result.CpuSets;
import claimbench.harness.result.Trial.BackgroundTasks;
import claimbench.harness.result.Trial.RequestCount;
import claimbench.harness.result.Workload;
import claimbench.harness.run.BackgroundCount.Seen;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BackgroundCountTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Map<String, RequestCount> SENT =
            Map.of("background", new RequestCount(40, 0), "awaited", new RequestCount(40, 0));

    private static final String NOTHING = meters(0, 0, 0);

    /** What the target says, one text after another; the last for ever. */
    private final Deque<String> texts = new ArrayDeque<>();

    private HttpServer server;
    private HttpProbe target;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.createContext("/metrics", exchange -> {
            String text;
            synchronized (texts) {
                text = texts.size() == 1 ? texts.getFirst() : texts.removeFirst();
            }
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            try (exchange) {
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        target = new HttpProbe(
                "made-up", URI.create("http://127.0.0.1:" + server.getAddress().getPort()), PATIENCE);
    }

    @AfterEach
    void end() {
        target.close();
        server.stop(0);
    }

    @Test
    void tasksThatEndAfterTheLastAnswerAreWaitedFor() throws Exception {
        says(NOTHING, NOTHING, meters(10, 30, 0), meters(1, 39, 0), meters(0, 40, 0));

        assertThat(from(PATIENCE).ended(SENT)).contains(new BackgroundTasks(40, 40, 0));
    }

    @Test
    void taskThatWasAskedForBeforeTheLoadIsNoneOfTheLoad() throws Exception {
        says(meters(1, 0, 0), meters(0, 1, 0), meters(0, 1, 0), meters(0, 41, 0));

        assertThat(from(PATIENCE).ended(SENT)).contains(new BackgroundTasks(40, 40, 0));
    }

    @Test
    void taskThatIsInNeitherMeterWhileItBeginsIsWaitedFor() throws Exception {
        says(NOTHING, NOTHING, meters(0, 39, 0), meters(1, 39, 0), meters(0, 40, 0));

        assertThat(from(PATIENCE).ended(SENT).orElseThrow().lost()).isZero();
    }

    @Test
    void taskThatWasBegunAndFailedWasNotCarriedOut() throws Exception {
        says(NOTHING, NOTHING, meters(1, 37, 2), meters(0, 38, 2));

        var tasks = from(PATIENCE).ended(SENT).orElseThrow();

        assertThat(tasks).isEqualTo(new BackgroundTasks(40, 38, 2));
        assertThat(tasks.lost()).isEqualTo(2);
    }

    @Test
    void taskThatIsNeverHeardOfAgainIsLost() throws Exception {
        says(NOTHING, NOTHING, meters(0, 39, 0));

        assertThat(from(PATIENCE).ended(SENT).orElseThrow().lost()).isEqualTo(1);
    }

    @Test
    void taskThatStillWaitsForItsTurnIsNotLost() throws Exception {
        says(NOTHING, NOTHING, meters(3, 37, 0));

        assertThat(from(Duration.ofSeconds(2)).ended(SENT)).isEmpty();
    }

    @Test
    void moreThanWereAcceptedIsNoLoss() {
        assertThat(new BackgroundTasks(40, 41, 0).lost()).isZero();
    }

    @Test
    void targetWithoutTheMetersHasNoCount() throws Exception {
        says("http_server_requests_active 5.0\n");

        assertThat(BackgroundCount.from(target, background(), PATIENCE)).isEmpty();
    }

    @Test
    void targetWhoseBackgroundIsBusyBeforeTheLoadHasNoCount() throws Exception {
        says(meters(3, 0, 0));

        assertThat(BackgroundCount.from(target, background(), Duration.ofMillis(50)))
                .isEmpty();
    }

    @Test
    void targetThatIsGoneAfterTheLoadHasNoCount() throws Exception {
        says(NOTHING);
        BackgroundCount count = from(Duration.ofSeconds(2));
        server.stop(0);

        assertThat(count.ended(SENT)).isEmpty();
    }

    @Test
    void loadThatLeavesNothingToTheBackgroundHasNoCount() throws Exception {
        says(NOTHING);

        assertThat(BackgroundCount.from(target, condition("wait"), PATIENCE)).isEmpty();
    }

    @Test
    void oneProcessOfSeveralIsNotTheTarget() {
        assertThat(Seen.parse(meters(0, 40, 0).replace("process=\"x\"", "process=\"x\",worker=\"1\"")))
                .isEmpty();
    }

    private BackgroundCount from(Duration idleBound) throws InterruptedException {
        return BackgroundCount.from(target, background(), idleBound).orElseThrow();
    }

    private void says(String... all) {
        synchronized (texts) {
            texts.addAll(List.of(all));
        }
    }

    private static String meters(int running, int succeeded, int failed) {
        return """
                # TYPE claimbench_background_tasks gauge
                claimbench_background_tasks{process="x",state="running"} %d
                claimbench_background_tasks{process="x",state="waiting"} 0.0
                # TYPE claimbench_background_ended_total counter
                claimbench_background_ended_total{process="x",outcome="success"} %d.0
                claimbench_background_ended_total{process="x",outcome="failure"} %d.0
                """.formatted(running, succeeded, failed);
    }

    private static Condition background() {
        return condition("background");
    }

    private static Condition condition(String scenario) {
        return new Condition(
                "background",
                "event-loop",
                scenario,
                Map.of("mail-ms", "1"),
                Workload.closed(10, 100, 100),
                new CpuSets(List.of(0), List.of(1), List.of(1)));
    }
}

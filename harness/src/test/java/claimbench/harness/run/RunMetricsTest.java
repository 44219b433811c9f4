package claimbench.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.MeterDifferences;
import claimbench.contract.MeteredProcess;
import claimbench.harness.experiment.ExperimentCatalogue;
import claimbench.harness.result.Condition;
import claimbench.harness.result.PlannedTrial;
import claimbench.harness.result.RunFiles;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunMetricsTest {
    @TempDir
    private Path dir;

    private final List<String> notes = new ArrayList<>();
    private final PlannedTrial trial =
            RunnerTest.plan(1, DummyPrograms.target("honest")).trials().getFirst();

    @Test
    void metersOfTheHarnessAreThoseOfTheTable() throws Exception {
        try (var metrics = new RunMetrics("mine", false, notes::add)) {
            var address = metrics.listen();
            metrics.begin(trial, dir);
            metrics.began(TrialPhase.WINDOW, 1);
            try (var probe = new HttpProbe("the relay", address, RunnerTest.BOUNDS.probe())) {
                String text = probe.get("/metrics");
                assertThat(text)
                        .contains("claimbench_trial_phase{phase=\"window\",process=\"harness\",run=\"mine\"")
                        .containsPattern("phase=\"window\".*} 1.0\n")
                        .containsPattern("phase=\"drain\".*} 0.0\n");
                assertThat(MeterDifferences.of(MeteredProcess.HARNESS, withoutTrial(text)))
                        .isEmpty();
                assertThat(text)
                        .contains(",run=\"mine\",trial=\"" + trial.id() + "\",")
                        .contains(",role=\"harness\",instance=\"" + address.getAuthority() + "\"}");

                metrics.remove(trial);
                assertThat(probe.get("/metrics")).isEmpty();
            }
        }
        assertThat(notes).isEmpty();
    }

    @Test
    void onlookersCauseNoRequestsWhileARecorderIsAtWork() throws Exception {
        try (var target = new Metered();
                var metrics = new RunMetrics("mine", true, notes::add);
                var onlooker = new HttpProbe("the relay", metrics.listen(), RunnerTest.BOUNDS.probe())) {
            metrics.begin(trial, dir);
            long startNanos = System.nanoTime();
            metrics.add(trial, "target", target.address());
            Awaitility.await()
                    .untilAsserted(() -> assertThat(onlooker.get("/metrics")).contains("\nup{run=\"mine\""));
            for (int time = 0; time < 100; time++) {
                onlooker.get("/metrics");
            }
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNanos);
            assertThat(target.asked.get())
                    .as("once at once, and once in each second begun")
                    .isLessThanOrEqualTo((int) seconds + 2);
        }
        assertThat(notes).isEmpty();
    }

    @Test
    void processesAreAskedByOnlookersWhereNothingIsRecorded() throws Exception {
        try (var target = new Metered();
                var metrics = new RunMetrics("mine", false, notes::add);
                var onlooker = new HttpProbe("the relay", metrics.listen(), RunnerTest.BOUNDS.probe())) {
            metrics.begin(trial, dir);
            metrics.add(trial, "target", target.address());
            assertThat(target.asked).hasValue(0);

            assertThat(onlooker.get("/metrics")).contains("\nup{run=\"mine\"");
            assertThat(target.asked).hasValue(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void targetThatIsComparedWithServersWithoutMetersIsAskedByNobody(boolean recording) throws Exception {
        Condition condition = trial.condition();
        var compared = new PlannedTrial(
                trial.id(),
                1,
                new Condition(
                        ExperimentCatalogue.withControls().getFirst().id(),
                        condition.target(),
                        condition.scenario(),
                        condition.parameters(),
                        condition.workload(),
                        condition.cpus()));
        try (var target = new Metered();
                var generator = new Metered();
                var metrics = new RunMetrics("mine", recording, notes::add);
                var onlooker = new HttpProbe("the relay", metrics.listen(), RunnerTest.BOUNDS.probe())) {
            metrics.begin(compared, dir);
            metrics.add(compared, "target", target.address());
            metrics.add(compared, "generator", generator.address());

            Awaitility.await()
                    .untilAsserted(() -> assertThat(onlooker.get("/metrics")).contains("role=\"generator\""));
            assertThat(target.asked).hasValue(0);
        }
    }

    @Test
    void trialThatIsRecordedHasAFileAndOneThatIsNotHasNone() throws Exception {
        for (boolean recording : new boolean[] {true, false}) {
            Path folder = Files.createDirectories(dir.resolve("trials/" + recording));
            try (var metrics = new RunMetrics("mine", recording, notes::add)) {
                metrics.begin(trial, folder);
                metrics.began(TrialPhase.WARM_UP, System.currentTimeMillis());
                metrics.remove(trial);
                metrics.end();
            }
            assertThat(Files.exists(folder.resolve(RunFiles.TRIAL_METRICS))).isEqualTo(recording);
            assertThat(folder.resolve(RunFiles.SCRAPES)).doesNotExist();
        }
        assertThat(notes).isEmpty();
    }

    @Test
    void whatCannotBeRecordedIsNotedOnceAndHarmsNothing() throws Exception {
        Path folder = Files.createDirectories(dir.resolve("trials/first"));
        Files.createDirectories(folder.resolve(RunFiles.SCRAPES));
        try (var metrics = new RunMetrics("mine", true, notes::add)) {
            for (int time = 0; time < 2; time++) {
                metrics.begin(trial, folder);
                metrics.remove(trial);
                metrics.end();
            }
            metrics.assemble(dir);
        }
        assertThat(notes).hasSize(1).first().asString().startsWith("not all metrics are recorded: ");
        assertThat(dir.resolve(RunFiles.METRICS)).doesNotExist();
    }

    /** Counts how often it is asked. */
    private static final class Metered implements AutoCloseable {
        private static final byte[] TEXT = "up 1\n".getBytes(StandardCharsets.UTF_8);

        private final AtomicInteger asked = new AtomicInteger();
        private final HttpServer server;

        Metered() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/metrics", exchange -> {
                try (exchange) {
                    asked.incrementAndGet();
                    exchange.sendResponseHeaders(200, TEXT.length);
                    exchange.getResponseBody().write(TEXT);
                }
            });
            server.start();
        }

        URI address() {
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    /** What the relay adds is no label of the meters. */
    private static String withoutTrial(String text) {
        return text.lines()
                .map(line -> line.replaceAll(",(run|trial|experiment|scenario|target|role|instance)=\"[^\"]*\"", ""))
                .collect(Collectors.joining("\n"));
    }
}

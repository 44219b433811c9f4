package claimbench.harness.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import claimbench.harness.result.StoredRunException;
import claimbench.harness.run.SearchPath;
import claimbench.harness.run.TrialFailure;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A stored run in a real Prometheus, where there is one; and what is said where there is none that will do. */
@DisabledOnOs(OS.WINDOWS)
final class PrometheusTest {
    private static final Path CONFIGURATION = Path.of("../dashboards/prometheus");

    @TempDir
    private Path dir;

    @TempDir
    private Path bin;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Workspace workspace;

    @BeforeEach
    void open() throws IOException {
        workspace = Workspace.make();
        Files.writeString(dir.resolve("run.json"), "{}");
    }

    @AfterEach
    void nothingIsLeft() {
        workspace.close();
        assertThat(workspace.folder()).doesNotExist();
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    private Path saying(String words) throws IOException {
        Path program = Files.writeString(bin.resolve("prometheus"), "#!/bin/sh\necho '" + words + "'\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    private void assertNotTaken(Path program, String... words) {
        assertThatExceptionOfType(TrialFailure.class)
                .isThrownBy(() -> PrometheusProgram.find(program, workspace.folder()))
                .satisfies(failure -> assertThat(failure.getMessage()).contains(words));
    }

    private PrometheusProgram real() throws Exception {
        boolean there = SearchPath.find("prometheus").isPresent();
        assumeTrue(there, "no prometheus on the search path (Debian: apt install prometheus)");
        return PrometheusProgram.find(null, workspace.folder());
    }

    @Test
    void programThatIsNotThereIsNamedWithHowToInstallIt() {
        assertNotTaken(bin.resolve("none"), "--prometheus names", "apt install prometheus", "brew", "docker compose");
    }

    @Test
    void olderOneIsRefusedWithTheVersionThatIsNeededAndWhy() throws IOException {
        assertNotTaken(
                saying("prometheus, version 2.15.2+ds (branch: debian/sid)"), "2.15.2+ds", "2.26 or later", "since");
    }

    @Test
    void newerOnesAreTaken() throws Exception {
        assertThat(PrometheusProgram.find(saying("prometheus, version 3.5.0 (branch: HEAD)"), workspace.folder())
                        .version())
                .isEqualTo("3.5.0");
        assertThat(PrometheusProgram.find(saying("prometheus, version 2.26.0 (branch: HEAD)"), workspace.folder())
                        .version())
                .isEqualTo("2.26.0");
    }

    @Test
    void anotherProgramIsNotTakenForPrometheus() throws IOException {
        assertNotTaken(saying("hello"), "does not say that it is Prometheus", "hello");
    }

    @Test
    void programThatEndsAtOnceIsQuoted() throws Exception {
        PrometheusProgram program =
                PrometheusProgram.find(saying("prometheus, version 2.42.0 (branch: x)"), workspace.folder());
        assertThatExceptionOfType(TrialFailure.class)
                .isThrownBy(() -> Prometheus.stored(program, workspace, CONFIGURATION, 0))
                .withMessageContaining("did not start")
                .withMessageContaining("version 2.42.0");
    }

    @Test
    void storedRunOfLongAgoIsAnsweredFor() throws Exception {
        PrometheusProgram program = real();
        Recorded.own(dir, 60);
        var news = new ArrayList<String>();
        Period period = BackFill.load(program, workspace, dir, StoredMetrics.of(dir, workspace.folder()), news::add);
        assertThat(period).isEqualTo(new Period(Recorded.START_SECONDS * 1_000, (Recorded.START_SECONDS + 59) * 1_000));

        Prometheus prometheus = Prometheus.stored(program, workspace, CONFIGURATION, 0);

        assertThat(answer(prometheus, "process_uptime_seconds", Recorded.START_SECONDS + 30))
                .contains("\"30\"")
                .contains(Recorded.RUN);
        prometheus.checkRunning();
        workspace.close();
        assertThatExceptionOfType(TrialFailure.class).isThrownBy(prometheus::checkRunning);
    }

    @Test
    void largeTextIsLoadedInPartsAndAnsweredForAsAWhole() throws Exception {
        PrometheusProgram program = real();
        Recorded.own(dir, 60);
        StoredMetrics metrics = StoredMetrics.of(dir, workspace.folder());

        Period period = BackFill.load(program, workspace, dir, metrics, 1_000, line -> {});

        assertThat(period).isEqualTo(new Period(Recorded.START_SECONDS * 1_000, (Recorded.START_SECONDS + 59) * 1_000));
        Prometheus prometheus = Prometheus.stored(program, workspace, CONFIGURATION, 0);
        for (int second : List.of(0, 29, 30, 59)) {
            assertThat(answer(
                            prometheus, "count_over_time(process_uptime_seconds[2m])", Recorded.START_SECONDS + second))
                    .contains("\"" + (second + 1) + "\"");
        }
    }

    @Test
    void fileThatIsDamagedIsPutTogetherFromTheTrials() throws Exception {
        PrometheusProgram program = real();
        Path own = Recorded.own(dir, 60);
        Files.writeString(own, Files.readString(own).replaceFirst("\\} 7 ", "} seven "));
        Recorded.trial(dir, "001-a", 20);
        var news = new ArrayList<String>();

        Period period = BackFill.load(program, workspace, dir, StoredMetrics.of(dir, workspace.folder()), news::add);

        assertThat(period.toMillis()).isEqualTo((Recorded.START_SECONDS + 19) * 1_000);
        assertThat(String.join("\n", news)).contains("metrics.om is damaged").contains("seven");
    }

    @Test
    void fileThatIsDamagedWithoutTrialsIsAFailure() throws Exception {
        PrometheusProgram program = real();
        Path own = Recorded.own(dir, 60);
        Files.writeString(own, Files.readString(own).replaceFirst("\\} 7 ", "} seven "));
        assertThatExceptionOfType(StoredRunException.class)
                .isThrownBy(() ->
                        BackFill.load(program, workspace, dir, StoredMetrics.of(dir, workspace.folder()), line -> {}));
    }

    @Test
    void fileWithoutSamplesIsSaidToHaveNone() throws Exception {
        PrometheusProgram program = real();
        Files.writeString(dir.resolve("metrics.om"), "# EOF\n");
        assertThatExceptionOfType(Exception.class)
                .isThrownBy(() ->
                        BackFill.load(program, workspace, dir, StoredMetrics.of(dir, workspace.folder()), line -> {}))
                .withMessageContaining("no metrics");
    }

    private static String answer(Prometheus prometheus, String query, long seconds) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(prometheus
                                            .address()
                                            .resolve("/api/v1/query?query="
                                                    + URLEncoder.encode(query, StandardCharsets.UTF_8) + "&time="
                                                    + seconds))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }
}

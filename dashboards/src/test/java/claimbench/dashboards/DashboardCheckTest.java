package claimbench.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import claimbench.contract.Json;
import claimbench.contract.MeterNames;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real meters, scraped by a real Prometheus with the committed configuration. */
final class DashboardCheckTest {
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(30);
    private static final Duration RATE_INTERVAL = Duration.ofSeconds(4);
    private static final String SKIPPED =
            "DashboardCheckTest is skipped: there is no prometheus on the path (Debian: apt-get install prometheus)";
    private static final Set<ProcessName> ALL = EnumSet.allOf(ProcessName.class);

    private static final List<ScrapedProcess> PROCESSES = new ArrayList<>();
    private static @Nullable PrometheusServer prometheus;
    private static @Nullable Instant started;

    /** Laid out as in the work tree: the configuration finds the targets' file by its relative path. */
    @BeforeAll
    static void scrapeOneProcessOfEachName(@TempDir Path root) throws Exception {
        Optional<Path> program = PrometheusServer.find();
        if (program.isEmpty()) {
            // Aloud, since the build's summary gives a number of skipped tests and no reason.
            System.err.println(SKIPPED);
        }
        assumeTrue(program.isPresent(), SKIPPED);
        Path configuration =
                Files.createDirectories(root.resolve("dashboards/prometheus")).resolve("prometheus.yml");
        Files.copy(Path.of("prometheus", "prometheus.yml"), configuration);
        for (ProcessName name : ProcessName.values()) {
            PROCESSES.add(new ScrapedProcess(name));
        }
        Path targets = Files.createDirectories(root.resolve("runs")).resolve("prometheus-targets.json");
        Files.writeString(
                targets,
                Json.MAPPER.writeValueAsString(List.of(Map.of(
                        "targets",
                        PROCESSES.stream().map(ScrapedProcess::address).toList()))));
        started = Instant.now();
        prometheus = PrometheusServer.start(program.get(), configuration, root.resolve("prometheus"));
    }

    @AfterAll
    static void endAll() {
        if (prometheus != null) {
            prometheus.close();
        }
        PROCESSES.forEach(ScrapedProcess::close);
    }

    @Test
    void everyQueryOfTheDashboardIsParsedAndAnsweredWithData() {
        await().atMost(ANSWERED_WITHIN)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(check(Overview.sections()))
                        .hasSizeGreaterThan(20)
                        .allMatch(DashboardCheck.Finding::passed));
    }

    @Test
    void everyProcessCanBeChosen() {
        await().atMost(ANSWERED_WITHIN)
                .untilAsserted(() -> assertThat(checkOne(GrafanaLayout.PROCESS_MARKS, ALL.toArray(ProcessName[]::new)))
                        .matches(DashboardCheck.Finding::passed));
    }

    @Test
    void queryThatPrometheusCannotParseIsRefused() throws Exception {
        assertThat(checkOne("sum by (process) (", ProcessName.REACTIVE)).satisfies(finding -> {
            assertThat(finding.outcome()).isEqualTo(DashboardCheck.Outcome.REFUSED);
            assertThat(finding.detail()).contains("parse error");
            assertThat(finding.passed()).isFalse();
        });
    }

    @Test
    void queryForAMeterThatNobodyHasIsEmpty() throws Exception {
        assertThat(checkOne("no_such_meter{process=~\"$process\"}", ProcessName.REACTIVE))
                .satisfies(finding -> {
                    assertThat(finding.outcome()).isEqualTo(DashboardCheck.Outcome.EMPTY);
                    assertThat(finding.passed()).isFalse();
                });
    }

    @Test
    void queryWithoutDataOfAProcessThatItNeedsIsIncomplete() throws Exception {
        awaitAnswered();
        String loopsOnly = PrometheusNames.gauge(MeterNames.LOOP_TASKS, null) + "{process=~\"$process\"}";
        assertThat(checkOne(loopsOnly, ProcessName.EVENT_LOOP, ProcessName.REACTIVE))
                .satisfies(finding -> {
                    assertThat(finding.outcome()).isEqualTo(DashboardCheck.Outcome.INCOMPLETE);
                    assertThat(finding.detail()).contains("reactive").doesNotContain("event-loop");
                });
    }

    @Test
    void queryWithoutAFiniteValueIsFound() throws Exception {
        awaitAnswered();
        String zeroByZero = "0 * process_uptime_seconds{process=~\"$process\"} / 0";
        assertThat(checkOne(zeroByZero, ProcessName.REACTIVE))
                .extracting(DashboardCheck.Finding::outcome)
                .isEqualTo(DashboardCheck.Outcome.NOT_FINITE);
    }

    @Test
    void processThatTookNoPartIsNotMissed() throws Exception {
        View loop = view("no_such_meter", Set.of(ProcessName.EVENT_LOOP));
        Instant now = Instant.now();
        try (var check = new DashboardCheck(running().base())) {
            assertThat(check.check(
                            List.of(new Section("loop", List.of(loop))),
                            new DashboardCheck.Setting(
                                    now.minusSeconds(5), now, RATE_INTERVAL, Set.of(ProcessName.REACTIVE))))
                    .extracting(DashboardCheck.Finding::outcome)
                    .containsExactly(DashboardCheck.Outcome.NOT_APPLICABLE);
        }
    }

    @Test
    void serverThatIsNoPrometheusIsNamed() throws Exception {
        URI base = URI.create("http://" + PROCESSES.getFirst().address());
        try (var check = new DashboardCheck(base)) {
            assertThatIOException()
                    .isThrownBy(() -> check.check(Overview.sections(), setting()))
                    .withMessageContaining("is no Prometheus");
        }
    }

    @Test
    void configurationThatPrometheusRefusesFailsTheStartWithItsWords(@TempDir Path folder) throws IOException {
        Path broken = Files.writeString(folder.resolve("prometheus.yml"), "scrape_configs: 7\n");
        Path program = PrometheusServer.find().orElseThrow();
        assertThatIOException()
                .isThrownBy(() -> PrometheusServer.start(program, broken, folder))
                .withMessageContaining("exit code")
                .withMessageContaining("prometheus.yml");
    }

    private static void awaitAnswered() {
        await().atMost(ANSWERED_WITHIN)
                .untilAsserted(() -> assertThat(checkOne(
                                        "process_uptime_seconds{process=~\"$process\"}",
                                        ALL.toArray(ProcessName[]::new))
                                .passed())
                        .isTrue());
    }

    private static DashboardCheck.Finding checkOne(String expression, ProcessName... processes) throws Exception {
        return check(List.of(new Section("one", List.of(view(expression, Set.of(processes))))))
                .getFirst();
    }

    private static View view(String expression, Set<ProcessName> processes) {
        return new View(
                View.Kind.TIME_SERIES,
                "one",
                "one",
                12,
                List.of(new Query(expression, "{{process}}", "s")),
                processes,
                View.Presence.ALWAYS);
    }

    private static List<DashboardCheck.Finding> check(List<Section> sections) throws Exception {
        try (var check = new DashboardCheck(running().base())) {
            return check.check(sections, setting());
        }
    }

    private static DashboardCheck.Setting setting() {
        return new DashboardCheck.Setting(Objects.requireNonNull(started), Instant.now(), RATE_INTERVAL, ALL);
    }

    private static PrometheusServer running() {
        return Objects.requireNonNull(prometheus);
    }
}

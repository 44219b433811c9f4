package claimbench.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import claimbench.contract.Meter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Real meters, scraped by a real Prometheus with the committed configuration. */
final class DashboardCheckTest {
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(30);
    private static final Duration RATE_INTERVAL = Duration.ofSeconds(4);
    private static final String SKIPPED =
            "DashboardCheckTest is skipped: there is no prometheus on the path (Debian: apt-get install prometheus)";
    private static final Set<Model> ALL = EnumSet.allOf(Model.class);

    private static @Nullable ScrapedRun run;

    @BeforeAll
    static void scrapeTheProcessesOfATrialOfEachModel(@TempDir Path root) throws Exception {
        Optional<Path> program = PrometheusServer.find();
        if (program.isEmpty()) {
            // Aloud, since the build's summary gives a number of skipped tests and no reason.
            System.err.println(SKIPPED);
        }
        assumeTrue(program.isPresent(), SKIPPED);
        run = new ScrapedRun(program.get(), root);
    }

    @AfterAll
    static void endAll() {
        if (run != null) {
            run.close();
        }
    }

    @ParameterizedTest
    @FieldSource("claimbench.dashboards.Boards#ALL")
    void everyQueryIsParsedAndAnsweredWithData(Board board) {
        await().atMost(ANSWERED_WITHIN)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(
                        () -> assertThat(check(board.views())).isNotEmpty().allMatch(DashboardCheck.Finding::passed));
    }

    @Test
    void everyMarkIsOfEveryTarget() {
        await().atMost(ANSWERED_WITHIN)
                .untilAsserted(() -> assertThat(Marks.ALL)
                        .allSatisfy(mark -> assertThat(checkOne(mark.expression(), ALL.toArray(Model[]::new)))
                                .matches(DashboardCheck.Finding::passed)));
    }

    @Test
    void queryThatPrometheusCannotParseIsRefused() throws Exception {
        assertThat(checkOne("sum by (process) (", Model.REACTIVE)).satisfies(finding -> {
            assertThat(finding.outcome()).isEqualTo(DashboardCheck.Outcome.REFUSED);
            assertThat(finding.detail()).contains("parse error");
            assertThat(finding.passed()).isFalse();
        });
    }

    @Test
    void queryForAMeterThatNobodyHasIsEmpty() throws Exception {
        assertThat(checkOne("no_such_meter{target=~\"$target\"}", Model.REACTIVE))
                .satisfies(finding -> {
                    assertThat(finding.outcome()).isEqualTo(DashboardCheck.Outcome.EMPTY);
                    assertThat(finding.passed()).isFalse();
                });
    }

    @Test
    void queryWithoutDataOfATargetThatItNeedsIsIncomplete() throws Exception {
        awaitAnswered();
        String loopsOnly = Meter.LOOP_TASKS.sample() + "{target=~\"$target\"}";
        assertThat(checkOne(loopsOnly, Model.EVENT_LOOP, Model.REACTIVE)).satisfies(finding -> {
            assertThat(finding.outcome()).isEqualTo(DashboardCheck.Outcome.INCOMPLETE);
            assertThat(finding.detail()).contains("reactive").doesNotContain("event-loop");
        });
    }

    @Test
    void queryWithoutAFiniteValueIsFound() throws Exception {
        awaitAnswered();
        String zeroByZero = "0 * process_uptime_seconds{target=~\"$target\"} / 0";
        assertThat(checkOne(zeroByZero, Model.REACTIVE))
                .extracting(DashboardCheck.Finding::outcome)
                .isEqualTo(DashboardCheck.Outcome.NOT_FINITE);
    }

    @Test
    void targetThatTookNoPartIsNotMissed() throws Exception {
        View loop = view("no_such_meter", Model.EVENT_LOOP);
        Instant now = Instant.now();
        try (var check = new DashboardCheck(running().prometheus().base())) {
            assertThat(check.check(
                            List.of(loop),
                            new DashboardCheck.Setting(
                                    now.minusSeconds(5),
                                    now,
                                    RATE_INTERVAL,
                                    ScrapedProcess.RUN,
                                    Set.of(Model.REACTIVE),
                                    true)))
                    .extracting(DashboardCheck.Finding::outcome)
                    .containsExactly(DashboardCheck.Outcome.NOT_APPLICABLE);
        }
    }

    @Test
    void serverThatIsNoPrometheusIsNamed() throws Exception {
        URI base = URI.create("http://" + running().anyProcess().address());
        try (var check = new DashboardCheck(base)) {
            assertThatIOException()
                    .isThrownBy(() -> check.check(Overview.board().views(), setting()))
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

    /** By the targets themselves: each has other processes beside it, which may be scraped before it is. */
    private static void awaitAnswered() {
        String uptime = PromQl.ofTarget(Meter.PROCESS_UPTIME).toString();
        await().atMost(ANSWERED_WITHIN)
                .untilAsserted(() -> assertThat(
                                checkOne(uptime, ALL.toArray(Model[]::new)).passed())
                        .isTrue());
    }

    private static DashboardCheck.Finding checkOne(String expression, Model... targets) throws Exception {
        return check(List.of(view(expression, targets))).getFirst();
    }

    private static View view(String expression, Model... targets) {
        return View.lines(Words.same("one"), Words.same("one"), new Query(expression, Words.same("{{target}}"), "s"))
                .of(targets);
    }

    private static List<DashboardCheck.Finding> check(List<View> views) throws Exception {
        try (var check = new DashboardCheck(running().prometheus().base())) {
            return check.check(views, setting());
        }
    }

    private static DashboardCheck.Setting setting() {
        return new DashboardCheck.Setting(
                running().started(), Instant.now(), RATE_INTERVAL, ScrapedProcess.RUN, ALL, true);
    }

    private static ScrapedRun running() {
        return Objects.requireNonNull(run);
    }
}

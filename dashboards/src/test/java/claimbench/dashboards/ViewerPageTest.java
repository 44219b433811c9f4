package claimbench.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import claimbench.contract.Json;
import claimbench.dashboards.web.DashboardServer;
import claimbench.dashboards.web.ShownRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * The page as it is packed, in a real browser, with the real server between it and a real Prometheus. The pictures stay in {@code target/viewer} for
 * whoever wants to look. Skipped where the page, Chromium or Prometheus is missing, unless {@code viewer} is {@code required}.
 */
final class ViewerPageTest {
    private static final boolean REQUIRED = "required".equals(System.getProperty("viewer"));
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(60);
    private static final Duration RATE_INTERVAL = Duration.ofSeconds(4);

    private static final int WIDTH_WIDE = 1_400;

    /** All panels of the longest dashboard, so that none waits to be scrolled to. */
    private static final int HEIGHT_WIDE = 4_000;

    /** As narrow as a window of Chromium gets: the panels stand one below the other. */
    private static final int WIDTH_NARROW = 500;

    private static final int HEIGHT_NARROW = 12_000;

    private static final Pattern HEADING = Pattern.compile("<h2\\b[^>]*>(.*?)</h2>", Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("<[^>]*>");
    private static final Pattern STATE = Pattern.compile("data-panel=\"(\\d+)\" data-state=\"(\\w+)\"");

    private static final int RULES_MIN = 20;

    private static final String ALL_ARE_DRAWN = """
            (panels => panels.length > 0 && panels.every(panel => panel.dataset.state !== 'loading'))([...document.querySelectorAll('[data-panel]')])
            """;

    private static final String SERIOUS = """
            axe.run().then(found => ({
              rules: found.passes.length,
              violations: found.violations
                .filter(({ impact }) => impact === 'serious' || impact === 'critical')
                .flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.target.join(' ')}: ${node.html.slice(0, 160)}`)),
            }))
            """;

    /** Its code comes after that of the rest. */
    private static final String TABLE_IS_THERE = "document.querySelector('[role=grid] [role=row]') !== null";

    /** What is wider than its place, and legends that are higher. */
    private static final String CUT_OFF = """
            [...document.querySelectorAll('[data-panel]')].flatMap(panel => [...panel.querySelectorAll('*')]
              .filter(each => each.clientWidth > 1 && getComputedStyle(each).overflowX !== 'visible')
              .filter(each => each.scrollWidth > each.clientWidth + 1
                || (each.closest('[data-testid="data-testid viz-layout-legend"]') !== null && each.scrollHeight > each.clientHeight + 1))
              .map(each => `panel ${panel.dataset.panel}: ${each.className}: ${each.textContent.slice(0, 80)}`))
            """;

    private static @Nullable ScrapedRun run;
    private static @Nullable DashboardServer server;
    private static @Nullable Chromium browser;

    @BeforeAll
    static void showARunOfEachModel(@TempDir Path root) throws Exception {
        Optional<Path> prometheus = PrometheusServer.find();
        Optional<Path> chromium = Chromium.find();
        need(DashboardServer.hasPage(), "the viewer page was not built");
        need(prometheus.isPresent(), "there is no prometheus on the path (Debian: apt-get install prometheus)");
        need(chromium.isPresent(), "there is no chromium on the path (Debian: apt-get install chromium)");
        run = new ScrapedRun(prometheus.orElseThrow(), root);
        awaitData();
        long start = run.started().toEpochMilli();
        long end = Instant.now().toEpochMilli();
        var shown = new ShownRun(false, ScrapedProcess.RUN, start, end, 0);
        server = DashboardServer.start(0, run.prometheus().base(), () -> shown, root.resolve("report"));
        browser = new Chromium(chromium.orElseThrow(), Files.createDirectories(Path.of("target", "viewer")));
    }

    @AfterAll
    static void endAll() {
        if (server != null) {
            server.close();
        }
        if (run != null) {
            run.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "overview, en, false, false",
        "overview, zh-CN, true, false",
        "overview, zh-CN, false, true",
        "target, en, true, false",
        "models, zh-CN, false, false",
        "trust, en, false, false",
        "claims, zh-CN, true, false",
        "claims, en, true, true"
    })
    void everyPanelIsThereWithItsTitleAndItsData(String name, String language, boolean dark, boolean narrow)
            throws Exception {
        Chromium.Page page = Objects.requireNonNull(browser)
                .open(
                        Objects.requireNonNull(server).address().resolve("/?dashboard=" + name + "&lang=" + language),
                        String.join("-", name, language, dark ? "dark" : "light", narrow ? "narrow" : "wide"),
                        narrow ? WIDTH_NARROW : WIDTH_WIDE,
                        narrow ? HEIGHT_NARROW : HEIGHT_WIDE,
                        dark);

        assertThat(page.console()).as("what the browser's console says").isEmpty();
        JsonNode dashboard = dashboard(name, language);
        assertThat(page.document())
                .contains("<title>" + escaped(dashboard.path("title").asString()) + "</title>");
        assertThat(headings(page.document())).containsAll(titles(dashboard)).hasSameSizeAs(titles(dashboard));
        List<String> mayBeEmpty = shownAfterAnEvent(name, dashboard);
        assertThat(states(page.document()))
                .isNotEmpty()
                .allMatch(state -> state.endsWith(" drawn") || mayBeEmpty.contains(state.replace(" empty", "")));
        assertThat(page.document()).doesNotContain("No data").doesNotContain("没有数据");
        assertThat(page.document())
                .contains("data-theme=\"" + (dark ? "dark" : "light") + "\"")
                .contains("lang=\"" + language + "\"");
        assertThat(colours(page.picture())).as("colours in %s", page.picture()).isGreaterThan(50);
    }

    /** As axe sees it, by day and by night, on a desk. */
    @ParameterizedTest
    @CsvSource({"overview, en, false", "target, zh-CN, true", "trust, en, true", "claims, zh-CN, false"})
    void everybodyCanReadIt(String name, String language, boolean dark, @TempDir Path profile) throws Exception {
        try (InspectedPage page = inspected(name, language, dark, profile)) {
            page.evaluate(axe());

            JsonNode found = page.evaluate(SERIOUS);

            assertThat(found.path("rules").asInt())
                    .as("rules that were looked at")
                    .isGreaterThan(RULES_MIN);
            assertThat(found.path("violations").values()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh-CN"})
    void tablesBarsAndLegendsOfTheOverviewAreCutOffNowhere(String language, @TempDir Path profile) throws Exception {
        try (InspectedPage page = inspected("overview", language, false, profile)) {
            await().atMost(ANSWERED_WITHIN)
                    .until(() -> page.evaluate(TABLE_IS_THERE).asBoolean());

            assertThat(page.evaluate(CUT_OFF).values()).isEmpty();
        }
    }

    private static InspectedPage inspected(String name, String language, boolean dark, Path profile) throws Exception {
        var page = new InspectedPage(
                Chromium.find().orElseThrow(),
                profile,
                Objects.requireNonNull(server).address().resolve("/?dashboard=" + name + "&lang=" + language),
                WIDTH_WIDE,
                HEIGHT_WIDE,
                dark);
        try {
            await().atMost(ANSWERED_WITHIN)
                    .until(() -> page.evaluate(ALL_ARE_DRAWN).asBoolean());
            return page;
        } catch (Exception e) {
            page.close();
            throw e;
        }
    }

    private static String axe() throws IOException {
        try (var source = Objects.requireNonNull(ViewerPageTest.class.getResourceAsStream("/axe.min.js"))) {
            return new String(source.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void need(boolean there, String lack) {
        if (!there && REQUIRED) {
            fail(lack + ", and -Dviewer=required was asked for");
        }
        if (!there) {
            // Aloud, since the build's summary gives a number of skipped tests and no reason.
            System.err.println("ViewerPageTest is skipped: " + lack);
        }
        assumeTrue(there, lack);
    }

    /** What a dashboard shows over a period must be there for all of that period. */
    private static void awaitData() throws IOException {
        ScrapedRun scraped = Objects.requireNonNull(run);
        try (var check = new DashboardCheck(scraped.prometheus().base())) {
            await().atMost(ANSWERED_WITHIN)
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(check.check(
                                    Boards.ALL.stream()
                                            .flatMap(board -> board.views().stream())
                                            .toList(),
                                    new DashboardCheck.Setting(
                                            scraped.started(),
                                            Instant.now(),
                                            RATE_INTERVAL,
                                            ScrapedProcess.RUN,
                                            EnumSet.allOf(Model.class),
                                            true)))
                            .allMatch(DashboardCheck.Finding::passed));
        }
    }

    private static JsonNode dashboard(String name, String language) throws IOException {
        return Json.MAPPER.readTree(Files.readString(Path.of("grafana", "dashboards", language, name + ".json")));
    }

    private static List<String> titles(JsonNode dashboard) {
        var titles = new ArrayList<String>();
        for (JsonNode panel : dashboard.path("panels")) {
            titles.add(panel.path("title").asString());
        }
        return titles;
    }

    /** The numbers of those panels whose data are there after something has happened, which here it has not. */
    private static List<String> shownAfterAnEvent(String name, JsonNode dashboard) {
        List<String> titles = Boards.ALL.stream()
                .filter(board -> board.name().equals(name))
                .flatMap(board -> board.views().stream())
                .filter(view -> view.presence() == View.Presence.AFTER_AN_EVENT)
                .flatMap(view -> Stream.of(view.title().en(), view.title().zh()))
                .toList();
        var numbers = new ArrayList<String>();
        for (JsonNode panel : dashboard.path("panels")) {
            if (titles.contains(panel.path("title").asString())) {
                numbers.add(panel.path("id").asString());
            }
        }
        return numbers;
    }

    private static List<String> headings(String document) {
        return HEADING.matcher(document)
                .results()
                .map((MatchResult found) -> TAG.matcher(found.group(1)).replaceAll(""))
                .map(text -> text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
                .toList();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static List<String> states(String document) {
        return STATE.matcher(document)
                .results()
                .map((MatchResult found) -> found.group(1) + " " + found.group(2))
                .toList();
    }

    /** A page that failed to be drawn has few. */
    private static long colours(Path picture) throws IOException {
        var image = ImageIO.read(picture.toFile());
        return IntStream.range(0, image.getHeight() / 4)
                .flatMap(row ->
                        IntStream.range(0, image.getWidth() / 4).map(column -> image.getRGB(column * 4, row * 4)))
                .distinct()
                .count();
    }
}

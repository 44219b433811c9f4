package claimbench.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What Grafana's linter of dashboards asks for, and more; and that the files are what the code writes. */
final class CommittedDashboardTest {
    private static final Path FOLDER = Path.of("grafana", "dashboards");

    /** What is words, and may differ from language to language. */
    private static final Set<String> WORDS = Set.of(
            "uid", "title", "description", "label", "text", "name", "noValue", "legendFormat", "tags", "tooltip");

    /** A dashboard in one language. */
    record Written(Board board, Language language) {
        JsonNode json() {
            return Json.MAPPER.readTree(DashboardGenerator.json(board, language));
        }

        List<JsonNode> panels() {
            var panels = new ArrayList<JsonNode>();
            json().path("panels").forEach(panels::add);
            return panels;
        }

        List<JsonNode> panelsWithData() {
            return panels().stream()
                    .filter(panel -> !Set.of("row", "text").contains(type(panel)))
                    .toList();
        }

        private static String type(JsonNode panel) {
            return panel.path("type").asString();
        }

        Stream<String> expressions() {
            return panelsWithData().stream()
                    .flatMap(panel -> panel.path("targets").valueStream())
                    .map(target -> target.path("expr").asString());
        }

        @Override
        public String toString() {
            return board.name() + " in " + language.tag();
        }
    }

    static Stream<Written> all() {
        return Stream.of(Language.values())
                .flatMap(language -> Boards.ALL.stream().map(board -> new Written(board, language)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void committedFileIsWhatTheCodeWrites(Written written) throws IOException {
        Path file = DashboardGenerator.file(FOLDER, written.board(), written.language());
        assertThat(file)
                .as("missing; write it with: %s", DashboardGenerator.COMMAND)
                .exists();
        assertThat(Files.readString(file))
                .as("%s is not what the code writes; write it again with: %s", file, DashboardGenerator.COMMAND)
                .isEqualTo(DashboardGenerator.json(written.board(), written.language()));
    }

    @Test
    void noOtherFileIsThere() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            assertThat(files.filter(Files::isRegularFile))
                    .containsExactlyInAnyOrderElementsOf(
                            all().map(written -> DashboardGenerator.file(FOLDER, written.board(), written.language()))
                                    .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void noTwoPanelsOverlapOrLeaveTheGrid(Written written) {
        Set<List<Integer>> taken = new HashSet<>();
        for (JsonNode panel : written.panels()) {
            JsonNode at = panel.path("gridPos");
            int x = at.path("x").asInt();
            int y = at.path("y").asInt();
            assertThat(x + at.path("w").asInt())
                    .as(panel.path("title").asString())
                    .isBetween(1, 24);
            for (int column = x; column < x + at.path("w").asInt(); column++) {
                for (int line = y; line < y + at.path("h").asInt(); line++) {
                    assertThat(taken.add(List.of(column, line)))
                            .as("%s at %d, %d", panel.path("title").asString(), column, line)
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void idsAreUniqueAndTitlesOfPanelsToo(Written written) {
        assertThat(written.panels())
                .extracting(panel -> panel.path("id").asInt())
                .doesNotHaveDuplicates();
        assertThat(written.panels().stream()
                        .filter(panel -> !Written.type(panel).equals("row")))
                .extracting(panel -> panel.path("title").asString())
                .doesNotHaveDuplicates();
        assertThat(written.panelsWithData())
                .allSatisfy(panel -> assertThat(panel.path("targets").valueStream())
                        .extracting(target -> target.path("refId").asString())
                        .isNotEmpty()
                        .doesNotHaveDuplicates());
    }

    @Test
    void noTwoDashboardsHaveTheSameAddressOrTitle() {
        assertThat(all())
                .extracting(written -> written.json().path("uid").asString())
                .doesNotHaveDuplicates();
        assertThat(all())
                .extracting(written -> written.json().path("title").asString())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyPanelSaysWhatItShowsAndInWhichUnit(Written written) {
        assertThat(written.panelsWithData()).isNotEmpty().allSatisfy(panel -> {
            assertThat(panel.path("title").asString("")).isNotBlank();
            assertThat(panel.path("description").asString("")).isNotBlank();
            assertThat(panel.at("/fieldConfig/defaults/unit").asString("")).isNotBlank();
        });
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyQueryAsksTheChosenDataSourceForTheChosenRun(Written written) {
        assertThat(written.panelsWithData()).allSatisfy(panel -> {
            assertThat(panel.at("/datasource/uid").asString("")).isEqualTo("${datasource}");
            assertThat(panel.path("targets").valueStream())
                    .extracting(target -> target.at("/datasource/uid").asString(""))
                    .containsOnly("${datasource}");
        });
        assertThat(written.expressions())
                .isNotEmpty()
                .allSatisfy(expression -> assertThat(expression).contains("run=\"$run\""));
        assertThat(written.json().at("/annotations/list").valueStream())
                .isNotEmpty()
                .allSatisfy(annotation -> {
                    assertThat(annotation.at("/datasource/uid").asString("")).isEqualTo("${datasource}");
                    assertThat(annotation.path("expr").asString("")).contains("run=\"$run\"");
                });
    }

    @ParameterizedTest
    @MethodSource("all")
    void ratesAreOfTheIntervalThatGrafanaFindsLongEnough(Written written) {
        assertThat(written.expressions())
                .allSatisfy(expression -> assertThat(expression)
                        .doesNotContainPattern("\\brate\\([^\\[]*\\[(?!\\$__rate_interval])")
                        .doesNotContainPattern("_over_time\\([^\\[]*\\[(?!\\$__range])")
                        .doesNotContainPattern("\\[[0-9]"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void variablesAreThoseThatQueriesName(Written written) {
        assertThat(written.json().at("/templating/list").valueStream())
                .extracting(variable -> variable.path("name").asString())
                .containsExactly("datasource", "run", "target", "scenario");
        assertThat(written.json().at("/templating/list").valueStream().skip(1))
                .allSatisfy(variable ->
                        assertThat(variable.at("/query/query").asString("")).startsWith("label_values("));
    }

    @ParameterizedTest
    @FieldSource("claimbench.dashboards.Boards#ALL")
    void languagesDifferInWordsAlone(Board board) {
        JsonNode english = new Written(board, Language.EN).json();
        JsonNode chinese = new Written(board, Language.ZH).json();
        removeWords(english);
        removeWords(chinese);
        assertThat(chinese).isEqualTo(english);
    }

    private static void removeWords(JsonNode node) {
        if (node instanceof ObjectNode object) {
            if (!object.path("type").asString("").equals("query")
                    && !object.path("type").asString("").equals("datasource")) {
                object.remove(List.of("name"));
            }
            object.remove(WORDS.stream().filter(word -> !word.equals("name")).toList());
            object.remove(List.of("content", "renameByName"));
            switch (object.path("id").asString("")) {
                case "byName" -> object.remove("options");
                case "displayName" -> object.remove("value");
                default -> {}
            }
            if (object.path("url").asString("").startsWith("/report/")) {
                object.remove("url"); // there is one in each language
            }
        }
        node.forEach(CommittedDashboardTest::removeWords);
    }

    @ParameterizedTest
    @FieldSource("claimbench.dashboards.Boards#ALL")
    void everythingThatIsReadIsInChineseToo(Board board) {
        var words = new ArrayList<Words>(List.of(board.title(), board.description()));
        for (Section section : board.sections()) {
            words.add(section.title());
            section.views().forEach(view -> words.add(view.description()));
        }
        assertThat(words)
                .filteredOn(word -> !word.en().equals("JVM"))
                .allSatisfy(word -> assertThat(word.zh()).containsPattern("\\p{IsHan}"))
                .allSatisfy(word -> assertThat(word.en()).doesNotContainPattern("\\p{IsHan}"));
    }

    /** Those of the READMEs and of the report: one thing has one name. */
    @ParameterizedTest
    @FieldSource("claimbench.dashboards.Boards#ALL")
    void chineseTermsAreThoseOfTheReport(Board board) {
        assertThat(DashboardGenerator.json(board, Language.ZH)).doesNotContainPattern("断言|结论|支持|不确定|测试框架|仪表板");
    }

    @ParameterizedTest
    @MethodSource("all")
    void tablesOfClaimsAreInTheOrderOfTheClaims(Written written) {
        assertThat(written.panelsWithData())
                .filteredOn(panel -> Written.type(panel).equals("table"))
                .allSatisfy(panel -> assertThat(panel.path("transformations")
                                .valueStream()
                                .filter(step -> step.path("id").asString().equals("sortBy"))
                                .map(step -> step.at("/options/sort/0/field").asString())
                                .toList())
                        .isEqualTo(
                                panel.at("/targets/0/expr").asString().contains("by (claim")
                                        ? List.of("claim")
                                        : List.of()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void seriesOfAQueryAreNoShadesOfOneColour(Written written) {
        assertThat(written.json().toString()).doesNotContain("\"shades\"");
    }

    @Test
    void everyTargetHasAColourAndDashesOfItsOwn() {
        assertThat(Model.values()).extracting(Model::color).doesNotHaveDuplicates();
        assertThat(Model.values()).extracting(Model::dashPixels).doesNotHaveDuplicates();
    }

    @Test
    void onlyTypesOfPanelAreUsedThatTheViewerDraws() {
        var types = new TreeSet<String>();
        all().forEach(written -> written.panels().forEach(panel -> types.add(Written.type(panel))));
        assertThat(types).containsExactly("bargauge", "row", "stat", "table", "text", "timeseries");
    }
}

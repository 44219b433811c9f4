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
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class CommittedDashboardTest {
    private static final Path FILE = Path.of("grafana", "dashboards", DashboardGenerator.FILE_NAME);

    private static final JsonNode DASHBOARD = Json.MAPPER.readTree(DashboardGenerator.json());

    private static List<JsonNode> panels() {
        var panels = new ArrayList<JsonNode>();
        DASHBOARD.path("panels").forEach(panels::add);
        return panels;
    }

    private static List<JsonNode> panelsWithData() {
        return panels().stream()
                .filter(panel -> !panel.path("type").asString().equals("row"))
                .toList();
    }

    @Test
    void committedFileIsWhatTheCodeWrites() throws IOException {
        assertThat(FILE)
                .as("missing; write it with: %s", DashboardGenerator.COMMAND)
                .exists();
        assertThat(Files.readString(FILE))
                .as("%s is not what the code writes; write it again with: %s", FILE, DashboardGenerator.COMMAND)
                .isEqualTo(DashboardGenerator.json());
    }

    @Test
    void noTwoPanelsOverlapOrLeaveTheGrid() {
        Set<List<Integer>> taken = new HashSet<>();
        for (JsonNode panel : panels()) {
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

    @Test
    void idsAreUniqueAndTitlesToo() {
        assertThat(panels()).extracting(panel -> panel.path("id").asInt()).doesNotHaveDuplicates();
        assertThat(panels()).extracting(panel -> panel.path("title").asString()).doesNotHaveDuplicates();
    }

    @Test
    void everyPanelSaysWhatItShowsAndInWhichUnit() {
        assertThat(panelsWithData()).isNotEmpty().allSatisfy(panel -> {
            assertThat(panel.path("description").asString("")).isNotBlank();
            assertThat(panel.at("/fieldConfig/defaults/unit").asString("")).isNotBlank();
            assertThat(panel.at("/datasource/uid").asString("")).isEqualTo("${datasource}");
        });
    }

    @Test
    void everyQueryHeedsTheChosenProcesses() {
        assertThat(panelsWithData())
                .flatExtracting(panel -> {
                    var expressions = new ArrayList<String>();
                    panel.path("targets")
                            .forEach(target ->
                                    expressions.add(target.path("expr").asString()));
                    return expressions;
                })
                .isNotEmpty()
                .allSatisfy(expression -> assertThat(expression).contains("process=~\"$process\""));
    }

    @Test
    void everyProcessHasAColourOfItsOwn() {
        assertThat(ProcessName.values()).extracting(ProcessName::color).doesNotHaveDuplicates();
    }
}

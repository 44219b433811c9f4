package claimbench.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.Json;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/**
 * The dashboards are what Grafana's own types say that a dashboard is, each panel's options and field configuration what those of its
 * type are. The schema is made from {@code @grafana/schema}: see the folder {@code schema}.
 */
final class GrafanaTypesTest {
    private static final Schema SCHEMA = schema();

    private static Schema schema() {
        try (InputStream in = Objects.requireNonNull(
                GrafanaTypesTest.class.getResourceAsStream("grafana-dashboard.schema.json"), "the schema")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(
                            new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8), InputFormat.JSON);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static Stream<CommittedDashboardTest.Written> all() {
        return CommittedDashboardTest.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void dashboardIsOfGrafanasTypes(CommittedDashboardTest.Written written) {
        assertThat(errors(written.json().toString())).isEmpty();
    }

    /** A check that takes everything would show nothing. */
    @ParameterizedTest
    @CsvSource({
        "/panels/1/options, frameIndex, null",
        "/panels/1/options, cellHeight, \"huge\"",
        "/panels/2/options, displayMode, \"rainbow\"",
        "/panels/4/options, tooltip, 7",
        "/panels/4/fieldConfig/defaults/custom, drawStyle, \"crayon\"",
        "/panels/4/fieldConfig/defaults/color, mode, \"palette-nothing\"",
        "/panels/4, type, \"piechart\"",
        "'', schemaVersion, \"thirty-nine\""
    })
    void whatGrafanaDoesNotKnowIsRefused(String at, String name, String value) {
        var dashboard = (ObjectNode) new CommittedDashboardTest.Written(Boards.ALL.getFirst(), Language.EN).json();
        ObjectNode changed = at.isEmpty() ? dashboard : (ObjectNode) dashboard.at(at);
        changed.set(name, Json.MAPPER.readTree(value));

        assertThat(errors(dashboard.toString())).isNotEmpty();
    }

    @Test
    void optionOfAnotherPanelsTypeIsRefused() {
        var dashboard = (ObjectNode) new CommittedDashboardTest.Written(Boards.ALL.getFirst(), Language.EN).json();
        ((ObjectNode) dashboard.at("/panels/1/options")).put("displayMode", "basic");

        assertThat(errors(dashboard.toString())).isNotEmpty();
    }

    private static List<Error> errors(String json) {
        return SCHEMA.validate(json, InputFormat.JSON);
    }
}

package claimbench.semantics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The traces that the catalogue of claims expects: they are written down there, and nowhere else. */
final class CataloguesTraces {
    private static final Path FOLDER = Path.of("../../harness/src/main/resources/claims");

    /** One case of a claim. */
    record Expected(String claim, String label, String scene, List<String> lines) {}

    private CataloguesTraces() {}

    static List<Expected> read() throws IOException {
        var expected = new ArrayList<Expected>();
        var yaml = new YAMLMapper();
        try (var files = Files.newDirectoryStream(FOLDER, "*.yaml")) {
            for (Path file : files) {
                for (JsonNode claim : yaml.readTree(Files.readString(file)).get("claims")) {
                    for (JsonNode oneCase : claim.path("cases")) {
                        JsonNode trace = oneCase.path("trace");
                        if (!trace.isMissingNode()) {
                            expected.add(new Expected(
                                    claim.get("id").asString(),
                                    english(oneCase.get("label")),
                                    trace.get("scene").asString(),
                                    trace.get("lines")
                                            .valueStream()
                                            .map(JsonNode::asString)
                                            .toList()));
                        }
                    }
                }
            }
        }
        return List.copyOf(expected);
    }

    /** A text that is the same in both languages stands alone. */
    private static String english(JsonNode text) {
        return (text.isObject() ? text.get("en") : text).asString();
    }
}

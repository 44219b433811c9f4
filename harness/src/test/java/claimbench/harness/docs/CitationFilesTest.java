package claimbench.harness.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** How the program itself is cited: {@code CITATION.cff}, and the same for Zenodo. */
class CitationFilesTest {
    private static final Path CFF = Path.of("../CITATION.cff");
    private static final Path ZENODO = Path.of("../.zenodo.json");
    private static final Path POM = Path.of("../pom.xml");

    /** Of the Citation File Format 1.2.0; its schema takes no others. */
    private static final List<String> CFF_KEYS = List.of(
            "abstract",
            "authors",
            "cff-version",
            "commit",
            "contact",
            "date-released",
            "doi",
            "identifiers",
            "keywords",
            "license",
            "license-url",
            "message",
            "preferred-citation",
            "references",
            "repository",
            "repository-artifact",
            "repository-code",
            "title",
            "type",
            "url",
            "version");

    @Test
    void citationFileHasWhatItsSchemaAsksForAndNothingElse() throws IOException {
        JsonNode cff = cff();

        assertThat(cff.propertyNames()).isSubsetOf(CFF_KEYS);
        assertThat(cff.get("cff-version").asString()).isEqualTo("1.2.0");
        assertThat(cff.get("type").asString()).isEqualTo("software");
        for (String required : List.of("title", "message", "abstract", "license", "version")) {
            assertThat(cff.get(required).asString()).as(required).isNotBlank();
        }
        assertThat(cff.get("authors"))
                .isNotEmpty()
                .allSatisfy(author -> assertThat(author.propertyNames()).containsExactly("name"));
        assertThat(cff.get("keywords")).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void versionIsThatOfTheBuild() throws IOException {
        Matcher version = Pattern.compile("<version>([^<]+)</version>").matcher(Files.readString(POM));

        assertThat(version.find()).isTrue();
        assertThat(cff().get("version").asString()).isEqualTo(version.group(1));
    }

    @Test
    void zenodoIsToldTheSame() throws IOException {
        JsonNode cff = cff();
        JsonNode zenodo = JsonMapper.shared().readTree(Files.readString(ZENODO));

        assertThat(zenodo.get("upload_type").asString()).isEqualTo("software");
        for (String key : List.of("title", "version", "license", "keywords")) {
            assertThat(zenodo.get(key)).as(key).isEqualTo(cff.get(key));
        }
        assertThat(zenodo.get("description").asString())
                .isEqualTo("<p>" + cff.get("abstract").asString().strip() + "</p>");
        assertThat(zenodo.get("creators").get(0).get("name"))
                .isEqualTo(cff.get("authors").get(0).get("name"));
    }

    private static JsonNode cff() throws IOException {
        return YAMLMapper.builder().build().readTree(Files.readString(CFF));
    }
}

package claimbench.harness.claim;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A file of the catalogue, read strictly: every mistake is one line that names the file, the line of the mistake, what is wrong and what is
 * allowed.
 */
final class CatalogueFile {
    private static final YAMLMapper MAPPER = new YAMLMapper();

    private final String name;
    private final YamlLines lines;
    private final JsonNode tree;

    /**
     * Reads a file.
     *
     * @param name of the file, for messages
     * @throws CatalogueException where the text is no YAML
     */
    CatalogueFile(String name, String yaml) {
        this.name = name;
        try {
            lines = YamlLines.of(yaml);
            tree = tree(yaml);
        } catch (YamlException e) {
            throw new CatalogueException(name + ", line " + e.line() + ": " + e.what());
        }
    }

    private static JsonNode tree(String yaml) throws YamlException {
        try {
            return MAPPER.readTree(yaml);
        } catch (JacksonException e) {
            throw YamlException.of(yaml, e);
        }
    }

    /**
     * Makes a record of it.
     *
     * @throws CatalogueException where it is not such a record
     */
    <T extends Record> T read(Class<T> type) {
        try {
            Shape.check(tree, type);
            return MAPPER.treeToValue(tree, type);
        } catch (WrongValueException e) {
            throw problem(e.at(), e.what());
        } catch (DatabindException e) {
            JsonPointer at = pointer(e);
            // The shape is right, so it is a record that refuses to be made.
            throw e.getCause() instanceof WrongValueException wrong
                    ? problem(at + wrong.at(), keys(at) + wrong.what())
                    : problem(
                            at.toString(),
                            keys(at)
                                    + (e.getCause() instanceof IllegalArgumentException refused
                                            ? refused.getMessage()
                                            : "this cannot be read"));
        }
    }

    /**
     * What is wrong with it.
     *
     * @param at where, as a JSON pointer
     */
    CatalogueException problem(String at, String what) {
        return new CatalogueException(name + ", line " + lines.line(JsonPointer.compile(at)) + ": " + what);
    }

    /** The keys on the way to a place, before what is said of it; an entry of a list has none. */
    static String keys(JsonPointer at) {
        String keys = Stream.iterate(at, step -> !step.matches(), JsonPointer::tail)
                .filter(step -> !step.mayMatchElement())
                .map(JsonPointer::getMatchingProperty)
                .collect(Collectors.joining("."));
        return keys.isEmpty() ? "" : keys + ": ";
    }

    private static JsonPointer pointer(DatabindException e) {
        JsonPointer at = JsonPointer.empty();
        for (JacksonException.Reference step : e.getPath()) {
            at = step.getPropertyName() == null
                    ? at.appendIndex(step.getIndex())
                    : at.appendProperty(step.getPropertyName());
        }
        return at;
    }
}

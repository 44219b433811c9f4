package claimbench.harness.claim;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Which line of a YAML document a path has; a tree of values no longer knows it. A value with a key stands where its key does, so that a map
 * or a list below a key is found there too.
 */
final class YamlLines {
    private static final YAMLMapper MAPPER = new YAMLMapper();

    private final Map<JsonPointer, Integer> lines = new HashMap<>();

    private YamlLines() {}

    /**
     * Reads through a document.
     *
     * @throws YamlException where it is no YAML, or has what one tree of plain values cannot hold: a key that stands twice, a reference to
     *     another place, a second document
     */
    static YamlLines of(String yaml) throws YamlException {
        var found = new YamlLines();
        try (JsonParser parser = MAPPER.createParser(yaml)) {
            int line = 1;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (found.ended(parser, token)) {
                    throw new YamlException(line, "a second document begins here ('---'); a file holds one");
                }
                line = parser.currentTokenLocation().getLineNr();
                found.add(parser, token, line);
            }
        } catch (JacksonException e) {
            throw YamlException.of(yaml, e);
        }
        return found;
    }

    /** Whether the document was over before this token. */
    private boolean ended(JsonParser parser, JsonToken token) {
        boolean atTop = token.isStructStart()
                ? parser.streamReadContext().getParent().inRoot()
                : token.isScalarValue() && parser.streamReadContext().inRoot();
        return atTop && !lines.isEmpty();
    }

    private void add(JsonParser parser, JsonToken token, int line) throws YamlException {
        JsonPointer at = parser.streamReadContext().pathAsPointer();
        if (at.matches() && token == JsonToken.VALUE_NULL) {
            // A document without anything in it, which begins nowhere.
            return;
        }
        Integer before = lines.putIfAbsent(at, line);
        if (before != null && token == JsonToken.PROPERTY_NAME) {
            throw new YamlException(
                    line, "the key '" + parser.currentName() + "' stands twice; it is on line " + before + " already");
        }
        if (parser instanceof YAMLParser yamlParser && yamlParser.isCurrentAlias()) {
            throw new YamlException(line, "'*" + parser.getString() + "' refers to another place; write the value out");
        }
    }

    /** The line of a path; of what it would stand in, where there is no such path. */
    int line(JsonPointer at) {
        Integer line = lines.get(at);
        if (line != null) {
            return line;
        }
        return at.matches() ? 1 : line(at.head());
    }
}

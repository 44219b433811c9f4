package claimbench.harness.result;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * Copies a JSON file token by token, and changes the strings below the keys of {@link PrivateData#KEYS} on the way. All else stays as the file
 * has it: the order of keys, and every digit of every number. Needs no more memory than the longest string.
 */
public final class FreeText {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private FreeText() {}

    /** In the form that people read. */
    public static void copy(Path from, OutputStream to, UnaryOperator<String> change) throws IOException {
        try (JsonGenerator out = MAPPER.writerWithDefaultPrettyPrinter().createGenerator(to)) {
            copy(from, out, change);
        }
    }

    /** In the form that is hashed: no white space between tokens, and every such string empty. */
    public static void canonical(Path from, OutputStream to) throws IOException {
        try (JsonGenerator out = MAPPER.writer().createGenerator(to)) {
            copy(from, out, text -> "");
        }
    }

    private static void copy(Path from, JsonGenerator out, UnaryOperator<String> change) throws IOException {
        try (InputStream bytes = Files.newInputStream(from);
                JsonParser in = MAPPER.createParser(bytes)) {
            copy(in, out, change);
        } catch (JacksonException e) {
            throw new StoredRunException(from, "is damaged: " + e.getOriginalMessage());
        }
    }

    private static void copy(JsonParser in, JsonGenerator out, UnaryOperator<String> change) {
        int depth = 0;
        // Depth of the value of the outermost such key; beyond every depth while in none.
        int freeFrom = Integer.MAX_VALUE;
        for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
            switch (token) {
                case START_OBJECT -> {
                    out.writeStartObject();
                    depth++;
                }
                case START_ARRAY -> {
                    out.writeStartArray();
                    depth++;
                }
                case END_OBJECT -> {
                    out.writeEndObject();
                    if (depth == freeFrom) {
                        freeFrom = Integer.MAX_VALUE;
                    }
                    depth--;
                }
                case END_ARRAY -> {
                    out.writeEndArray();
                    depth--;
                }
                case PROPERTY_NAME -> {
                    out.writeName(in.currentName());
                    if (depth <= freeFrom) {
                        freeFrom = PrivateData.KEYS.contains(in.currentName()) ? depth : Integer.MAX_VALUE;
                    }
                }
                case VALUE_STRING -> out.writeString(depth >= freeFrom ? change.apply(in.getString()) : in.getString());
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> out.writeNumber(in.getString());
                case VALUE_TRUE -> out.writeBoolean(true);
                case VALUE_FALSE -> out.writeBoolean(false);
                case VALUE_NULL -> out.writeNull();
                default -> throw new IllegalStateException("no JSON has the token " + token);
            }
        }
    }
}

package claimbench.harness.claim;

import claimbench.contract.WireName;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads a file of the catalogue, strictly: every error names the file, the line and the key. Unknown keys are looked for
 * first, since a key that is misspelt would otherwise be reported as another one that is missing.
 */
final class CatalogueFile {
    private static final YAMLMapper MAPPER = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final String name;
    private final String yaml;

    private CatalogueFile(String name, String yaml) {
        this.name = name;
        this.yaml = yaml;
    }

    /**
     * Reads a record.
     *
     * @param name of the file, for messages
     * @throws CatalogueException where the text is not such a record
     */
    static <T extends Record> T read(String name, String yaml, Class<T> type) {
        return new CatalogueFile(name, yaml).read(type);
    }

    /**
     * What is wrong with a file that could be read.
     *
     * @param at where, as a JSON pointer
     */
    static CatalogueException problem(String name, String yaml, String at, String problem) {
        return new CatalogueFile(name, yaml).problem(JsonPointer.compile(at), problem);
    }

    private <T extends Record> T read(Class<T> type) {
        try {
            JsonNode tree = MAPPER.readTree(yaml);
            if (!tree.isObject()) {
                throw new CatalogueException(name + " has no keys");
            }
            checkKeys(tree, type, JsonPointer.empty());
            return MAPPER.treeToValue(tree, type);
        } catch (DatabindException e) {
            throw problem(pointer(e), words(e));
        } catch (JacksonException e) {
            throw new CatalogueException(
                    name + ", line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage());
        }
    }

    /** Every key of an object must be a component of the record that it is read into. */
    private void checkKeys(JsonNode node, Type type, JsonPointer at) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            for (int i = 0; i < node.size(); i++) {
                checkKeys(node.path(i), list.getActualTypeArguments()[0], at.appendIndex(i));
            }
        } else if (type instanceof Class<?> record && record.isRecord()) {
            Map<String, Type> known = new LinkedHashMap<>();
            Arrays.stream(record.getRecordComponents())
                    .sorted(Comparator.comparing(RecordComponent::getName))
                    .forEach(component -> known.put(component.getName(), component.getGenericType()));
            node.forEachEntry((key, value) -> {
                JsonPointer place = at.appendProperty(key);
                Type componentType = known.get(key);
                if (componentType == null) {
                    throw problem(place, "unknown key '" + key + "'; known are " + String.join(", ", known.keySet()));
                }
                checkKeys(value, componentType, place);
            });
        }
    }

    private CatalogueException problem(JsonPointer at, String problem) {
        return new CatalogueException(
                name + line(at).map(line -> ", line " + line).orElse("") + ": " + problem);
    }

    private static String words(DatabindException e) {
        String key = e.getPath().stream()
                .map(JacksonException.Reference::getPropertyName)
                .filter(property -> property != null)
                .collect(Collectors.joining("."));
        @Nullable Throwable cause = e.getCause();
        String words = cause instanceof IllegalArgumentException
                ? cause.getMessage()
                : e instanceof MismatchedInputException mismatch ? words(mismatch) : e.getOriginalMessage();
        return key.isEmpty() ? String.valueOf(words) : key + ": " + words;
    }

    /** What a value must be that is something else, in words of the file and not of the program. */
    private static String words(MismatchedInputException e) {
        Class<?> type = e.getTargetType();
        String found = e instanceof InvalidFormatException invalid ? ", and '" + invalid.getValue() + "' is none" : "";
        if (type == Double.class) {
            return "it must be a number" + found;
        }
        if (type == Integer.class) {
            return "it must be a whole number" + found;
        }
        if (type == Boolean.class) {
            return "it must be true or false";
        }
        if (type != null && type.isEnum()) {
            return "it must be one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(one -> one instanceof WireName named ? named.wireName() : String.valueOf(one))
                            .collect(Collectors.joining(", "))
                    + found;
        }
        return type == List.class ? "it must be a list, as in [a, b]" : e.getOriginalMessage();
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

    /** The line where a value or its key begins; a value that was made from a tree no longer knows it. */
    private Optional<Integer> line(JsonPointer at) {
        try (var parser = MAPPER.createParser(yaml)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                JsonPointer place = parser.streamReadContext().pathAsPointer();
                if (place.equals(at)) {
                    return Optional.of(parser.currentTokenLocation().getLineNr());
                }
            }
        }
        return Optional.empty();
    }
}

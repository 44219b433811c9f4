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
import java.util.Objects;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Whether a document can be read into a record: each key is a component of it, and each value of that component's kind. Said in words of the
 * file, not of the program. Unknown keys are looked for first: a key that is misspelt would otherwise be reported as another that is missing.
 */
final class Shape {
    private static final String NUMBER = "[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?";
    private static final String NUMBER_WITH_COMMA = "[+-]?\\d+,\\d+";

    private Shape() {}

    /**
     * Checks a whole document.
     *
     * @throws WrongValueException at the first value that is not as it must be
     */
    static void check(JsonNode document, Class<? extends Record> type) {
        if (document.isMissingNode() || document.isNull()) {
            throw new WrongValueException("", "the file is empty; it must have the keys " + keys(components(type)));
        }
        check(document, type, JsonPointer.empty());
    }

    private static void check(JsonNode node, Type type, JsonPointer at) {
        if (node.isNull()) {
            throw wrong(at, "it has no value; give it one, or leave it out");
        }
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            Type entry = list.getActualTypeArguments()[0];
            must(node.isArray(), at, listExpected(node, entry), node);
            for (int i = 0; i < node.size(); i++) {
                check(node.path(i), entry, at.appendIndex(i));
            }
        } else if (type instanceof ParameterizedType) {
            must(node.isObject(), at, "it must be a map, as in {key: value}", node);
        } else if (type == Text.class && !node.isObject()) {
            mustBeText(node, at, "it must be a text, or {en: …, zh: …}");
        } else if (type instanceof Class<?> record && record.isRecord()) {
            checkKeys(node, components(record), at);
        } else if (type instanceof Class<?> one) {
            checkOne(node, one, at);
        }
    }

    private static void checkKeys(JsonNode node, Map<String, Type> known, JsonPointer at) {
        must(node.isObject(), at, "it must be a map with some of the keys " + keys(known), node);
        node.forEachEntry((key, value) -> {
            Type type = known.get(key);
            if (type == null) {
                throw new WrongValueException(
                        at.appendProperty(key).toString(),
                        "unknown key '" + key + "'; known are " + keys(known) + splitAtComma(key, value));
            }
        });
        node.forEachEntry((key, value) -> check(value, Objects.requireNonNull(known.get(key)), at.appendProperty(key)));
    }

    /** What stands behind a comma in braces is taken for a key without a value. */
    private static String splitAtComma(String key, JsonNode value) {
        if (!value.isNull()) {
            return "";
        }
        return key.matches("\\d+")
                ? "; a number has a point and no comma, as in 1.6"
                : key.contains(" ") ? "; a text in { } that has a comma needs quotes" : "";
    }

    private static void checkOne(JsonNode node, Class<?> type, JsonPointer at) {
        if (type == Double.class) {
            must(
                    node.isNumber() || (node.isString() && node.asString().matches(NUMBER)),
                    at,
                    "it must be a number",
                    node);
        } else if (type == Integer.class) {
            must(node.isIntegralNumber() && node.canConvertToInt(), at, "it must be a whole number", node);
        } else if (type == Boolean.class) {
            must(node.isBoolean(), at, "it must be true or false", node);
        } else if (type == String.class) {
            mustBeText(node, at, "it must be a text");
        } else if (type.isEnum()) {
            List<String> names = Arrays.stream(type.getEnumConstants())
                    .map(one -> one instanceof WireName named ? named.wireName() : String.valueOf(one))
                    .toList();
            must(
                    node.isString() && names.contains(node.asString()),
                    at,
                    "it must be one of " + String.join(", ", names),
                    node);
        } else {
            throw new IllegalStateException("a catalogue has no values of " + type);
        }
    }

    /** A number may stand for a text, as that of a section does. */
    private static void mustBeText(JsonNode node, JsonPointer at, String expected) {
        must(node.isString() || node.isNumber(), at, expected + (node.isBoolean() ? ", in quotes" : ""), node);
    }

    private static String listExpected(JsonNode node, Type entry) {
        boolean plain = entry instanceof Class<?> type && !type.isRecord();
        return plain && node.isValueNode()
                ? "it must be a list, as in [" + node.asString() + "]"
                : "it must be a list, with a '-' before each entry";
    }

    private static void must(boolean holds, JsonPointer at, String expected, JsonNode found) {
        if (!holds) {
            throw wrong(at, expected + instead(found));
        }
    }

    private static String instead(JsonNode found) {
        if (found.isContainer()) {
            return found.isArray() ? ", and not a list" : ", and not a map";
        }
        String value = found.asString();
        return ", and '" + value + "' is none"
                + (value.matches(NUMBER_WITH_COMMA)
                        ? "; a number has a point and no comma, as in " + value.replace(',', '.')
                        : "");
    }

    private static WrongValueException wrong(JsonPointer at, String what) {
        return new WrongValueException(at.toString(), CatalogueFile.keys(at) + what);
    }

    private static Map<String, Type> components(Class<?> record) {
        var known = new LinkedHashMap<String, Type>();
        Arrays.stream(record.getRecordComponents())
                .sorted(Comparator.comparing(RecordComponent::getName))
                .forEach(component -> known.put(component.getName(), component.getGenericType()));
        return known;
    }

    private static String keys(Map<String, Type> known) {
        return String.join(", ", known.keySet());
    }
}

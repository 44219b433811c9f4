package claimbench.harness.claim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks on what was read from a catalogue file; the loader adds the file and the line to their messages. */
final class Required {
    private Required() {}

    /** The value of a key that must be there. */
    static <T> T key(String name, @Nullable T value) {
        if (value == null) {
            throw new WrongValueException("/" + name, "key '" + name + "' is missing");
        }
        return value;
    }

    /** A text that must be there and must not be blank. */
    static String text(String name, @Nullable String value) {
        String text = key(name, value);
        if (text.isBlank()) {
            throw new WrongValueException("/" + name, "key '" + name + "' is empty");
        }
        return text;
    }

    /** A number that may be left out, and must be one that figures can be compared with. */
    static void finite(String name, @Nullable Double value) {
        if (value != null && !Double.isFinite(value)) {
            throw new WrongValueException(
                    "/" + name, "'" + name + "' must be a number, and " + value + " is none to compare with");
        }
    }

    /** A list that may be left out. */
    static <T> List<T> list(@Nullable List<T> values) {
        return values == null ? List.of() : List.copyOf(values);
    }

    /** A map that may be left out; its order is kept. */
    static <V> Map<String, V> map(@Nullable Map<String, V> values) {
        return values == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}

package claimbench.harness.result;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** What is wrong with a JSON file, for who has the file and has never seen our classes. */
final class DamagedJson {
    private DamagedJson() {}

    /**
     * In words.
     *
     * @param text of the whole file
     * @param type of what it should be
     */
    static String words(JacksonException e, String text, Class<?> type) {
        if (text.isBlank()) {
            return "it is empty";
        }
        if (e instanceof UnexpectedEndOfInputException) {
            return "it ends in the middle, at byte " + text.getBytes(StandardCharsets.UTF_8).length;
        }
        if (e instanceof StreamReadException) {
            TokenStreamLocation at = e.getLocation();
            return "it is no JSON" + (at == null ? "" : " in line " + at.getLineNr() + ", column " + at.getColumnNr());
        }
        return "it is no " + name(type) + " file" + why(e);
    }

    private static String why(JacksonException e) {
        // What a record says of itself is for people; what the library says is about classes.
        String ours = e instanceof ValueInstantiationException && e.getCause() != null
                ? e.getCause().getMessage()
                : null;
        if (ours != null && ours.startsWith("key '")) {
            return ": " + ours;
        }
        String key = key(e.getPath());
        return key.isEmpty() ? "" : ": the value of '" + key + "' is none of this kind";
    }

    /** As in {@code requests[0].calls}. */
    private static String key(List<JacksonException.Reference> path) {
        var key = new StringBuilder();
        for (JacksonException.Reference step : path) {
            if (step.getPropertyName() == null) {
                key.append('[').append(step.getIndex()).append(']');
            } else {
                key.append(key.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return key.toString();
    }

    /** A class's name as words, less "record", which all of them are. */
    private static String name(Class<?> type) {
        return type.getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT)
                .replaceFirst(" record$", "");
    }
}

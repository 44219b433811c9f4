package claimbench.harness.claim;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import tools.jackson.core.JacksonException;

/** A text is no YAML that a catalogue can be: on which line, and why, in words for whoever wrote it. */
final class YamlException extends Exception {
    private static final long serialVersionUID = 1;

    private final int line;

    YamlException(int line, String what) {
        super(what);
        this.line = line;
    }

    /** From the parser's own words, which are about its work and not about the text. */
    static YamlException of(String yaml, JacksonException e) {
        return switch (e.getCause()) {
            case MarkedYamlEngineException marked -> of(marked);
            case ReaderException character ->
                new YamlException(
                        lineOf(yaml, character.getPosition()), "a control character stands here, which YAML forbids");
            case null, default ->
                new YamlException(
                        e.getLocation() == null
                                ? 1
                                : Math.max(1, e.getLocation().getLineNr()),
                        "this is no YAML that can be read; a key must be a plain text");
        };
    }

    private static YamlException of(MarkedYamlEngineException e) {
        String problem = String.valueOf(e.getProblem());
        int found = line(e.getProblemMark()).orElse(1);
        // Where what is not ended began: the parser finds that out only further down.
        int began = line(e.getContextMark()).orElse(found);
        if (problem.contains("TAB")) {
            return new YamlException(found, "a tab stands where only spaces may; indent with spaces");
        }
        if (problem.contains("mapping values are not allowed")) {
            return new YamlException(
                    found,
                    "a key stands where none may; indent it as the keys beside it, and put a text with ': ' in it into quotes");
        }
        if (problem.contains("<block end>")) {
            return new YamlException(
                    found, "this stands under nothing; indent it as the keys or entries that it belongs with");
        }
        if (problem.contains("could not find expected ':'")) {
            return new YamlException(began, "a key with ':' and a value is expected, and not a text alone");
        }
        if (problem.contains("end of stream")) {
            return new YamlException(began, "a text in quotes begins here and does not end");
        }
        if (problem.contains("']'") || problem.contains("'}'")) {
            return new YamlException(
                    began,
                    "a '[' or '{' stands here, and a ',' or its closing bracket is missing"
                            + (found > began ? " before line " + found : ""));
        }
        if (problem.contains("cannot start any token")) {
            return new YamlException(found, "a text that begins with a sign of YAML's own needs quotes");
        }
        return new YamlException(
                found, "this is no YAML: " + problem.lines().findFirst().orElse(""));
    }

    private static Optional<Integer> line(Optional<Mark> mark) {
        return mark.map(place -> place.getLine() + 1);
    }

    private static int lineOf(String yaml, int position) {
        return 1
                + (int) yaml.codePoints()
                        .limit(position)
                        .filter(point -> point == '\n')
                        .count();
    }

    int line() {
        return line;
    }

    /** What is wrong, without a null. */
    String what() {
        return String.valueOf(getMessage());
    }
}

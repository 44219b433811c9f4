package claimbench.harness.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * What to try first on a target: the ten exercises of the course, a line each. They stand in one file, which the page that
 * sets their handlers side by side is written from, too.
 */
final class Exercises {
    static final String FILE = "exercises.txt";

    private static final int FIELDS = 5;

    /** One of them: what it is, and the request that does it. */
    record Exercise(String what, String options, String target) {
        private static Exercise of(String line) {
            String[] fields = line.split("\\|", -1);
            if (fields.length != FIELDS) {
                throw new IllegalStateException(FILE + " has a line of other than " + FIELDS + " fields: " + line);
            }
            String options = fields[1].strip();
            return new Exercise(fields[0].strip(), options.isEmpty() ? "" : options + " ", fields[2].strip());
        }
    }

    private Exercises() {}

    /** In the course's order. */
    static List<Exercise> all() {
        try (InputStream file = Objects.requireNonNull(Exercises.class.getResourceAsStream(FILE), FILE)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Exercise::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Commands to copy. */
    static List<String> commands(URI target) {
        return all().stream()
                .map(exercise -> String.format(
                        "  %-25s curl %s'%s%s'", exercise.what, exercise.options, target, exercise.target))
                .toList();
    }
}

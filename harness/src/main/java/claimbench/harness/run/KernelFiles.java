package claimbench.harness.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The files in which Linux shows what it does ({@code /proc}, {@code /sys}). What is not there, or may not be read, is empty:
 * other systems, containers and virtual machines show less.
 *
 * @param root where these folders are; tests have their own
 */
record KernelFiles(Path root) {

    /** Those of this machine. */
    static KernelFiles ofSystem() {
        return new KernelFiles(Path.of("/"));
    }

    /** The text of a file, without blanks around it. */
    Optional<String> text(String path) {
        try {
            return Optional.of(Files.readString(root.resolve(path)).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The number behind a word, in a file with one word and one number a line. */
    OptionalLong number(String path, String word) {
        return text(path).stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith(
                        word)) // the others are not taken apart: it happens while a trial is being measured
                .map(line -> line.split("\\s+", -1))
                .filter(words -> words.length >= 2 && words[0].equals(word) && words[1].matches("\\d{1,18}"))
                .mapToLong(words -> Long.parseLong(words[1]))
                .findFirst();
    }
}

package claimbench.harness.cite;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where two files first differ, in words that a reader finds again: a key of a JSON file, a line of any other. */
final class Differences {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int SHOWN_MAX = 100;

    /** What a page shows and no text says: drawings, which fonts and libraries make, embedded. */
    private static final Pattern EMBEDDED = Pattern.compile("\"data:image/[^\"]*\"");

    private Differences() {}

    /**
     * The first one; empty where there is none.
     *
     * @param stored of an archive
     * @param made of the same name, made again
     */
    static Optional<String> first(Path stored, Path made) throws IOException {
        if (Files.mismatch(stored, made) < 0) {
            return Optional.empty();
        }
        String name = stored.toString();
        if (name.endsWith(".json")) {
            return json(stored, made);
        }
        if (name.endsWith(".html")) {
            return lines(stored, made, line -> EMBEDDED.matcher(line).replaceAll(""));
        }
        Optional<String> found = lines(stored, made, UnaryOperator.identity());
        return found.isPresent() ? found : Optional.of("has other ends of lines");
    }

    private static Optional<String> json(Path stored, Path made) throws IOException {
        try (var a = Files.newInputStream(stored);
                var b = Files.newInputStream(made)) {
            return json("", MAPPER.readTree(a), MAPPER.readTree(b));
        } catch (JacksonException e) {
            return Optional.of("is no JSON: " + e.getOriginalMessage());
        }
    }

    private static Optional<String> json(String at, @Nullable JsonNode a, @Nullable JsonNode b) {
        if (Objects.equals(a, b)) {
            return Optional.empty();
        }
        if (a != null && b != null && a.isObject() && b.isObject()) {
            Set<String> names = new TreeSet<>(a.propertyNames());
            names.addAll(b.propertyNames());
            return names.stream()
                    .flatMap(name -> json(at + "/" + name, a.get(name), b.get(name)).stream())
                    .findFirst();
        }
        if (a != null && b != null && a.isArray() && b.isArray()) {
            for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
                Optional<String> found = json(at + "/" + i, a.get(i), b.get(i));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.of(at + sides(shown(a), shown(b)));
    }

    private static Optional<String> lines(Path stored, Path made, UnaryOperator<String> shown) throws IOException {
        try (BufferedReader a = Files.newBufferedReader(stored);
                BufferedReader b = Files.newBufferedReader(made)) {
            return lines(a.lines().map(shown).iterator(), b.lines().map(shown).iterator());
        } catch (UncheckedIOException e) {
            return Optional.of("is no text in UTF-8");
        }
    }

    private static Optional<String> lines(Iterator<String> a, Iterator<String> b) {
        for (int line = 1; a.hasNext() || b.hasNext(); line++) {
            String ofA = a.hasNext() ? a.next() : null;
            String ofB = b.hasNext() ? b.next() : null;
            if (!Objects.equals(ofA, ofB)) {
                return Optional.of("line " + line + around(ofA, ofB));
            }
        }
        return Optional.empty();
    }

    /** From where the two lines part: they may be long. */
    private static String around(@Nullable String a, @Nullable String b) {
        if (a == null || b == null) {
            return sides(cut(a), cut(b));
        }
        int same = 0;
        while (same < Math.min(a.length(), b.length()) && a.charAt(same) == b.charAt(same)) {
            same++;
        }
        int from = Math.max(0, same - SHOWN_MAX / 3);
        return sides(cut(a.substring(from)), cut(b.substring(from)));
    }

    private static String sides(String a, String b) {
        return " is " + a + " in the archive and " + b + " when it is made again from the data";
    }

    private static String shown(@Nullable JsonNode node) {
        return cut(node == null ? null : node.toString());
    }

    private static String cut(@Nullable String text) {
        if (text == null) {
            return "missing";
        }
        return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "…";
    }
}

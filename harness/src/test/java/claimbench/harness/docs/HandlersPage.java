package claimbench.harness.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes {@code harness/docs/handlers.md}: the four targets' handlers of a route side by side, taken from their sources. Uses
 * nothing but the JDK, so that one command writes the page: {@link #COMMAND}.
 *
 * <p>Code stands in cells of an HTML table, as fenced blocks between empty lines: Markdown takes up again after an empty
 * line, so the code needs no escaping and is coloured, on GitHub and wherever else Markdown may hold HTML.
 */
public final class HandlersPage {
    /** From the repository's root. */
    static final String FILE = "harness/docs/handlers.md";

    /** What brings the page up to the sources, from the repository's root. */
    static final String COMMAND = "java harness/src/test/java/claimbench/harness/docs/HandlersPage.java";

    /** A target as the page calls it, and where its sources are. */
    private record Target(String title, String module, String folder) {
        String file(String route) {
            return "target-servers/" + module + "/src/main/java/claimbench/" + folder + "/" + route + ".java";
        }

        /** As a link from the page. */
        String link(String route, String text) {
            return "[" + text + "](../../" + file(route) + ")";
        }
    }

    /** A route whose handlers the page shows. */
    private record Shown(String route, String title, String words) {}

    /** One of the course's exercises, the request that does it, and the class that answers. */
    private record Exercise(String title, String request, String route) {
        /** A line of the file, whose first line says what its fields are. */
        static Exercise of(String line) {
            String[] fields = line.split("\\|", -1);
            String method = fields[1].contains("-d ") ? "POST " : "GET ";
            return new Exercise(fields[0].strip(), "`" + method + fields[2].strip() + "`", fields[3].strip());
        }
    }

    /** In rows of two: more do not fit on a screen. */
    private static final List<List<Target>> TARGETS = List.of(
            List.of(
                    new Target("Platform threads", "platform-threads", "platformthreads"),
                    new Target("Virtual threads", "virtual-threads", "virtualthreads")),
            List.of(
                    new Target("Event loop", "event-loop", "eventloop"),
                    new Target("Reactive", "reactive", "reactive")));

    private static final List<Shown> SHOWN = List.of(
            new Shown(
                    "FanoutRoute",
                    "Fan-out: `GET /fanout`",
                    "Several calls of a model API, one after another or all at once; some may fail."),
            new Shown(
                    "ProfileRoute",
                    "Profile: `GET /profile/{id}`",
                    "A row of the database and a call of an API: two waits of different kinds, one after the other or both"
                            + " at once."),
            new Shown(
                    "AnswerRoute",
                    "Answer: `GET /answer`",
                    "A model's tokens, handed on as they come: no faster than the client takes them, and no longer than it"
                            + " stays."));

    /** The exercises, from the repository's root: the same as {@code claimbench serve} prints. */
    private static final String EXERCISES = "harness/src/main/resources/claimbench/harness/cli/exercises.txt";

    private HandlersPage() {}

    /** Writes the page. To be started from the repository's root. */
    public static void main(String[] arguments) throws IOException {
        Path root = Path.of("");
        if (arguments.length > 0 || !Files.isDirectory(root.resolve("target-servers"))) {
            System.err.println("start it without arguments from the repository's root: " + COMMAND);
            System.exit(2);
        }
        Files.writeString(root.resolve(FILE), page(root));
        System.out.println("wrote " + FILE);
    }

    /**
     * The page as the sources have it now.
     *
     * @param root of the repository
     * @throws IOException where a source is missing, or holds no class
     */
    static String page(Path root) throws IOException {
        var page = new StringBuilder("""
                # Four models side by side

                The same routes in four concurrency models: the bytes on the wire are equal, the handlers are not. Each cell is a
                whole class as it stands in its file, without its imports.

                Written from the sources by `%s`; a test fails while page and sources differ.
                """.formatted(COMMAND));
        for (Shown shown : SHOWN) {
            page.append("\n## ")
                    .append(shown.title)
                    .append("\n\n")
                    .append(shown.words)
                    .append("\n\n");
            page.append("<table>\n");
            for (List<Target> row : TARGETS) {
                page.append("<tr valign=\"top\">\n");
                for (Target target : row) {
                    page.append("<td>\n\n**").append(target.title).append("** · ");
                    page.append(target.link(shown.route, shown.route + ".java")).append("\n\n");
                    page.append("```java\n")
                            .append(code(root.resolve(target.file(shown.route))))
                            .append("```\n\n</td>\n");
                }
                page.append("</tr>\n");
            }
            page.append("</table>\n");
        }
        page.append(exercises(root));
        return page.toString();
    }

    private static String exercises(Path root) throws IOException {
        List<Target> targets = TARGETS.stream().flatMap(List::stream).toList();
        var table = new StringBuilder("""

                ## The ten exercises

                What the course asks its readers to write, as requests that every target answers, and the classes that do it. Start a
                target with its upstream and its database by `./claimbench serve event-loop`: it prints the same ten as commands
                for `curl`, which takes `[5-7]` as three requests, one after another. With a user who registers and thinks in between,
                the dialogue is `./claimbench load agent`.

                """);
        table.append("| exercise | request | ");
        table.append(targets.stream().map(Target::title).collect(Collectors.joining(" | ")));
        table.append(" |\n|---|---|").append("---|".repeat(targets.size())).append('\n');
        for (String line : Files.readAllLines(root.resolve(EXERCISES), StandardCharsets.UTF_8)) {
            if (line.startsWith("#")) {
                continue;
            }
            Exercise exercise = Exercise.of(line);
            table.append("| ")
                    .append(exercise.title)
                    .append(" | ")
                    .append(exercise.request)
                    .append(" |");
            for (Target target : targets) {
                if (!Files.exists(root.resolve(target.file(exercise.route)))) {
                    throw new IOException(target.file(exercise.route) + " is missing");
                }
                table.append(' ')
                        .append(target.link(exercise.route, exercise.route.replaceFirst("Route$", "")))
                        .append(" |");
            }
            table.append('\n');
        }
        return table.toString();
    }

    /** A source file without its package and its imports. */
    private static String code(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        int first = 0;
        for (int line = 0; line < lines.size(); line++) {
            String text = lines.get(line);
            if (text.startsWith("package ") || text.startsWith("import ")) {
                first = line + 1;
            }
        }
        while (first < lines.size() && lines.get(first).isBlank()) {
            first++;
        }
        if (first == lines.size()) {
            throw new IOException(file + " holds no class");
        }
        return String.join("\n", lines.subList(first, lines.size())) + "\n";
    }
}

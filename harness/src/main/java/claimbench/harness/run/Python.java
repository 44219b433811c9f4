package claimbench.harness.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A CPython that has the whole of asyncio: task groups and runners came with version 3.11.
 *
 * @param launcher that starts it
 * @param version such as {@code 3.11.7}
 */
public record Python(Path launcher, String version) {
    /** What is looked for, in words. */
    public static final String WANTED = "CPython 3.11 or later (python3)";

    static final int MINOR_MIN = 11;

    private static final long BOUND_SECONDS = 5;
    private static final Pattern ANSWER = Pattern.compile("CPython (3\\.(\\d+)\\.\\d+\\S*)");
    private static final String QUESTION =
            "import platform; print(platform.python_implementation(), platform.python_version())";

    /** The first on the search path of this process that is new enough. */
    public static Optional<Python> find() throws InterruptedException {
        return find(SearchPath.all("python3"));
    }

    static Optional<Python> find(List<Path> candidates) throws InterruptedException {
        for (Path candidate : candidates) {
            Matcher answer = ANSWER.matcher(ask(candidate));
            if (answer.matches() && Integer.parseInt(answer.group(2)) >= MINOR_MIN) {
                return Optional.of(new Python(candidate, answer.group(1)));
            }
        }
        return Optional.empty();
    }

    /** The command that runs a script, whatever the user's environment says. */
    List<String> command(Path script) {
        return new ArrayList<>(List.of(launcher.toString(), "-I", script.toString()));
    }

    /** What it says of itself; empty where it says nothing in time. */
    private static String ask(Path launcher) throws InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(launcher.toString(), "-I", "-c", QUESTION)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return "";
        }
        try {
            process.getOutputStream().close();
            if (!process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS)) {
                return "";
            }
            // A line fits into the pipe, so nothing has to be read before the end.
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "";
        } finally {
            process.destroyForcibly();
        }
    }
}

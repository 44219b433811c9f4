package claimbench.harness.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs that do one thing and end: {@code wrk}, {@code jcmd}, JMH. */
public final class Tool {
    private Tool() {}

    /**
     * Runs a program to its end.
     *
     * @param name for messages
     * @param output file for what it prints, which stays
     * @param bound then it is ended
     * @return what it printed
     * @throws TrialFailure where it can't be started, fails, or takes longer than the bound
     */
    public static String run(String name, List<String> command, Path output, Duration bound)
            throws TrialFailure, InterruptedException {
        int exitCode = exitCode(name, command, output, bound);
        if (exitCode != 0) {
            throw new TrialFailure(name + " ended with exit code " + exitCode + ": " + lastLine(output));
        }
        return text(output);
    }

    /** The same, for a program that says something by its exit code. */
    public static int exitCode(String name, List<String> command, Path output, Duration bound)
            throws TrialFailure, InterruptedException {
        Path shell = output.resolveSibling(output.getFileName() + ".shell");
        int exitCode;
        try (Child child = Child.start(name, withAllOutputTo(output, command), shell, new Bell())) {
            child.awaitExit(bound.toMillis(), TimeUnit.MILLISECONDS);
            exitCode = child.exitCode()
                    .orElseThrow(() -> new TrialFailure(name + " had not ended after " + bound.toSeconds() + " s"));
        }
        deleteIfEmpty(shell);
        return exitCode;
    }

    /** What the shell itself had to say is kept; mostly that is nothing. */
    private static void deleteIfEmpty(Path file) throws TrialFailure {
        try {
            if (Files.exists(file) && Files.size(file) == 0) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new TrialFailure("cannot delete " + file + ": " + e.getMessage());
        }
    }

    /** It writes its file itself, so that the file is whole when it has ended, however busy this process is. */
    private static List<String> withAllOutputTo(Path file, List<String> command) {
        return shell("out=$1; shift; exec \"$@\" > \"$out\" 2>&1", file, command);
    }

    /** The command with its standard output in a file, apart from what it says on standard error. */
    public static List<String> withOutputTo(Path file, List<String> command) {
        return shell("out=$1; shift; exec \"$@\" > \"$out\"", file, command);
    }

    private static List<String> shell(String script, Path file, List<String> command) {
        var shell = new ArrayList<>(List.of("sh", "-c", script, "sh", file.toString()));
        shell.addAll(command);
        return List.copyOf(shell);
    }

    /** The last line of what was printed that says something. */
    public static String lastLine(Path output) throws TrialFailure {
        return text(output)
                .lines()
                .filter(line -> !line.isBlank())
                .reduce((first, second) -> second)
                .orElse("it printed nothing")
                .strip();
    }

    public static String text(Path output) throws TrialFailure {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new TrialFailure("cannot read " + output + ": " + e.getMessage());
        }
    }
}

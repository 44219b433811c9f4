package claimbench.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packed product, started as a user starts it: by its launcher, in a folder of the user's. */
final class Product {
    private static final Path HOME = Path.of(System.getProperty("claimbench.home", "claimbench.home is not set"));
    private static final Duration ENDS_WITHIN = Duration.ofMinutes(8);

    private Product() {}

    static Path home() {
        return HOME;
    }

    /** A command under way; what it prints, on both streams, goes to one file. */
    record Running(Process process, Path output) {

        /** Its exit code, once it has ended. */
        int exitCode() {
            try {
                if (!process.waitFor(ENDS_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new IllegalStateException("still running after " + ENDS_WITHIN + ":\n" + printed());
                }
                return process.exitValue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        String printed() {
            try {
                return Files.readString(output);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The processes that it has started and that still run. */
        List<ProcessHandle> children() {
            return process.descendants().toList();
        }
    }

    static Running start(Path folder, String... arguments) {
        return start(folder, System.getenv().getOrDefault("PATH", ""), arguments);
    }

    /** On another search path, for what a machine may lack; the launcher needs sed and dirname on it. */
    static Running startWithPath(Path folder, Path searchPath, String... arguments) {
        return start(folder, searchPath.toString(), arguments);
    }

    /** A process group of its own, as a terminal's foreground is one; and interrupts not ignored, as in a script they may be. */
    private static final List<String> AS_IN_A_TERMINAL = List.of("env", "--default-signal=INT,HUP", "setsid");

    /** Whether this machine has what it takes to start a process group. */
    static boolean startsGroups() throws InterruptedException {
        var command = new ArrayList<>(AS_IN_A_TERMINAL);
        command.add("true");
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** As by hand in a terminal: its process's id is that of the group. */
    static Running startAsGroup(Path folder, String... arguments) {
        return start(folder, System.getenv().getOrDefault("PATH", ""), AS_IN_A_TERMINAL, arguments);
    }

    /** What a terminal does at Ctrl-C: signals a whole group. */
    static void interrupt(Running group) throws IOException, InterruptedException {
        int exitCode = new ProcessBuilder(
                        "sh", "-c", "kill -s INT -- -" + group.process().pid())
                .inheritIO()
                .start()
                .waitFor();
        if (exitCode != 0) {
            throw new IllegalStateException("there is no such process group any more:\n" + group.printed());
        }
    }

    private static Running start(Path folder, String searchPath, String... arguments) {
        return start(folder, searchPath, List.of(), arguments);
    }

    private static Running start(Path folder, String searchPath, List<String> before, String... arguments) {
        try {
            Path output = Files.createTempFile(folder, "output-", ".txt");
            var command = new ArrayList<>(before);
            command.add(HOME.resolve("claimbench").toString());
            command.addAll(List.of(arguments));
            var builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            // The JDK that runs the tests, wherever it is.
            builder.environment().put("CLAIMBENCH_JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("PATH", searchPath);
            return new Running(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

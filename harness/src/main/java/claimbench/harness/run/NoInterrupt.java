package claimbench.harness.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A terminal's Ctrl-C goes to all processes of its foreground at once, and so does its end. Children that took it for
 * themselves would stop at the same moment as this process begins to end them one after the other, and a server could not
 * finish what it has begun for want of its upstream. So they are started with both signals ignored, by a shell that then
 * becomes the program: what is ignored stays so, and a JVM leaves it at that. They go on belonging to the terminal's
 * foreground: Ctrl-Z stops them all. They end when this process says so, by SIGTERM, or when it is gone, by the end of
 * their standard input.
 */
final class NoInterrupt {
    private static final Path SHELL = Path.of("/bin/sh");
    private static final String SCRIPT = "trap '' INT HUP; exec \"$@\"";

    private NoInterrupt() {}

    /** The command, with both signals ignored; unchanged where there is no such program, for that to be said as ever. */
    static List<String> to(List<String> command) {
        if (!Files.isExecutable(SHELL) || !isProgram(command.getFirst())) {
            return command;
        }
        var shielded = new ArrayList<>(List.of(SHELL.toString(), "-c", SCRIPT, SHELL.toString()));
        shielded.addAll(command);
        return shielded;
    }

    private static boolean isProgram(String name) {
        if (!name.contains("/")) {
            return SearchPath.find(name).isPresent();
        }
        Path file = Path.of(name);
        return Files.isExecutable(file) && !Files.isDirectory(file);
    }
}

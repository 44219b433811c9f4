package claimbench.micro;

import claimbench.runtime.ParentWatch;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The comparison's work on CPython's asyncio: runs the script {@value #SCRIPT} with the {@code python3} that is found. Its
 * results go to standard output, as JMH's JSON with the fields that a table needs; what it says meanwhile goes to standard error.
 *
 * <p>It ends with this process, which ends with its own parent where {@link Main#EXIT_WITH_PARENT} is {@code true}.
 */
public final class CPython {
    /** No usable {@code python3}: a line on standard error says why. */
    public static final int EXIT_NO_PYTHON = 3;

    static final String COMMAND = "python3";

    private static final String SCRIPT = "compare.py";

    /** asyncio.Runner came with it. */
    private static final int MINOR_VERSION_MIN = 11;

    private static final Pattern VERSION = Pattern.compile("([0-9]+)\\.([0-9]+)\\.[^\\s]*");

    /** No variables of its surroundings, such as those that switch asyncio's debug mode on. */
    private static final String ISOLATED = "-I";

    private CPython() {}

    /**
     * Runs the script, and ends with its exit code: 0, 1 where work fails or none matches, 2 for wrong usage; or {@value
     * #EXIT_NO_PYTHON}.
     *
     * @param args the script's own: {@code [-l] [-wi N] [-i N] [-r MILLISms] [-p pending=N] [REGEX]}
     */
    public static void main(String[] args) throws InterruptedException {
        System.exit(run(COMMAND, List.of(args)));
    }

    /** As {@link #main}, with the command that starts Python. */
    static int run(String python, List<String> args) throws InterruptedException {
        try {
            checkVersion(python);
        } catch (Unusable e) {
            System.err.println("cpython: " + e.getMessage());
            return EXIT_NO_PYTHON;
        }
        Process script = start(python, args);
        try {
            if (Boolean.getBoolean(Main.EXIT_WITH_PARENT)) {
                ParentWatch.onGone(() -> {
                    script.destroyForcibly();
                    Runtime.getRuntime().halt(1);
                });
            }
            return script.waitFor();
        } finally {
            script.destroyForcibly();
        }
    }

    /**
     * Checks that the command is a Python that can run the script.
     *
     * @throws Unusable where it is not, or is none
     */
    static void checkVersion(String python) throws Unusable, InterruptedException {
        String said;
        try {
            Process process = new ProcessBuilder(
                            python, ISOLATED, "-c", "import platform; print(platform.python_version())")
                    .redirectError(Redirect.DISCARD)
                    .start();
            process.outputWriter(StandardCharsets.UTF_8).close();
            said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            process.waitFor();
        } catch (IOException e) {
            throw new Unusable("there is no " + python + "; " + needed());
        }
        Matcher version = VERSION.matcher(said);
        if (!version.matches()) {
            throw new Unusable(python + " does not say its version; " + needed());
        }
        int major = Integer.parseInt(version.group(1));
        int minor = Integer.parseInt(version.group(2));
        if (major != 3 || minor < MINOR_VERSION_MIN) {
            throw new Unusable(python + " is Python " + said + "; " + needed());
        }
    }

    private static String needed() {
        return "the comparison with asyncio needs Python 3." + MINOR_VERSION_MIN + " or later, found as " + COMMAND;
    }

    /** The script is handed over as an argument, so that no file is left; its standard input stays open as long as this process. */
    private static Process start(String python, List<String> args) {
        List<String> command = new ArrayList<>(List.of(python, ISOLATED, "-c", script(), "--exit-with-parent"));
        command.addAll(args);
        try {
            return new ProcessBuilder(command)
                    .redirectOutput(Redirect.INHERIT)
                    .redirectError(Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + python, e);
        }
    }

    private static String script() {
        try (InputStream script = Objects.requireNonNull(CPython.class.getResourceAsStream(SCRIPT), SCRIPT)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + SCRIPT, e);
        }
    }

    /** Why a command cannot run the script, and what could. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1;

        Unusable(String message) {
            super(message);
        }
    }
}

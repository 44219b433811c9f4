package claimbench.micro;

import claimbench.runtime.ParentWatch;
import java.io.IOException;

/**
 * Hands over to JMH. Where the system property {@value #EXIT_WITH_PARENT} is {@code true}, it first sees to it that JMH
 * and the JVMs that it forks end with the process that started it: JMH does not read standard input, so it would go on
 * for many minutes after whoever wanted its results was killed.
 */
public final class Main {
    static final String EXIT_WITH_PARENT = "claimbench.exitWithParent";

    private Main() {}

    /**
     * Runs benchmarks, and ends the JVM where one fails.
     *
     * @param args JMH's own
     * @throws IOException where JMH cannot write its results
     */
    public static void main(String[] args) throws IOException {
        if (Boolean.getBoolean(EXIT_WITH_PARENT)) {
            ParentWatch.onGone(Main::endAll);
        }
        org.openjdk.jmh.Main.main(args);
    }

    /** Not an orderly end: JMH would take the end of a fork for a failed benchmark and begin the next. */
    private static void endAll() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        Runtime.getRuntime().halt(1);
    }
}

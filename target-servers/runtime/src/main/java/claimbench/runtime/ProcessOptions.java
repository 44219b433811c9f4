package claimbench.runtime;

import picocli.CommandLine.Option;

/**
 * The options that every process of ours takes which listens. One with more of its own extends this. Filled in by picocli,
 * on one thread; read by any from there on.
 */
public class ProcessOptions {
    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address to listen on (default: ${DEFAULT-VALUE}, this machine alone).")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "Port to listen on, 0 to 65535; 0 takes a free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--exit-with-parent",
            description = "Stop when standard input ends, as it does when the process that started this one is gone.")
    private boolean exitWithParent;

    @Option(names = "--help", usageHelp = true, description = "Print this, and end.")
    private boolean help;

    public String host() {
        return host;
    }

    /** From 0 to 65535; 0 stands for any free port. */
    public int port() {
        return port;
    }

    boolean help() {
        return help;
    }

    boolean exitWithParent() {
        return exitWithParent;
    }

    /**
     * Checks what a single option's type can't say; a process with options of its own adds its checks.
     *
     * @throws IllegalArgumentException that names the option and what is allowed
     */
    public void check() {
        bounds("--port", port, 0, 65_535);
    }

    /**
     * Checks a number's bounds.
     *
     * @throws IllegalArgumentException where the value is out of its bounds
     */
    protected static void bounds(String option, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    option + " must be a whole number from " + min + " to " + max + ", not " + value);
        }
    }
}

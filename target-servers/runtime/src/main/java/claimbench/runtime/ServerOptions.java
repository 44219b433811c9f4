package claimbench.runtime;

import claimbench.contract.BaseUrl;
import java.net.URI;
import picocli.CommandLine.Option;

/**
 * The options that every server takes. A server with more of its own extends this. Filled in by picocli, on one thread;
 * read by any from there on.
 */
public class ServerOptions {
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
            names = "--upstream",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8089",
            description = "Where the upstream answers (default: ${DEFAULT-VALUE}).")
    private String upstream = "http://127.0.0.1:8089";

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

    /**
     * Base address of the upstream: scheme, host and port.
     *
     * @throws IllegalArgumentException that names the option, where it is anything else
     */
    public URI upstream() {
        return BaseUrl.parse(upstream)
                .orElseThrow(() -> new IllegalArgumentException(
                        "--upstream must be " + BaseUrl.ALLOWED + ", not '" + upstream + "'"));
    }

    boolean help() {
        return help;
    }

    boolean exitWithParent() {
        return exitWithParent;
    }

    /**
     * Checks what a single option's type can't say; a server with options of its own adds its checks.
     *
     * @throws IllegalArgumentException that names the option and what is allowed
     */
    public void check() {
        bounds("--port", port, 0, 65_535);
        upstream();
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

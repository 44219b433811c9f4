package claimbench.harness.dashboard;

import claimbench.harness.run.SearchPath;
import claimbench.harness.run.Tool;
import claimbench.harness.run.TrialFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Prometheus as it is installed.
 *
 * @param server the program itself
 * @param version as it says it
 */
public record PrometheusProgram(Path server, String version) {
    /** Names it where it is not on the search path. */
    public static final String VARIABLE = "CLAIMBENCH_PROMETHEUS";

    /** What to say where it is missing. */
    public static final String INSTALL =
            "install it (Debian, Ubuntu: sudo apt install prometheus; macOS: brew install prometheus; others:"
                    + " https://prometheus.io/download), or name it with --prometheus PATH or " + VARIABLE
                    + "; with containers instead: docker compose -f dashboards/compose.yaml up";

    private static final String NAME = "prometheus";
    private static final String TOOL = "promtool";

    /** The first that back-fills: {@code promtool tsdb create-blocks-from openmetrics}. */
    private static final int MAJOR_MIN = 2;

    private static final int MINOR_MIN = 26;
    private static final String WHY =
            "older ones lack functions that the dashboards ask with (last_over_time), and before 2.24 none loads a stored run";

    private static final Duration SAYS_ITS_VERSION_WITHIN = Duration.ofSeconds(20);
    private static final Pattern VERSION =
            Pattern.compile("prometheus, version (?<text>(?<major>\\d+)\\.(?<minor>\\d+)\\S*)");

    /**
     * Finds it, and asks it for its version.
     *
     * @param named by the user; null for the environment's, or else the search path's
     * @param folder for what it says
     * @throws TrialFailure where there is none, or none that is new enough: what to do is in the message
     */
    public static PrometheusProgram find(@Nullable Path named, Path folder) throws TrialFailure, InterruptedException {
        String variable = System.getenv(VARIABLE);
        Path server;
        if (named != null) {
            server = program(named, "--prometheus");
        } else if (variable != null && !variable.isEmpty()) {
            server = program(Path.of(variable), VARIABLE);
        } else {
            server = SearchPath.find(NAME)
                    .orElseThrow(() -> new TrialFailure("Prometheus is not on the search path: " + INSTALL));
        }
        return new PrometheusProgram(server, version(server, folder));
    }

    private static Path program(Path file, String by) throws TrialFailure {
        Path program = Files.isDirectory(file) ? file.resolve(NAME) : file;
        if (!Files.isExecutable(program) || Files.isDirectory(program)) {
            throw new TrialFailure(by + " names " + file + ", and there is no program: " + INSTALL);
        }
        return program;
    }

    private static String version(Path server, Path folder) throws TrialFailure, InterruptedException {
        String said = Tool.run(
                server.toString(),
                List.of(server.toString(), "--version"),
                folder.resolve("version.txt"),
                SAYS_ITS_VERSION_WITHIN);
        Matcher matcher = VERSION.matcher(said);
        if (!matcher.find()) {
            throw new TrialFailure(server + " does not say that it is Prometheus: it says '"
                    + said.lines().findFirst().orElse("") + "'");
        }
        int major = Integer.parseInt(matcher.group("major"));
        int minor = Integer.parseInt(matcher.group("minor"));
        if (major < MAJOR_MIN || (major == MAJOR_MIN && minor < MINOR_MIN)) {
            throw new TrialFailure("%s is Prometheus %s; %d.%d or later is needed, since %s: %s"
                    .formatted(server, matcher.group("text"), MAJOR_MIN, MINOR_MIN, WHY, INSTALL));
        }
        return matcher.group("text");
    }

    /**
     * The tool that loads a stored run, which every package has beside the program.
     *
     * @throws TrialFailure where it is missing
     */
    public Path promtool() throws TrialFailure {
        Path beside = server.resolveSibling(TOOL);
        Optional<Path> found = Files.isExecutable(beside) ? Optional.of(beside) : SearchPath.find(TOOL);
        return found.orElseThrow(() -> new TrialFailure("there is " + server + ", but no " + TOOL
                + " beside it or on the search path, which a stored run is loaded with: " + INSTALL));
    }
}

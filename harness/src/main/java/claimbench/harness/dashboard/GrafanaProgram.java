package claimbench.harness.dashboard;

import claimbench.harness.run.SearchPath;
import claimbench.harness.run.TrialFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Grafana as it is installed.
 *
 * @param command that starts the server, without options
 * @param home its folder with {@code conf/defaults.ini} and {@code public}
 */
public record GrafanaProgram(List<String> command, Path home) {
    /** Names it where it is not on the search path. */
    public static final String VARIABLE = "CLAIMBENCH_GRAFANA";

    /** Newer versions have one program for all; the older name still starts the server alone. */
    private static final String ALL = "grafana";

    private static final String SERVER = "grafana-server";
    private static final String HOME_VARIABLE = "GF_PATHS_HOME";

    /** Where packages put it: of Debian, of Homebrew on both kinds of Mac. */
    private static final List<Path> USUAL_HOMES = List.of(
            Path.of("/usr/share/grafana"),
            Path.of("/opt/homebrew/opt/grafana/share/grafana"),
            Path.of("/usr/local/opt/grafana/share/grafana"));

    /**
     * Finds it.
     *
     * @param named by the user; null for the environment's, or else the search path's
     * @return empty where there is none and nobody named one
     * @throws TrialFailure where the one that was named is none
     */
    public static Optional<GrafanaProgram> find(@Nullable Path named) throws TrialFailure {
        String variable = System.getenv(VARIABLE);
        Path wanted = named != null ? named : variable == null || variable.isEmpty() ? null : Path.of(variable);
        if (wanted == null) {
            Optional<Path> found = SearchPath.find(ALL).or(() -> SearchPath.find(SERVER));
            // One that lacks its home is no reason to show nothing.
            return found.flatMap(program -> home(program).map(home -> of(program, home)));
        }
        if (!Files.isExecutable(wanted) || Files.isDirectory(wanted)) {
            throw new TrialFailure((named == null ? VARIABLE : "--grafana") + " names " + wanted
                    + ", and there is no program; it must be Grafana's " + ALL + " or " + SERVER);
        }
        return Optional.of(of(
                wanted,
                home(wanted)
                        .orElseThrow(() -> new TrialFailure("there is " + wanted
                                + ", but no folder of Grafana's with conf/defaults.ini near it; name that folder in "
                                + HOME_VARIABLE))));
    }

    private static GrafanaProgram of(Path program, Path home) {
        boolean serverAlone = program.getFileName().toString().equals(SERVER);
        return new GrafanaProgram(
                serverAlone ? List.of(program.toString()) : List.of(program.toString(), "server"), home);
    }

    private static Optional<Path> home(Path program) {
        String variable = System.getenv(HOME_VARIABLE);
        Stream<Path> named = variable == null || variable.isEmpty() ? Stream.empty() : Stream.of(Path.of(variable));
        return Stream.of(named, above(program), USUAL_HOMES.stream())
                .flatMap(each -> each)
                .filter(home -> Files.isRegularFile(home.resolve("conf/defaults.ini")))
                .findFirst();
    }

    /** An unpacked archive has its program in {@code bin}. */
    private static Stream<Path> above(Path program) {
        try {
            return Stream.iterate(program.toRealPath().getParent(), folder -> folder != null, Path::getParent)
                    .limit(2);
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}

package claimbench.contract;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The routes of a target, each with the parameters it knows. */
public enum Route {
    PLAINTEXT("/plaintext"),
    WAIT("/wait", WaitRequest.MS),
    FANOUT(
            "/fanout",
            FanoutRequest.CALLS,
            FanoutRequest.MODE,
            FanoutRequest.MS,
            FanoutRequest.DISTRIBUTION,
            FanoutRequest.SEED),
    CPU("/cpu", CpuRequest.TASKS, CpuRequest.UNITS, CpuRequest.MODE),
    HEALTH("/health"),
    ABOUT("/about"),
    METRICS("/metrics");

    private static final Map<String, Route> BY_PATH =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Route::path, Function.identity()));

    private final String path;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of, of immutable parameters
    private final List<Parameter<?>> parameters;

    Route(String path, Parameter<?>... parameters) {
        this.path = path;
        this.parameters = List.of(parameters);
    }

    /**
     * The route that a request is for.
     *
     * @throws ProblemException 404 for a path that no route has, 405 for a method that the route does not take
     */
    public static Route resolve(String method, String path) {
        Route route = BY_PATH.get(path);
        if (route == null) {
            throw new ProblemException(Problem.unknownRoute(path));
        }
        if (!method.equals("GET") && !method.equals("HEAD")) {
            throw new ProblemException(Problem.wrongMethod(method, route));
        }
        return route;
    }

    static String paths() {
        return Arrays.stream(values()).map(Route::path).collect(Collectors.joining(", "));
    }

    public String path() {
        return path;
    }

    public List<Parameter<?>> parameters() {
        return parameters;
    }

    /**
     * The request's arguments; unknown and repeated ones are refused.
     *
     * @param rawQuery as sent, without the question mark; null when there is none
     */
    public Arguments arguments(@Nullable String rawQuery) {
        return Arguments.parse(rawQuery, parameters);
    }

    /** Whether this route is work that is measured, rather than a view of the server itself. */
    public boolean isWork() {
        return switch (this) {
            case PLAINTEXT, WAIT, FANOUT, CPU -> true;
            case HEALTH, ABOUT, METRICS -> false;
        };
    }
}

package claimbench.contract;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The routes of a target, each with its method and the parameters it knows. */
public enum Route {
    PLAINTEXT("/plaintext"),
    WAIT("/wait", WaitRequest.MS),
    FANOUT(
            "/fanout",
            FanoutRequest.CALLS,
            FanoutRequest.MODE,
            FanoutRequest.MS,
            FanoutRequest.DISTRIBUTION,
            FanoutRequest.SEED,
            FanoutRequest.FAILING,
            FanoutRequest.ON_ERROR),
    USER("/users/{id}"),
    NEW_USER(Method.POST, "/users", NewUserRequest.NOTIFY, NewUserRequest.MAIL_MS),
    PROFILE("/profile/{id}", ProfileRequest.MODE, ProfileRequest.DB_MS, ProfileRequest.API_MS),
    ANSWER("/answer", AnswerRequest.TOKENS, AnswerRequest.GAP_MS, AnswerRequest.MODE),
    DEADLINE("/deadline", DeadlineRequest.TIMEOUT_MS, DeadlineRequest.MS),
    RETRY("/retry", RetryRequest.FAILURES, RetryRequest.ATTEMPTS),
    CPU("/cpu", CpuRequest.TASKS, CpuRequest.UNITS, CpuRequest.MODE),
    MIXED(
            "/mixed",
            MixedRequest.TASKS,
            MixedRequest.TOTAL_MS,
            MixedRequest.IO_SHARE,
            MixedRequest.MODE,
            MixedRequest.UNITS_PER_MS),
    BLOCK("/block", BlockRequest.MS, BlockRequest.WHERE),
    HEALTH("/health"),
    ABOUT("/about"),
    METRICS("/metrics");

    /** How a route is asked. HEAD goes wherever GET does. */
    private enum Method {
        GET("GET, HEAD", "GET and HEAD are"),
        POST("POST", "POST is");

        private final String allow;
        private final String allowed;

        Method(String allow, String allowed) {
            this.allow = allow;
            this.allowed = allowed;
        }

        private boolean takes(String method) {
            return method.equals(name()) || (this == GET && method.equals("HEAD"));
        }
    }

    /** What stands for the variable at the end of a path. */
    private static final String ID_VARIABLE = "{id}";

    private static final Map<String, Route> BY_PATH =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Route::prefix, Function.identity()));

    private final Method method;
    private final String path;
    private final String prefix;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of, of immutable parameters
    private final List<Parameter<?>> parameters;

    Route(String path, Parameter<?>... parameters) {
        this(Method.GET, path, parameters);
    }

    Route(Method method, String path, Parameter<?>... parameters) {
        this.method = method;
        this.path = path;
        this.prefix = path.replace(ID_VARIABLE, "");
        this.parameters = List.of(parameters);
    }

    /**
     * The route that a request is for.
     *
     * @throws ProblemException 404 for a path that no route has, 405 for a method that the route does not take
     */
    public static Route resolve(String method, String path) {
        Route route = BY_PATH.get(path);
        if (route == null || route.hasId()) {
            route = withId(path);
        }
        if (route == null) {
            throw new ProblemException(Problem.unknownRoute(path));
        }
        if (!route.method.takes(method)) {
            throw new ProblemException(Problem.wrongMethod(method, route));
        }
        return route;
    }

    /** The route of a path that ends with one segment as its variable; null where there is none. */
    private static @Nullable Route withId(String path) {
        int slash = path.lastIndexOf('/');
        Route route = slash < 0 || slash == path.length() - 1 ? null : BY_PATH.get(path.substring(0, slash + 1));
        return route != null && route.hasId() ? route : null;
    }

    static String paths() {
        return Arrays.stream(values()).map(Route::path).collect(Collectors.joining(", "));
    }

    /** As it is written in documents and labels: with {@code {id}} where the path has a variable. */
    public String path() {
        return path;
    }

    private String prefix() {
        return prefix;
    }

    private boolean hasId() {
        return path.endsWith(ID_VARIABLE);
    }

    /** The methods that this route takes, as the header Allow has them. */
    public String allow() {
        return method.allow;
    }

    /** The same in words. */
    String allowed() {
        return method.allowed;
    }

    /** Of the query. */
    public List<Parameter<?>> parameters() {
        return parameters;
    }

    /**
     * What a request asks of this route; unknown and repeated parameters are refused.
     *
     * @param request resolved to this route
     */
    public Arguments arguments(ClientRequest request) {
        Arguments query = Arguments.parse(request.rawQuery(), parameters).withBody(request.body());
        return hasId() ? query.with(UserRequest.ID, request.path().substring(prefix.length())) : query;
    }

    /**
     * What a query asks of this route, whose path has no variable.
     *
     * @param rawQuery as sent, without the question mark; null when there is none
     */
    public Arguments arguments(@Nullable String rawQuery) {
        return Arguments.parse(rawQuery, parameters);
    }

    /** Whether this route is work that is measured, rather than a view of the server itself. */
    public boolean isWork() {
        return switch (this) {
            case HEALTH, ABOUT, METRICS -> false;
            default -> true;
        };
    }

    /** Whether this route's work keeps a core busy: what must not be taken on without bound. */
    public boolean isCpuWork() {
        return this == CPU || this == MIXED;
    }

    /** The word that a request's meters are told apart by beside its route; null where the route has no such parameter. */
    public @Nullable WireName mode(Arguments arguments) {
        return switch (this) {
            case FANOUT -> arguments.get(FanoutRequest.MODE);
            case NEW_USER -> arguments.get(NewUserRequest.NOTIFY);
            case PROFILE -> arguments.get(ProfileRequest.MODE);
            case ANSWER -> arguments.get(AnswerRequest.MODE);
            case CPU -> arguments.get(CpuRequest.MODE);
            case MIXED -> arguments.get(MixedRequest.MODE);
            case BLOCK -> arguments.get(BlockRequest.WHERE);
            default -> null;
        };
    }
}

package claimbench.kit;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.MeterNames;
import claimbench.contract.Route;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code /metrics}, of the routes that work with a database, a stream, the background; and labels that stay few. */
@Facet("metrics of work")
interface WorkMetricsContract extends TargetUnderTest {
    Pattern LABEL = Pattern.compile("(route|mode|outcome)=\"([^\"]*)\"");

    Set<String> MODES = Set.of(
            "none", "serial", "concurrent", "parallel", "background", "awaited", "stream", "whole", "loop", "pool");

    int FLOOD = 150;

    long FLOOD_SEED = 20_261_120;

    /** Routes that are work, with their modes, and what names none: each with every outcome. */
    int SERIES_MAX = 30 * 4;

    Set<String> OUTCOMES = Set.of("success", "client_error", "server_error", "failure");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /users/1                                                     | /users/{id}   | none       | success
            /users/2147483647                                            | /users/{id}   | none       | client_error
            /profile/1?mode=serial&db-ms=0&api-ms=0                      | /profile/{id} | serial     | success
            /profile/1?mode=concurrent&db-ms=0&api-ms=0                  | /profile/{id} | concurrent | success
            /answer?tokens=2&gap-ms=0&mode=stream                        | /answer       | stream     | success
            /answer?tokens=2&gap-ms=0&mode=whole                         | /answer       | whole      | success
            /deadline?timeout-ms=9999&ms=0                               | /deadline     | none       | success
            /retry?failures=1&attempts=1                                 | /retry        | none       | server_error
            /mixed?tasks=1&total-ms=1&io-share=1&mode=serial             | /mixed        | serial     | success
            /mixed?tasks=1&total-ms=1&io-share=1&mode=concurrent         | /mixed        | concurrent | success
            /block?ms=0&where=loop                                       | /block        | loop       | success
            /block?ms=0&where=pool                                       | /block        | pool       | success
            """)
    default void workIsCountedByRouteModeAndOutcome(String target, String route, String mode, String outcome)
            throws Exception {
        if (route.contains("{id}")) {
            needsDatabase();
        }
        needsUpstream();
        new RequestCount(route, mode, outcome).assertCounts(this, () -> get(target));
    }

    @Test
    default void newUserIsCountedByNotification() throws Exception {
        needsDatabase();
        needsUpstream();
        new RequestCount("/users", "awaited", "success")
                .assertCounts(this, () -> post(NewUserContract.AWAITED, NewUserContract.ADA));
    }

    @Test
    default void streamThatItsClientLeavesIsCountedAsAFailure() throws Exception {
        needsUpstream();
        upstream().willStep(1);
        new RequestCount("/answer", "stream", "failure").assertCounts(this, () -> {
            try (RawConnection connection = connect()) {
                connection.send(RawConnection.get("/answer?tokens=5&gap-ms=0&mode=stream"));
                connection.readHead();
            }
        });
    }

    @Test
    default void labelsStayFewWhateverIsAsked() throws IOException {
        for (String target : List.of(
                "/users/17",
                "/users/x",
                "/users/1/2",
                "/profile/3",
                "/no/such/route",
                "/answer?mode=none",
                "/metrics/x")) {
            get(target);
        }
        Set<String> routes = Arrays.stream(Route.values()).map(Route::path).collect(Collectors.toSet());
        for (String line : get("/metrics").body().split("\n", -1)) {
            Matcher label = LABEL.matcher(line.startsWith("http_server_requests_seconds_count") ? line : "");
            while (label.find()) {
                switch (label.group(1)) {
                    case "route" ->
                        assertThat(label.group(2))
                                .as("the route in %s", line)
                                .matches(value -> value.equals(MeterNames.ROUTE_NONE) || routes.contains(value));
                    case "mode" ->
                        assertThat(label.group(2)).as("the mode in %s", line).isIn(MODES);
                    default ->
                        assertThat(label.group(2)).as("the outcome in %s", line).isIn(OUTCOMES);
                }
            }
        }
    }

    @Test
    default void floodOfPathsMakesNoNewSeries() throws IOException {
        get("/no/such/route");
        get("/users/x");
        var random = new SplittableRandom(FLOOD_SEED);
        for (int request = 0; request < FLOOD; request++) {
            String path = Long.toString(random.nextLong() >>> 1, Character.MAX_RADIX);
            get(request % 2 == 0 ? "/" + path : "/users/" + path);
        }
        int series = Meters.of(this).lines("http_server_requests_seconds_count").size();
        assertThat(series)
                .as("series of requests, after %d different paths", FLOOD)
                .isLessThanOrEqualTo(SERIES_MAX);
    }

    @Test
    default void poolOfTheDatabaseIsMeasured() throws IOException {
        needsDatabase();
        get("/users/1");
        assertThat(gauge("claimbench_database_connections", "state=\"size\"")).isPositive();
        assertThat(gauge("claimbench_database_connections", "state=\"active\"")).isNotNegative();
        assertThat(gauge("claimbench_database_queued")).isNotNegative();
    }

    @Test
    default void backgroundIsMeasured() throws IOException {
        assertThat(gauge(BackgroundWork.TASKS, BackgroundWork.RUNNING)).isNotNegative();
        assertThat(gauge(BackgroundWork.TASKS, BackgroundWork.WAITING)).isNotNegative();
    }

    @Test
    default void settingsSayHowQuickACoreIs() throws IOException {
        assertThat(get("/about").json().required("settings").path("unitsPerMs").asDouble())
                .as("unitsPerMs among the settings of /about")
                .isPositive();
    }
}

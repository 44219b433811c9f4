package claimbench.kit;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.Route;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Bad parameters: 400, a problem that names the parameter and what is allowed, and a connection that survives. */
@Facet("arguments")
interface ArgumentContract extends TargetUnderTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # target                                          | parameter    | the detail says
            /wait                                             | ms           | a whole number from 0 to 60000
            /wait?                                            | ms           | a whole number from 0 to 60000
            /wait?ms                                          | ms           | a whole number from 0 to 60000
            /wait?ms=                                         | ms           | a whole number from 0 to 60000
            /wait?ms=abc                                      | ms           | a whole number from 0 to 60000
            /wait?ms=-1                                       | ms           | a whole number from 0 to 60000
            /wait?ms=60001                                    | ms           | a whole number from 0 to 60000
            /wait?ms=99999999999999999999                     | ms           | a whole number from 0 to 60000
            /wait?ms=1.5                                      | ms           | a whole number from 0 to 60000
            /wait?ms=1&ms=1                                   | ms           | more than once
            /wait?ms=1&ms=2                                   | ms           | more than once
            /wait?ms=1&time=2                                 | time         | allowed: ms
            /wait?MS=1                                        | MS           | allowed: ms
            /plaintext?ms=1                                   | ms           | allowed: none
            /health?deep=true                                 | deep         | allowed: none
            /about?x=1                                        | x            | allowed: none
            /metrics?name=x                                   | name         | allowed: none
            /fanout?mode=serial&ms=1                          | calls        | a whole number from 1 to 1000
            /fanout?calls=0&mode=serial&ms=1                  | calls        | a whole number from 1 to 1000
            /fanout?calls=1001&mode=serial&ms=1               | calls        | a whole number from 1 to 1000
            /fanout?calls=2&ms=1                              | mode         | one of serial, concurrent
            /fanout?calls=2&mode=parallel&ms=1                | mode         | one of serial, concurrent
            /fanout?calls=2&mode=SERIAL&ms=1                  | mode         | one of serial, concurrent
            /fanout?calls=2&mode=serial                       | ms           | whole numbers from 0 to 60000, joined by commas
            /fanout?calls=2&mode=serial&ms=1,                 | ms           | whole numbers from 0 to 60000, joined by commas
            /fanout?calls=2&mode=serial&ms=1,60001            | ms           | whole numbers from 0 to 60000, joined by commas
            /fanout?calls=2&mode=serial&ms=1,2,3              | ms           | one for each of the 2 calls
            /fanout?calls=2&mode=serial&ms=1&distribution=odd | distribution | one of fixed, exponential, lognormal
            /fanout?calls=2&mode=serial&ms=1&seed=x           | seed         | a whole number from
            /cpu?units=1&mode=serial                          | tasks        | a whole number from 1 to 1000
            /cpu?tasks=1001&units=1&mode=serial               | tasks        | a whole number from 1 to 1000
            /cpu?tasks=1&mode=serial                          | units        | a whole number from 1 to 10000
            /cpu?tasks=1&units=0&mode=serial                  | units        | a whole number from 1 to 10000
            /cpu?tasks=1&units=1                              | mode         | one of serial, concurrent, parallel
            /cpu?tasks=1&units=1&mode=fast                    | mode         | one of serial, concurrent, parallel
            """)
    default void badParameterIsNamedWithWhatIsAllowed(String target, String parameter, String says) throws IOException {
        assertBadParameter(this, target, parameter, says);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/wait?ms=%", "/wait?ms=%zz", "/wait?%f=1"})
    default void malformedPercentEncodingIsRefused(String target) throws IOException {
        RawResponse response = get(target);
        assertProblem(response, 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/wait?ms=%31", "/wait?%6Ds=1", "/wait?ms=%31&"})
    default void percentEncodingIsDecodedInNamesAndValues(String target) throws IOException {
        RawResponse response = get(target);
        if (target.endsWith("&")) {
            assertProblem(response, 400); // what follows the ampersand is a parameter without a name
        } else {
            assertThat(response.body()).isEqualTo("{\"waitedMs\":1}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nothing", "/plaintext/", "/PLAINTEXT", "/plaintext/more", "/nothing?ms=1"})
    default void unknownRouteIsNotFound(String target) throws IOException {
        try (RawConnection connection = connect()) {
            RawResponse response = connection.exchange(target);
            assertProblem(response, 404);
            assertThat(response.json().required("detail").asString())
                    .as("the problem must say which routes there are")
                    .contains("/plaintext", "/wait", "/fanout", "/cpu", "/health", "/about", "/metrics");
            assertSurvives(connection);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW"})
    default void wrongMethodIsNotAllowed(String method) throws IOException {
        try (RawConnection connection = connect()) {
            connection.send(RawConnection.request(method, "/plaintext", "Content-Length: 0"));
            RawResponse response = connection.read();
            assertProblem(response, 405);
            assertThat(response.header("Allow").split(", *"))
                    .as("405 must say which methods are allowed")
                    .containsExactlyInAnyOrder("GET", "HEAD");
            assertSurvives(connection);
        }
    }

    @ParameterizedTest
    @EnumSource
    default void noRouteTakesAnotherMethodThanItsOwn(Route route) throws IOException {
        try (RawConnection connection = connect()) {
            for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
                if (List.of(route.allow().split(", ")).contains(method)) {
                    continue;
                }
                connection.send(RawConnection.request(method, EdgeRequest.path(route), "Content-Length: 0"));
                RawResponse response = connection.read();
                assertProblem(response, 405);
                assertThat(response.header("Allow").split(", *"))
                        .as("405 must say which methods are allowed")
                        .containsExactlyInAnyOrder(route.allow().split(", "));
            }
            assertSurvives(connection);
        }
    }

    @ParameterizedTest
    @EnumSource
    default void pathThatOnlyLooksLikeARouteIsNotFound(Route route) throws IOException {
        try (RawConnection connection = connect()) {
            String path = EdgeRequest.path(route);
            for (String other : List.of(path.toUpperCase(Locale.ROOT), path + "/more/more", "/more" + path)) {
                connection.send(RawConnection.request(
                        route.allow().startsWith("POST") ? "POST" : "GET", other, "Content-Length: 0"));
                RawResponse response = connection.read();
                assertProblem(response, 404);
                assertThat(response.json().required("detail").asString())
                        .as("the problem must say which routes there are")
                        .contains(Arrays.stream(Route.values()).map(Route::path).toList());
            }
            assertSurvives(connection);
        }
    }

    /** Each parameter of each route: what is missing, empty, repeated, or just beyond what is allowed. */
    @ParameterizedTest
    @MethodSource("claimbench.kit.EdgeRequest#refused")
    default void everyParameterOfEveryRouteHasItsBounds(EdgeRequest request) throws IOException {
        try (RawConnection connection = connect()) {
            connection.send(request.bytes());
            assertNames(connection.read(), request.parameter(), request.says());
            assertSurvives(connection);
        }
    }

    @Test
    default void wrongMethodWithBodyIsNotAllowedAndTheBodyIsNotTakenForARequest() throws IOException {
        try (RawConnection connection = connect()) {
            connection.send(RawConnection.request("POST", "/plaintext", "Content-Length: 28")
                    + "GET /health HTTP/1.1\r\nA: b\r\n");
            assertProblem(connection.read(), 405);
            assertSurvives(connection);
        }
    }

    static void assertSurvives(RawConnection connection) throws IOException {
        assertThat(connection.exchange("/plaintext").body())
                .as("the connection must survive a request that is refused")
                .isEqualTo("Hello, World!");
    }

    /** A parameter that is refused by name, with what is allowed, on a connection that survives. */
    static void assertBadParameter(TargetUnderTest server, String target, String parameter, String says)
            throws IOException {
        try (RawConnection connection = server.connect()) {
            assertNames(connection.exchange(target), parameter, says);
            assertSurvives(connection);
        }
    }

    private static void assertNames(RawResponse response, String parameter, String says) {
        assertProblem(response, 400);
        JsonNode problem = response.json();
        assertThat(problem.required("parameter").asString())
                .as("the problem must name the parameter")
                .isEqualTo(parameter);
        assertThat(problem.required("detail").asString())
                .as("the problem must say what is allowed")
                .contains(says);
    }

    /** The form of every refusal. */
    static void assertProblem(RawResponse response, int status) {
        assertThat(response.status()).as("the status").isEqualTo(status);
        assertThat(response.header("Content-Type"))
                .as("a refusal is a problem as RFC 9457 has it")
                .isEqualTo("application/problem+json");
        assertThat(response.json().required("status").asInt())
                .as("the problem repeats the status")
                .isEqualTo(status);
        assertThat(response.json().required("title").asString()).isNotEmpty();
        assertThat(response.json().required("detail").asString()).isNotEmpty();
    }
}

package claimbench.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "plaintext",
                "/plaintext/",
                "/Plaintext",
                "/generate",
                "/users/",
                "/users/1/2",
                "/profile",
                "//"
            })
    void pathOfNoRouteIsNotFound(String path) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Route.resolve("GET", path))
                .satisfies(e -> assertThat(e.problem().status()).isEqualTo(404))
                .withMessage("no route " + path
                        + "; there are /plaintext, /wait, /fanout, /users/{id}, /users, /profile/{id},"
                        + " /answer, /deadline, /retry, /cpu, /mixed, /block, /health, /about, /metrics");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "get", ""})
    void methodOtherThanGetAndHeadIsNotAllowed(String method) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Route.resolve(method, "/wait"))
                .satisfies(e -> assertThat(Answer.of(e.problem()).headers()).containsEntry("Allow", "GET, HEAD"))
                .satisfies(e -> assertThat(e.problem().status()).isEqualTo(405))
                .withMessage(method + " is not allowed on /wait; GET and HEAD are");
    }

    @Test
    void newUserIsPosted() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Route.resolve("GET", "/users"))
                .satisfies(e -> assertThat(Answer.of(e.problem()).headers()).containsEntry("Allow", "POST"))
                .withMessage("GET is not allowed on /users; POST is");
    }

    @Test
    void variableOfAPathIsAnArgumentWithBounds() {
        assertThat(UserRequest.from(Route.USER.arguments(get("/users/7", null))).id())
                .isEqualTo(7);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> UserRequest.from(Route.USER.arguments(get("/users/0", null))))
                .withMessage("id must be a whole number from 1 to 2147483647, not '0'");
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Route.USER.arguments(get("/users/7", "id=8")))
                .withMessage("unknown parameter 'id'; allowed: none");
    }

    private static ClientRequest get(String path, @Nullable String rawQuery) {
        return new ClientRequest("GET", path, rawQuery, null);
    }

    @ParameterizedTest
    @EnumSource
    void everyRouteIsFoundByItsPath(Route route) {
        String path = route.path().replace("{id}", "7");
        if (route == Route.NEW_USER) {
            assertThat(Route.resolve("POST", path)).isEqualTo(route);
        } else {
            assertThat(Route.resolve("GET", path)).isEqualTo(route);
            assertThat(Route.resolve("HEAD", path)).isEqualTo(route);
        }
    }
}

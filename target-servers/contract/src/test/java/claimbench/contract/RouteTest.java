package claimbench.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "plaintext", "/plaintext/", "/Plaintext", "/generate"})
    void pathOfNoRouteIsNotFound(String path) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Route.resolve("GET", path))
                .satisfies(e -> assertThat(e.problem().status()).isEqualTo(404))
                .withMessage(
                        "no route " + path + "; there are /plaintext, /wait, /fanout, /cpu, /health, /about, /metrics");
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

    @ParameterizedTest
    @EnumSource
    void everyRouteIsFoundByItsPath(Route route) {
        assertThat(Route.resolve("GET", route.path())).isEqualTo(route);
        assertThat(Route.resolve("HEAD", route.path())).isEqualTo(route);
    }
}

package claimbench.kit;

import static claimbench.kit.ArgumentContract.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.Json;
import claimbench.contract.User;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /users/{id}}: a row of the database, as it was seeded. */
@Facet("users")
interface UserContract extends TargetUnderTest {
    /** No database is given this id by counting. */
    int NOBODY = Integer.MAX_VALUE;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4_711, User.SEEDED})
    default void userIsTheRowThatTheDatabaseWasSeededWith(int id) throws IOException {
        needsDatabase();
        RawResponse response = get("/users/" + id);
        assertThat(response.status()).as("the status").isEqualTo(200);
        assertThat(response.header("Content-Type")).isEqualTo("application/json");
        assertThat(response.body()).isEqualTo(Json.MAPPER.writeValueAsString(User.seeded(id)));
    }

    @Test
    default void userWhoIsNotThereIsNotFoundAndTheConnectionSurvives() throws IOException {
        needsDatabase();
        try (RawConnection connection = connect()) {
            RawResponse response = connection.exchange("/users/" + NOBODY);
            assertProblem(response, 404);
            assertThat(response.json().required("detail").asString()).contains(Integer.toString(NOBODY));
            assertThat(connection.exchange("/users/1").status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-1", "2147483648", "99999999999999999999", "abc", "1.5", "+1", "1%20", "%31", "1;a=b"})
    default void idOutOfBoundsIsABadParameter(String id) throws IOException {
        RawResponse response = get("/users/" + id);
        assertProblem(response, 400);
        assertThat(response.json().required("parameter").asString()).isEqualTo("id");
        assertThat(response.json().required("detail").asString()).contains("a whole number from 1 to 2147483647");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/users/", "/users/1/", "/users/1/2", "/users//1", "/Users/1", "/user/1", "/profile", "/profile/"
            })
    default void pathThatIsNotQuiteTheRoutesIsNotFound(String path) throws IOException {
        assertProblem(get(path), 404);
    }

    @Test
    default void idInTheQueryIsUnknown() throws IOException {
        RawResponse response = get("/users/1?id=2");
        assertProblem(response, 400);
        assertThat(response.json().required("detail").asString()).contains("allowed: none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    default void userIsOnlyRead(String method) throws IOException {
        try (RawConnection connection = connect()) {
            connection.send(RawConnection.request(method, "/users/1", "Content-Length: 0"));
            RawResponse response = connection.read();
            assertProblem(response, 405);
            assertThat(response.header("Allow").split(", *")).containsExactlyInAnyOrder("GET", "HEAD");
        }
    }

    @Test
    default void hundredUsersAreReadAtTheSameTime() throws Exception {
        needsDatabase();
        Crowd.of(100, this::connect).each((index, connection) -> {
            RawResponse response = connection.exchange("/users/" + (index + 1));
            assertThat(response.body()).isEqualTo(Json.MAPPER.writeValueAsString(User.seeded(index + 1)));
        });
    }
}

package claimbench.kit;

import static claimbench.kit.ArgumentContract.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.HttpLimits;
import claimbench.contract.Json;
import claimbench.contract.MailRequest;
import claimbench.contract.User;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /users}: the row that is made, and the bodies that are refused; the mail has a facet of its own. */
@Facet("new users")
interface NewUserContract extends TargetUnderTest {
    String ADA = "{\"name\":\"Ada\",\"email\":\"ada@example.org\"}";
    String AWAITED = "/users?notify=awaited&mail-ms=0";
    String BACKGROUND = "/users?notify=background&mail-ms=0";

    @ParameterizedTest
    @ValueSource(strings = {AWAITED, BACKGROUND})
    default void newUserIsFoundWhereTheAnswerSays(String target) throws Exception {
        needsDatabase();
        needsUpstream();
        RawResponse response = post(target, ADA);
        int id = assertCreated(response);
        assertThat(get(response.header("Location")).body())
                .as("the row, as soon as the answer is there")
                .isEqualTo(Json.MAPPER.writeValueAsString(new User(id, "Ada", "ada@example.org")));
        upstream().awaitReceived(1);
    }

    @Test
    default void everyNewUserIsAnotherOne() throws IOException {
        needsDatabase();
        needsUpstream();
        int first = assertCreated(post(AWAITED, ADA));
        int second = assertCreated(post(AWAITED, ADA));
        assertThat(second).isNotEqualTo(first);
        assertThat(first).as("the seeded users stay").isGreaterThan(User.SEEDED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "阿达 · Ådá · 🚀",
                "'); drop table users; --",
                "$1 ? :name",
                "\\\"quoted\\\" \\\\ and \\u0041",
                "<b>bold</b>\\nnext line"
            })
    default void nameIsKeptAsItWasSent(String name) throws IOException {
        needsDatabase();
        needsUpstream();
        String body = "{\"name\":\"" + name + "\",\"email\":\"ada@example.org\"}";
        RawResponse response = post(AWAITED, body);
        assertCreated(response);
        assertThat(get(response.header("Location")).json().required("name").asString())
                .isEqualTo(Json.MAPPER.readTree(body).required("name").asString());
    }

    @Test
    default void longestNameAndAddressAreTaken() throws IOException {
        needsDatabase();
        needsUpstream();
        String email = "a".repeat(252) + "@b";
        RawResponse response = post(AWAITED, "{\"name\":\"" + "n".repeat(100) + "\",\"email\":\"" + email + "\"}");
        assertCreated(response);
        assertThat(get(response.header("Location")).json().required("email").asString())
                .isEqualTo(email);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                              | JSON
            Ada                                             | JSON
            {"name":"Ada","email":"ada@example.org"         | JSON
            {"name":"Ada","email":"ada@example.org"]        | JSON
            null                                            | JSON
            []                                              | JSON
            "Ada"                                           | JSON
            {}                                              | name
            {"name":"Ada"}                                  | email
            {"email":"ada@example.org"}                     | name
            {"name":null,"email":"ada@example.org"}         | name
            {"name":"","email":"ada@example.org"}           | name
            {"name":"a\\u0000b","email":"ada@example.org"}  | name
            {"name":"Ada","email":"a@"}                     | email
            {"name":"Ada","email":"@b"}                     | email
            {"name":"Ada","email":"ada.example.org"}        | email
            {"name":["Ada"],"email":"ada@example.org"}      | JSON
            """)
    default void bodyThatIsNoUserIsRefusedAndTheConnectionSurvives(String body, String says) throws IOException {
        try (RawConnection connection = connect()) {
            connection.send(RawConnection.post(AWAITED, body));
            assertBadBody(connection.read(), says);
            ArgumentContract.assertSurvives(connection);
        }
        assertThat(upstream().received()).as("no mail is sent to nobody").isEmpty();
    }

    @Test
    default void nameOrAddressThatIsTooLongIsRefused() throws IOException {
        String name = "{\"name\":\"" + "n".repeat(101) + "\",\"email\":\"ada@example.org\"}";
        assertBadBody(post(AWAITED, name), "name must be a text of 1 to 100 characters");
        String email = "{\"name\":\"Ada\",\"email\":\"" + "a".repeat(253) + "@b\"}";
        assertBadBody(post(AWAITED, email), "email must be a text of 3 to 254 characters");
    }

    @Test
    default void missingBodyIsRefused() throws IOException {
        try (RawConnection connection = connect()) {
            connection.send(RawConnection.request("POST", AWAITED, "Content-Length: 0"));
            assertBadBody(connection.read(), "JSON");
            ArgumentContract.assertSurvives(connection);
        }
    }

    @Test
    default void bodyBeyondTheLimitIsRefused() throws IOException {
        try (RawConnection connection = connect()) {
            connection.sendAsMuchAsIsTaken(
                    RawConnection.post(AWAITED, ADA + " ".repeat(HttpLimits.DEFAULT.bodyBytesMax())));
            assertProblem(connection.read(), 413);
        }
    }

    @Test
    default void bodyOfTheLimitIsTaken() throws IOException {
        needsDatabase();
        needsUpstream();
        assertCreated(post(AWAITED, ADA + " ".repeat(HttpLimits.DEFAULT.bodyBytesMax() - ADA.length())));
    }

    @Test
    default void bodyMayComeInChunks() throws IOException {
        needsDatabase();
        needsUpstream();
        try (RawConnection connection = connect()) {
            connection.send(RawConnection.request("POST", AWAITED, "Transfer-Encoding: chunked")
                    + chunk(ADA.substring(0, 10)) + chunk(ADA.substring(10)) + "0\r\n\r\n"
                    + RawConnection.get("/plaintext"));
            assertCreated(connection.read());
            assertThat(connection.read().body()).isEqualTo("Hello, World!");
        }
    }

    @Test
    default void bodyMayComeByteByByte() throws IOException {
        needsDatabase();
        needsUpstream();
        try (RawConnection connection = connect()) {
            for (char octet : RawConnection.post(AWAITED, ADA).toCharArray()) {
                connection.send(String.valueOf(octet));
            }
            assertCreated(connection.read());
        }
    }

    @Test
    default void bodyMayWaitForTheServersWord() throws IOException {
        needsDatabase();
        needsUpstream();
        try (RawConnection connection = connect()) {
            connection.send(
                    RawConnection.request("POST", AWAITED, "Content-Length: " + ADA.length(), "Expect: 100-continue"));
            assertThat(connection.read().status()).isEqualTo(100);
            connection.send(ADA);
            assertCreated(connection.read());
        }
    }

    @Test
    default void pipelinedBodiesBelongToTheirOwnRequests() throws IOException {
        needsDatabase();
        needsUpstream();
        String grace = "{\"name\":\"Grace\",\"email\":\"grace@example.org\"}";
        try (RawConnection connection = connect()) {
            connection.send(RawConnection.post(AWAITED, ADA) + RawConnection.post(AWAITED, grace));
            String first = connection.read().header("Location");
            String second = connection.read().header("Location");
            assertThat(connection.exchange(first).json().required("name").asString())
                    .isEqualTo("Ada");
            assertThat(connection.exchange(second).json().required("name").asString())
                    .isEqualTo("Grace");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /users                                | notify  | one of background, awaited
            /users?notify=later                   | notify  | one of background, awaited
            /users?notify=awaited&mail-ms=60001   | mail-ms | a whole number from 0 to 60000
            /users?notify=awaited&mail-ms=x       | mail-ms | a whole number from 0 to 60000
            /users?notify=awaited&notify=awaited  | notify  | more than once
            /users?notify=awaited&name=Ada        | name    | allowed: notify, mail-ms
            """)
    default void badParameterOfANewUserIsNamed(String target, String parameter, String says) throws IOException {
        RawResponse response = post(target, ADA);
        assertProblem(response, 400);
        assertThat(response.json().required("parameter").asString()).isEqualTo(parameter);
        assertThat(response.json().required("detail").asString()).contains(says);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE"})
    default void usersAreOnlyPosted(String method) throws IOException {
        try (RawConnection connection = connect()) {
            connection.send(RawConnection.request(method, AWAITED, "Content-Length: 0"));
            RawResponse response = method.equals("HEAD") ? connection.readHead() : connection.read();
            assertThat(response.status()).isEqualTo(405);
            assertThat(response.header("Allow")).isEqualTo("POST");
            ArgumentContract.assertSurvives(connection);
        }
    }

    @Test
    default void mailTakesAsLongAsTheRequestSays() throws IOException {
        needsDatabase();
        needsUpstream();
        int id = assertCreated(post("/users?notify=awaited&mail-ms=17", ADA));
        int byDefault = assertCreated(post("/users?notify=awaited", ADA));
        assertThat(upstream().received())
                .containsExactly(new MailRequest(id, 17).target(), new MailRequest(byDefault, 2_000).target());
    }

    /** The id of the user who has been made. */
    static int assertCreated(RawResponse response) {
        assertThat(response.status()).as("the status").isEqualTo(201);
        assertThat(response.header("Content-Type")).isEqualTo("application/json");
        int id = response.json().required("id").asInt();
        assertThat(response.header("Location"))
                .as("201 says where the new user is found")
                .isEqualTo("/users/" + id);
        return id;
    }

    private static void assertBadBody(RawResponse response, String says) {
        assertProblem(response, 400);
        assertThat(response.json().required("detail").asString())
                .as("the problem must say what is wrong with the body")
                .contains(says);
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.getBytes(StandardCharsets.UTF_8).length) + "\r\n" + text + "\r\n";
    }
}

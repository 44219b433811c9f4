package claimbench.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewUserRequestTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "[]", "7", "{", "{\"name\":\"Ada\",", "\u0000", "name=Ada"})
    void bodyThatIsNoSuchJsonIsRefusedWithAnExample(String body) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> from(body))
                .satisfies(e -> assertThat(e.problem().status()).isEqualTo(400))
                .withMessage("the body must be JSON such as {\"name\":\"Ada\",\"email\":\"ada@example.org\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'email':'a@b'}|name must be a text of 1 to 100 characters; it is missing",
                "{'name':'','email':'a@b'}|name must be a text of 1 to 100 characters",
                "{'name':'A'}|email must be a text of 3 to 254 characters; it is missing",
                "{'name':'A','email':'abc'}|email must have an at sign between two other characters",
                "{'name':'A','email':'@bc'}|email must have an at sign between two other characters",
                "{'name':'A','email':'ab@'}|email must have an at sign between two other characters",
                "{'name':'A\\u0000','email':'a@b'}|name must be a text of 1 to 100 characters"
            })
    void fieldThatIsMissingOrOutOfItsBoundsIsNamed(String body, String detail) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> from(body.replace('\'', '"')))
                .withMessage(detail);
    }

    @Test
    void longestNameIsTakenAndOneCharacterMoreIsNot() {
        String longest = "x".repeat(NewUserRequest.NAME_CHARS_MAX);
        assertThat(from("{\"name\":\"" + longest + "\",\"email\":\"a@b\"}").name())
                .isEqualTo(longest);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> from("{\"name\":\"x" + longest + "\",\"email\":\"a@b\"}"));
    }

    @Test
    void mailTakesTwoSecondsUnlessTheRequestSaysOtherwise() {
        assertThat(from("{\"name\":\"Ada\",\"email\":\"a@b\"}").mail(7)).isEqualTo(new MailRequest(7, 2_000));
        assertThat(MailRequest.from("user=7&ms=5")).isEqualTo(new MailRequest(7, 5));
    }

    private static NewUserRequest from(String body) {
        return NewUserRequest.from(Route.NEW_USER.arguments(
                new ClientRequest("POST", "/users", "notify=background", null, body.getBytes(StandardCharsets.UTF_8))));
    }
}

package claimbench.http;

import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerHeadsTest {
    @Test
    void headOfWhatWasCreatedIsSentOnceAndTakesNobodysPlace() {
        Answer created = Answer.created("/users/1", Map.of("id", 1));
        assertThat(AnswerHeads.head(created, Persistence.KEEP))
                .asString(StandardCharsets.US_ASCII)
                .contains("Location: /users/1\r\n");
        for (int id = 0; id < 2_000; id++) {
            AnswerHeads.head(Answer.created("/users/" + id, Map.of("id", id)), Persistence.KEEP);
        }
        Answer usual = Answer.text("a length that no other test has: " + "x".repeat(777));
        assertThat(AnswerHeads.head(usual, Persistence.KEEP)).isSameAs(AnswerHeads.head(usual, Persistence.KEEP));
    }
}

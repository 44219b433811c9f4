package claimbench.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TokensRequestTest {

    @Test
    void eventsAreOfTheFormOfAnEventStream() {
        assertThat(new String(TokensRequest.event(0), StandardCharsets.UTF_8))
                .isEqualTo("data: {\"index\":0,\"token\":\"Waiting \"}\n\n");
        assertThat(new String(TokensRequest.done(3), StandardCharsets.UTF_8))
                .isEqualTo("event: done\ndata: {\"tokens\":3}\n\n");
    }

    @Test
    void wholeStreamGivesItsText() {
        assertThat(TokensRequest.text(stream(12)))
                .isEqualTo(TokensRequest.text(12))
                .endsWith("run. Waiting costs ");
    }

    @Test
    void streamThatWasCutOffGivesNoText() {
        byte[] whole = stream(3);
        byte[] cut = Arrays.copyOf(whole, whole.length - TokensRequest.done(3).length);
        assertThatIllegalArgumentException().isThrownBy(() -> TokensRequest.text(cut));
    }

    private static byte[] stream(int tokens) {
        var bytes = new ByteArrayOutputStream();
        for (int index = 0; index < tokens; index++) {
            bytes.writeBytes(TokensRequest.event(index));
        }
        bytes.writeBytes(TokensRequest.done(tokens));
        return bytes.toByteArray();
    }
}

package claimbench.harness.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
    private static final String STREAM = """
            HTTP/1.1 200 OK
            Transfer-Encoding: chunked

            9
            data: a||
            7;x=y
            data: |
            a
            b||data: c
            2
            ||
            0

            """.replace("\n", "\r\n").replace('|', '\n');

    private final AnswerReader reader = new AnswerReader();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1_000})
    void streamIsReadInWhateverPiecesItComes(int pieceBytes) throws Exception {
        assertThat(take(STREAM, pieceBytes)).isTrue();

        assertThat(reader.status()).isEqualTo(200);
        assertThat(reader.body()).isEqualTo("data: a\n\ndata: \nb\n\ndata: c\n\n");
        assertThat(reader.events()).isEqualTo(3);
        assertThat(reader.keepsAlive()).isTrue();
    }

    @Test
    void answerThatLacksItsLastByteIsNotWhole() throws Exception {
        assertThat(take(STREAM.substring(0, STREAM.length() - 1), 10)).isFalse();
        assertThat(take("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab", 10)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            Retry-After: 1, true
            retry-after:20, true
            Retry-After: soon, false
            X-Retry-After: 1, false
            """)
    void refusalSaysWhenToComeBackOrNot(String header, boolean says) throws Exception {
        take("HTTP/1.1 503 Service Unavailable\r\n" + header + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", 5);

        assertThat(reader.status()).isEqualTo(503);
        assertThat(reader.saysWhenToComeBack()).isEqualTo(says);
        assertThat(reader.keepsAlive()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            HTTP/1.0 200 OK~~                               | begins with
            nonsense~~                                      | begins with
            HTTP/1.1 200 OK~~                               | has no length
            HTTP/1.1 200 OK~Content-Length: x~~             | has the length 'x'
            HTTP/1.1 200 OK~Content-Length: 1~~ab           | more than one answer
            HTTP/1.1 200 OK~Transfer-Encoding: chunked~~g~  | has the length 'g'
            """)
    void whatIsNoAnswerIsSaid(String text, String reason) {
        assertThatThrownBy(() -> take(text.replace("~", "\r\n"), 1_000))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(reason);
    }

    private boolean take(String text, int pieceBytes) throws IOException {
        reader.restart();
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        boolean whole = false;
        for (int from = 0; from < bytes.length; from += pieceBytes) {
            assertThat(whole).isFalse();
            whole = reader.take(ByteBuffer.wrap(bytes, from, Math.min(pieceBytes, bytes.length - from)));
        }
        return whole;
    }
}

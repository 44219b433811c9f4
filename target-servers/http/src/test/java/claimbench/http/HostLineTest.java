package claimbench.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostLineTest {
    private static final String SOUND = "GET / HTTP/1.1\r\nhotel: [\r\nHost: a:1\r\nAccept: [\r\n\r\n";

    private final HostLine line = new HostLine();

    @Test
    void soundHostIsTakenEachTimeThatItComes() {
        for (int time = 0; time < 3; time++) {
            assertThat(isFlawed(SOUND)).isFalse();
        }
    }

    @Test
    void hostThatOnlyBeginsAsTheLastSoundOneIsLookedAtAsAWhole() {
        assertThat(isFlawed(SOUND)).isFalse();

        assertThat(List.of("a:1", "a:12", "a:", "a", "A:1", "b:1")).noneMatch(host -> isFlawed(head(host)));
        assertThat(List.of("a:1[", "a:1 ]", "a:1\rb", "a:1,a:1", "a:1\r", ":1", "a:1/"))
                .filteredOn(host -> !isFlawed(head(host)))
                .containsExactly("a:1\r");
    }

    @Test
    void flawedHostIsNotRememberedAsSound() {
        assertThat(isFlawed(head("["))).isTrue();
        assertThat(isFlawed(head("["))).isTrue();
    }

    @Test
    void hostIsTheSameInHoweverManyPiecesItComes() {
        for (String host : List.of("a:1", "a:1", "[", "a:1[")) {
            for (int cut = 1; cut < head(host).length(); cut++) {
                boolean flawed =
                        flaw(head(host).substring(0, cut)) || flaw(head(host).substring(cut));
                line.reset();
                assertThat(flawed).as(host + " cut at " + cut).isEqualTo(host.contains("["));
            }
        }
    }

    private static String head(String host) {
        return "GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
    }

    private boolean isFlawed(String head) {
        boolean flawed = flaw(head);
        line.reset();
        return flawed;
    }

    private boolean flaw(String bytes) {
        return line.flaw(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1))) != null;
    }
}

package claimbench.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostHeaderTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a:",
                "a:80",
                "a:00080",
                "a:0",
                "a:65535",
                "example.org:8080",
                "127.0.0.1:8080",
                "[::1]",
                "[::1]:",
                "[::1]:80",
                "[::ffff:127.0.0.1]:80",
                "a%2Fb",
                "a_b~!$&'()*+,;=c-d"
            })
    void hostWithOrWithoutAPortIsSound(String value) {
        assertThat(HostHeader.isSound(value)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":",
                ":80",
                "a:80:90",
                "a::",
                "::1",
                "a:b",
                "a:-1",
                "a:+1",
                "a:65536",
                "a:000080",
                "a:٣",
                "a b",
                "a/b",
                "user@a",
                "a%",
                "a%2",
                "a%zz",
                "a%2:80",
                "[]",
                "[::1",
                "[::1]80",
                "[::1]]",
                "[::1%25eth0]",
                "[1]",
                "[a.b]",
                "[:::]",
                "é"
            })
    void anythingElseIsNot(String value) {
        assertThat(HostHeader.isSound(value)).isFalse();
    }

    @Test
    void longOneIsLookedAtAtOnce() {
        assertThat(HostHeader.isSound("a".repeat(100_000) + ":")).isTrue();
        assertThat(HostHeader.isSound("%2f".repeat(100_000) + ":x")).isFalse();
    }
}

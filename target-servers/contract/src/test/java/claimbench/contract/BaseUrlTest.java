package claimbench.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "h",
                "h:80",
                "127.0.0.1:80",
                "//h:80",
                "https://h:80",
                "http:h",
                "http://",
                "http:///",
                "http://:80",
                "http://h:x",
                "http://h:65536",
                "http://h:80/path",
                "http://h:80//",
                "http://h:80?a=b",
                "http://h:80/?a=b",
                "http://h:80#a",
                "http://user@h:80",
                "http://h h:80"
            })
    void whatIsNotAnAddressAloneIsNone(String text) {
        assertThat(BaseUrl.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8080,http://127.0.0.1:8080",
        "http://127.0.0.1:8080/,http://127.0.0.1:8080",
        "http://h:65535,http://h:65535",
        "http://h,http://h",
        "http://[::1]:80/,http://[::1]:80"
    })
    void addressIsSchemeHostAndPort(String text, URI url) {
        assertThat(BaseUrl.parse(text)).hasValue(url);
    }
}

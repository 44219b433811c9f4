package claimbench.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestTargetTest {
    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            *,                          *,                none
            x://,                       /,                none
            http://h?a=b,               /,                a=b
            http://h:1/wait?ms=1,       /wait,            ms=1
            http://h/a?u=http://i/b,    /a,               u=http://i/b
            /a?u=http://i/b,            /a,               u=http://i/b
            /a://b,                     /a://b,           none
            //a/b,                      //a/b,            none
            /wait?,                     /wait,            ''
            /wait?a?b,                  /wait,            a?b
            /,                          /,                none
            """)
    void targetHasAPathAndMayHaveAQuery(String target, String path, String query) {
        assertThat(RequestTarget.of(target)).isEqualTo(new RequestTarget(path, query));
    }
}

package claimbench.harness.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BeyondTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0.02    | 0.02 | 1 | 2.0 %
            0.0196  | 0.02 | 1 | 2.0 %
            0.0204  | 0.02 | 1 | 2.04 %
            0.020004| 0.02 | 1 | 2.0004 %
            0.0206  | 0.02 | 1 | 2.1 %
            0.05    | 0.02 | 1 | 5.0 %
            0.01001 | 0.01 | 2 | 1.001 %
            0.804   | 0.8  | 0 | 80.4 %
            0       | 0.02 | 1 | 0.0 %
            Infinity| 0.02 | 1 | Infinity %
            NaN     | 0.02 | 1 | NaN %
            """)
    void figureBeyondItsLimitNeverReadsAsTheLimit(double share, double limit, int decimals, String text) {
        assertThat(Beyond.percent(share, limit, decimals)).isEqualTo(text);
    }
}

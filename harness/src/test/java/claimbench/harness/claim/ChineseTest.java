package claimbench.harness.claim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChineseTest {
    @Test
    void spaceStandsBetweenAChineseCharacterAndAnythingElse() {
        assertThat(Chinese.joined("的", "中位数")).isEqualTo("的中位数");
        assertThat(Chinese.joined("的", "p99")).isEqualTo("的 p99");
        assertThat(Chinese.joined("为", "20")).isEqualTo("为 20");
        assertThat(Chinese.joined("wait", "的中位数")).isEqualTo("wait 的中位数");
    }
}

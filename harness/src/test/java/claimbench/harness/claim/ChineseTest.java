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

    @Test
    void printedChineseHasNoSpacesOfItsOwnAndOneFormOfPerCent() {
        assertThat(Chinese.printed("在 等待占 6% 处")).isEqualTo("在等待占 6% 处");
        assertThat(Chinese.printed("σ = 0.00056 （0.00051 至 0.00061） ，")).isEqualTo("σ = 0.00056（0.00051 至 0.00061），");
        assertThat(Chinese.printed("95 % 的置信水平")).isEqualTo("95% 的置信水平");
        assertThat(Chinese.printed("（k = 50）-3.9 %，从 -1,000.5 %")).isEqualTo("（k = 50）−3.9%，从 −1,000.5%");
        assertThat(Chinese.printed("κ = -1.2（-3 至 4），`kill -9`")).isEqualTo("κ = −1.2（−3 至 4），`kill -9`");
        assertThat(Chinese.printed("第 1-5 %，cpu-5%")).as("a range, a name").isEqualTo("第 1-5%，cpu-5%");
        assertThat(Chinese.printed("至 ")).as("a part of a sentence").isEqualTo("至 ");
        assertThat(Chinese.printed(" （")).isEqualTo(" （");
    }

    @Test
    void placesOfOneKindAreNamedOnce() {
        assertThat(Chinese.range("等待占 25%", "等待占 50%")).isEqualTo("等待占 25% 至 50%");
        assertThat(Chinese.range("k = 3", "k = 5")).isEqualTo("k = 3 至 k = 5");
        assertThat(Chinese.range("1 个核", "2 个核")).isEqualTo("1 个核至 2 个核");
    }
}

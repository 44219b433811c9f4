package claimbench.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotedZhTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            p95 22.3 ms, at most 10.0 ms allowed                              | p95 22.3 ms，最多允许 10.0 ms
            89 % of 1 core, at most 80 % allowed                              | 1 个核的 89 %，最多允许 80 %
            0.48 of 2 cores busy with others, at most 0.10 allowed            | 2 个核中有 0.48 个忙于其他程序，最多允许 0.10
            +1 ms at its start, +3075 ms at its end, at most 50 ms allowed    | 开始处 +1 ms，结束处 +3075 ms，最多允许 50 ms
            concurrent 9, serial 9; at least 10 of each needed                | concurrent 9, serial 9；每类至少需要 10 个
            2 cores: with CPU work the generator shares cores with the target | 2 个核：有计算任务时，负载发生器与目标共用核
            """)
    void noteIsInChineseWithItsFigures(String noted, String chinese) {
        assertThat(NotedZh.of(noted)).isEqualTo(chinese);
    }

    @Test
    void limitOfLittlesLawIsInChineseToItsEnd() {
        assertThat(NotedZh.of(
                        "rate × time = 866.6 with 1050 users: -17.5 %, at most 10 % allowed and 1.7 % by chance at the"
                                + " window's ends"))
                .isEqualTo("速率 × 时间 = 866.6，而用户有 1050 个：-17.5 %，最多允许 10 %，另允许窗口两端的偶然误差 1.7 %");
    }

    /** What somebody's server or an operating system said is a quotation. */
    @Test
    void whatIsNotKnownStaysAsItIs() {
        assertThat(NotedZh.of("Connection reset by peer; $1 and \\0 of it"))
                .isEqualTo("Connection reset by peer；$1 and \\0 of it");
    }
}

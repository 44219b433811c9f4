package claimbench.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotedZhTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            p95 22.3 ms, at most 10.0 ms allowed                              | p95 22.3 ms，最多允许 10.0 ms
            89 % of 1 core, at most 80 % allowed                              | 1 个核的 89%，最多允许 80%
            0.48 of 2 cores busy with others, at most 0.10 allowed            | 2 个核中有 0.48 个忙于其他程序，最多允许 0.10
            +1 ms at its start, +3075 ms at its end, at most 50 ms allowed    | 开始处 +1 ms，结束处 +3075 ms，最多允许 50 ms
            concurrent 9, serial 9; at least 10 of each needed                | concurrent 9, serial 9；每类至少需要 10 个
            the database ended with exit code 1 before it was ready: it printed nothing (see [path]) | database 在就绪之前以退出码 1 结束，没有任何输出（见 [path]）
            not tried, since earlier the database ended with exit code 1 before it was ready: kaboom | 没有再试，因为此前已经失败：database 在就绪之前以退出码 1 结束：kaboom
            target die ended with exit code 9 during the load: kaboom (see target.log) | die 在负载期间以退出码 9 结束：kaboom（见 target.log）
            279.2 requests under way on average with 400 users: -30.2 %, at most 10 % allowed | 平均有 279.2 个请求在进行中，而用户有 400 个：−30.2%，最多允许 10%
            0.9 requests of 10 users waited at once, as this baseline is meant to | 10 个用户中同时有 0.9 个请求在等待，这个基准本应如此
            no steady state: time of rare kinds changed by +20 % at second 8 of 16 | 未达到稳态：少见请求的耗时在 16 秒中的第 8 秒变化了 +20%
            no steady state: answers a second changed by +12.3 % at second 9 of 20 (2 changes); the warm-up had not settled when it ended after 12 s | 未达到稳态：每秒应答数在 20 秒中的第 9 秒变化了 +12.3%，共变化 2 次；预热在 12 s 后结束，尚未平稳
            held back for 1.03 % of the window, at most 1.0 % allowed         | 窗口的 1.03% 内被限流，最多允许 1.0%
            80.4 % of 1 core, at most 80 % allowed                            | 1 个核的 80.4%，最多允许 80%
            the window has 2 whole seconds, and it takes 10 to see a change; compilers at work: target 34.5 %, generator 0.2 %, at most 10.0 % allowed | 窗口只有 2 个整秒，至少要 10 个才能看出变化；编译器占用：目标 34.5%，负载发生器 0.2%，最多允许 10.0%
            the noise is too large to tell on event-loop /wait?ms=20 with 50 users (Gatling / wrk): requests/s 900 / 1,009 | 噪声太大，无法判断：event-loop 上的 /wait?ms=20，50 个用户（Gatling / wrk）：requests/s 900 / 1,009
            15.9 requests under way on average, the target counted 6.1 (8 samples): -61.6 %; not judged: 42 % may be chance, and more than 25 % could hide what is looked for | 平均有 15.9 个请求在进行中，目标计为 6.1（8 个采样）：−61.6%；不作判断：偶然误差可达 42%，超过 25% 就可能掩盖要找的问题
            199.6 requests under way on average, the target counted 198.6 (7 samples): -0.5 %, at most 11.2 % allowed | 平均有 199.6 个请求在进行中，目标计为 198.6（7 个采样）：−0.5%，最多允许 11.2%
            16.0 requests under way on average, the target counted 8.6 (9 samples): -46.4 %; not judged: the target's cores were busy for 97 % of the window, and requests that it had no time to read are not in its count | 平均有 16.0 个请求在进行中，目标计为 8.6（9 个采样）：−46.4%；不作判断：目标的核在窗口的 97% 内都在忙，来不及读取的请求不在其计数之内
            target may use cores 0-1, planned 0 | target 可以使用的核为 0-1，计划为 0
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
                .isEqualTo("速率 × 时间 = 866.6，而用户有 1050 个：−17.5%，最多允许 10%，另允许窗口两端的偶然误差 1.7%");
    }

    @Test
    void namesOfWhatWasLookedAtAreInChineseToo() {
        assertThat(NotedZh.of(
                        "4 series of 20 s settled (answers a second, the target's cores busy, median of serial, median of"
                                + " concurrent); compilers at work: target 1.2 %, generator 0.4 %; the warm-up settled after 6 s, of 12 s at"
                                + " most"))
                .isEqualTo("20 秒内 4 个序列已平稳（每秒应答数、目标忙碌的核数、serial 的中位数、concurrent 的中位数）；编译器占用：目标 1.2%，负载发生器 0.4%；"
                        + "预热经 6 s 平稳，上限为 12 s");
    }

    /** What somebody's server or an operating system said is a quotation. */
    @Test
    void whatIsNotKnownStaysAsItIs() {
        assertThat(NotedZh.of("Connection reset by peer; $1 and \\0 of it"))
                .isEqualTo("Connection reset by peer；$1 and \\0 of it");
    }
}

package claimbench.harness.claim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingWordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "pool; 200; a pool of 200 threads; 200 个线程的线程池",
                "pool; 1; a pool of 1 thread; 1 个线程的线程池",
                "queue; 1000; a queue of 1,000; 可容纳 1,000 个请求的队列",
                "taskThreads; 4096; at most 4,096 threads for subtasks; 至多 4,096 个子任务线程",
                "loops; 1; 1 event loop; 1 个事件循环",
                "eventLoops; 2; 2 event loops; 2 个事件循环",
                "workers; 2; 2 processes; 2 个进程",
                "someSize; 3; someSize 3; someSize 3"
            })
    void sizeIsSaidInWords(String name, int size, String en, String zh) {
        assertThat(SettingWords.of(name, size)).isEqualTo(new Text(en, zh));
    }
}

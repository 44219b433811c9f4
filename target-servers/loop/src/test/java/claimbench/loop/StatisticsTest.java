package claimbench.loop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    @Test
    void tasksAndTimersAreCounted() throws Exception {
        Asyncio.run(
                async(() -> {
                    for (int i = 0; i < 5; i++) {
                        createTask(sleep(Duration.ofSeconds(10)));
                    }
                    await(sleep(Duration.ofSeconds(1)));
                    Statistics statistics = EventLoop.running().statistics();
                    assertThat(statistics.tasks()).isEqualTo(6);
                    assertThat(statistics.timers()).isEqualTo(6);
                }),
                new VirtualClock());
    }

    @Test
    void aCallbackThatKeepsTheLoopIsAStallUntilItIsTaken() throws Exception {
        var nanos = new AtomicLong();
        LoopClock clock = new LoopClock() {
            @Override
            public long nanos() {
                return nanos.get();
            }

            @Override
            public long pass(long nanosToPass) {
                nanos.addAndGet(nanosToPass);
                return 0;
            }
        };
        Asyncio.run(
                async(() -> {
                    EventLoop loop = EventLoop.running();
                    await(sleep(Duration.ofSeconds(1)));
                    nanos.addAndGet(Duration.ofMillis(300).toNanos());
                    assertThat(loop.statistics().longestStallNanos())
                            .as("under way")
                            .isEqualTo(Duration.ofMillis(300).toNanos());
                    await(sleep(Duration.ofSeconds(1)));
                    assertThat(loop.takeStatistics().longestStallNanos())
                            .isEqualTo(Duration.ofMillis(300).toNanos());
                    assertThat(loop.statistics().longestStallNanos())
                            .as("sleeping is no stall")
                            .isZero();
                }),
                clock);
    }
}

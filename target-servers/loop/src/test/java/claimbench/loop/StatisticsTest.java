package claimbench.loop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    private final ManualClock clock = new ManualClock();

    @Test
    void tasksAndTimersAreCountedAndATimerThatIsDueIsReady() throws Exception {
        Asyncio.run(
                async(() -> {
                    for (int i = 0; i < 5; i++) {
                        createTask(sleep(Duration.ofSeconds(10)));
                    }
                    await(sleep(Duration.ofSeconds(1)));
                    assertThat(EventLoop.running().statistics()).isEqualTo(new Statistics(1, 5, 6, 0));
                }),
                clock);
    }

    @Test
    void whatIsReadyAtTheSameTimeIsCounted() throws Exception {
        Asyncio.run(
                async(() -> {
                    EventLoop loop = EventLoop.running();
                    List<Statistics> seen = new ArrayList<>();
                    for (int i = 0; i < 3; i++) {
                        loop.callLater(Duration.ofSeconds(1), () -> seen.add(loop.statistics()));
                    }
                    await(sleep(Duration.ofSeconds(2)));
                    assertThat(seen).containsOnly(new Statistics(3, 1, 1, 0)).hasSize(3);
                }),
                clock);
    }

    @Test
    void aLoopThatSleepsShowsWhatItsLastTurnLeft() throws Exception {
        var loopSeen = new AtomicReference<@Nullable EventLoop>();
        List<Statistics> asleep = new ArrayList<>();
        var watching = new LoopClock() {
            @Override
            public long nanos() {
                return clock.nanos();
            }

            @Override
            public long pass(long nanos) {
                EventLoop loop = loopSeen.get();
                if (loop != null) {
                    asleep.add(loop.statistics());
                }
                return clock.pass(nanos);
            }
        };
        Asyncio.run(
                async(() -> {
                    loopSeen.set(EventLoop.running());
                    for (int i = 1; i <= 2; i++) {
                        createTask(sleep(Duration.ofSeconds(i)));
                    }
                    await(sleep(Duration.ofSeconds(3)));
                }),
                watching);
        assertThat(asleep)
                .containsExactly(new Statistics(0, 3, 3, 0), new Statistics(0, 2, 2, 0), new Statistics(0, 1, 1, 0));
    }

    @Test
    void aCallbackThatKeepsTheLoopIsAStallUntilItIsTaken() throws Exception {
        Asyncio.run(
                async(() -> {
                    EventLoop loop = EventLoop.running();
                    await(sleep(Duration.ofSeconds(1)));
                    clock.advance(Duration.ofMillis(300));
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

    @Test
    void theStallOfTheLastTurnCounts() throws Exception {
        try (var loop = new EventLoop(clock)) {
            loop.run(async(() -> clock.advance(Duration.ofMillis(300))));
            assertThat(loop.takeStatistics())
                    .isEqualTo(new Statistics(0, 0, 0, Duration.ofMillis(300).toNanos()));
            assertThat(loop.statistics()).isEqualTo(new Statistics(0, 0, 0, 0));
        }
    }
}

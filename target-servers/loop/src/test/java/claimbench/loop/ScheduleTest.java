package claimbench.loop;

import static claimbench.loop.Asyncio.async;
import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.createTask;
import static claimbench.loop.Asyncio.gather;
import static claimbench.loop.Asyncio.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** S13: the order of what is ready is a choice, and time is a parameter; together they determine the whole trace. */
class ScheduleTest {
    private static final int SEEDS = 50;

    /** Four tasks sleep for an hour, minute by minute, and wake at the same moments. */
    private static Coroutine<Void> anHour(List<String> lines, VirtualClock clock) {
        return async(() -> {
            List<Task<Void>> groups = new ArrayList<>();
            for (int group = 0; group < 4; group++) {
                String name = "group " + group;
                groups.add(createTask(async(() -> {
                    for (int minute = 1; minute <= 60; minute++) {
                        await(sleep(Duration.ofMinutes(1)));
                        lines.add(clock.elapsed() + " " + name + " minute " + minute);
                    }
                })));
            }
            await(gather(groups));
        });
    }

    private static List<String> traceOfAnHour(@Nullable Schedule schedule) throws Exception {
        List<String> lines = new ArrayList<>();
        var clock = new VirtualClock();
        try (var loop = new EventLoop(clock)) {
            loop.schedule = schedule;
            loop.run(anHour(lines, clock));
        }
        assertThat(clock.elapsed()).isEqualTo(Duration.ofHours(1));
        return lines;
    }

    @Test
    void anHourOfSleepsHasTheSameTraceEachTime() throws Exception {
        List<String> first = traceOfAnHour(null);
        assertThat(first).hasSize(240).startsWith("PT1M group 0 minute 1", "PT1M group 1 minute 1");
        for (int time = 0; time < 10; time++) {
            assertThat(traceOfAnHour(null)).isEqualTo(first);
        }
    }

    @Test
    void aSeedGivesTheSameTraceEachTimeAndSeedsDiffer() throws Exception {
        Set<List<String>> traces = new HashSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            List<String> trace = traceOfAnHour(new SeededSchedule(seed));
            assertThat(traceOfAnHour(new SeededSchedule(seed)))
                    .as("seed %d", seed)
                    .isEqualTo(trace);
            traces.add(trace);
        }
        assertThat(traces).hasSize(SEEDS);
    }

    @Test
    void withoutAScheduleItIsFirstComeFirstServed() throws Exception {
        assertThat(traceOfAnHour(ArrayDeque::size)).isEqualTo(traceOfAnHour(null));
    }

    @Test
    void whatAScheduleLeavesStaysForTheNextTurn() throws Exception {
        List<String> lines = new ArrayList<>();
        try (var loop = new EventLoop(new VirtualClock())) {
            loop.schedule = ready -> Math.min(1, ready.size());
            loop.run(async(() -> {
                for (String name : List.of("a", "b", "c")) {
                    loop.callSoon(() -> lines.add(name));
                }
                await(sleep(Duration.ZERO));
                lines.add("main");
            }));
        }
        assertThat(lines).containsExactly("a", "b", "c", "main");
    }

    @Test
    void timersOfOneMomentAreShuffledToo() throws Exception {
        Set<List<String>> orders = new HashSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            List<String> lines = new ArrayList<>();
            try (var loop = new EventLoop(new VirtualClock())) {
                loop.schedule = new SeededSchedule(seed);
                loop.run(async(() -> {
                    for (String name : List.of("a", "b", "c")) {
                        loop.callLater(Duration.ofSeconds(1), () -> lines.add(name));
                    }
                    await(sleep(Duration.ofSeconds(2)));
                }));
            }
            assertThat(lines).containsExactlyInAnyOrder("a", "b", "c");
            orders.add(lines);
        }
        assertThat(orders).as("all orders of three").hasSize(6);
    }
}

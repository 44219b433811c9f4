package claimbench.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimersTest {
    private final Timers timers = new Timers();
    private final List<Integer> fired = new ArrayList<>();

    private Timer timer(long whenNanos, int number) {
        var timer = new CallbackTimer(timers, whenNanos, () -> fired.add(number));
        timers.add(timer);
        return timer;
    }

    private void runDue(long nowNanos) {
        var ready = new ArrayDeque<Runnable>();
        timers.moveDue(nowNanos, ready);
        ready.forEach(Runnable::run);
    }

    @Test
    void timersFireInTheOrderOfTheirTimesWhateverIsCancelled() {
        for (int seed = 0; seed < 200; seed++) {
            fired.clear();
            var random = new Random(seed);
            record Entry(long whenNanos, int number, Timer timer) {}
            List<Entry> entries = new ArrayList<>();
            int count = 1 + random.nextInt(700);
            for (int number = 0; number < count; number++) {
                long when = random.nextInt(50);
                entries.add(new Entry(when, number, timer(when, number)));
                if (random.nextInt(3) > 0) {
                    Entry victim = entries.remove(random.nextInt(entries.size()));
                    assertThat(victim.timer.cancel()).isTrue();
                }
                assertThat(timers.pending()).isEqualTo(entries.size());
            }
            for (long now = 0; now <= 50; now += 5) {
                runDue(now);
            }
            assertThat(fired)
                    .as("seed %d", seed)
                    .isEqualTo(entries.stream()
                            .sorted(Comparator.comparingLong(Entry::whenNanos).thenComparingInt(Entry::number))
                            .map(Entry::number)
                            .toList());
            assertThat(timers.pending()).isZero();
            assertThat(timers.peek()).isNull();
        }
    }

    @Test
    void aMillionArePendingAndAllButOneCancelled() {
        List<Timer> all = new ArrayList<>();
        for (int number = 0; number < 1_000_000; number++) {
            all.add(timer(number * 7919L % 1_000_003, number));
        }
        assertThat(timers.pending()).isEqualTo(1_000_000);
        Timer kept = all.remove(123_456);
        all.forEach(Timer::cancel);
        assertThat(timers.pending()).isEqualTo(1);
        assertThat(timers.peek()).isSameAs(kept);
    }

    @Test
    void timesMayWrapAround() {
        timer(Long.MIN_VALUE + 5, 2);
        timer(Long.MAX_VALUE - 5, 1);
        runDue(Long.MIN_VALUE + 10);
        assertThat(fired).containsExactly(1, 2);
    }
}

package claimbench.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** What a program on a virtual clock said, and when: {@code "2 done"} is done after two seconds. */
final class Trace {
    private final VirtualClock clock = new VirtualClock();
    private final List<String> lines = new ArrayList<>();

    /** Runs a program to its end. */
    <T> T run(Coroutine<T> main) throws Exception {
        return Asyncio.run(main, clock);
    }

    void say(String what) {
        long millis = clock.elapsed().toMillis();
        lines.add((millis % 1000 == 0 ? Long.toString(millis / 1000) : Double.toString(millis / 1000.0)) + " " + what);
    }

    void assertSaid(String... expected) {
        assertThat(lines).containsExactly(expected);
    }
}

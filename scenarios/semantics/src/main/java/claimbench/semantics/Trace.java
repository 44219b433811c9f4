package claimbench.semantics;

import claimbench.loop.LoopClock;
import claimbench.loop.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a program says, and when on the virtual clock that comes with it. A line is the time in whole milliseconds, a space,
 * and the text: {@code 2000 world}. For one thread.
 */
final class Trace {
    private final VirtualClock clock = new VirtualClock();
    private final List<String> lines = new ArrayList<>();

    /** The clock to run the loop on; it begins at 0. */
    LoopClock clock() {
        return clock;
    }

    /** Adds a line. */
    void say(String text) {
        lines.add(millis() + " " + text);
    }

    /** The virtual time, in whole milliseconds. */
    long millis() {
        return clock.elapsed().toMillis();
    }

    /** Lets time pass while the thread is held up: what a call that blocks does to a loop. */
    void block(Duration duration) {
        clock.pass(duration.toNanos());
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}

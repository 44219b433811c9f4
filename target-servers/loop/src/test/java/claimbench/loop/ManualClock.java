package claimbench.loop;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that a test moves on while a callback runs; as {@link VirtualClock} otherwise. */
final class ManualClock implements LoopClock {
    private final AtomicLong nanos = new AtomicLong();

    void advance(Duration by) {
        nanos.addAndGet(by.toNanos());
    }

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public long pass(long nanosToPass) {
        if (nanosToPass == FOREVER) {
            return FOREVER;
        }
        nanos.addAndGet(nanosToPass);
        return 0;
    }
}

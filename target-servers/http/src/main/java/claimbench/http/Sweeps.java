package claimbench.http;

import java.util.List;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is looked at about once a second for having taken too long: clients, and calls of the upstream. One look that fails
 * is logged, and keeps neither the others nor the next from being made. As thread-safe as they are.
 */
public final class Sweeps {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeps.class);

    private final List<LongConsumer> sweeps;

    /**
     * Nothing is looked at yet.
     *
     * @param sweeps each told the time, in nanoseconds, of a clock that never goes back
     */
    public Sweeps(LongConsumer... sweeps) {
        this.sweeps = List.of(sweeps);
    }

    /** Looks once at everything. */
    public void run(long nowNanos) {
        for (LongConsumer sweep : sweeps) {
            try {
                sweep.accept(nowNanos);
            } catch (RuntimeException e) {
                LOG.error("a sweep failed", e);
            }
        }
    }
}

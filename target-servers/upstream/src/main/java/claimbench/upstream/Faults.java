package claimbench.upstream;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The fault that there is, if there is one, and whom it struck. Thread-safe. */
final class Faults {
    /**
     * What {@code /faults} shows.
     *
     * @param kind by its wire name; null, as the rest, where all is well
     * @param calls that came since the fault began
     * @param struck that of these were struck
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record State(
            String kind,
            @Nullable Double share,
            @Nullable Long seed,
            @Nullable Integer gapMs,
            @Nullable Integer forMs,
            @Nullable Integer everyMs,
            @Nullable Long calls,
            @Nullable Long struck) {
        static final State NONE = new State("none", null, null, null, null, null, null, null);
    }

    private record Current(Fault fault, long startNanos, AtomicLong calls, AtomicLong struck) {}

    private final LongSupplier nanoTime;
    private volatile @Nullable Current current;

    /**
     * No fault yet.
     *
     * @param nanoTime a clock as {@link System#nanoTime()}
     */
    Faults(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** This fault from now on, and no other. */
    void begin(Fault fault) {
        current = new Current(fault, nanoTime.getAsLong(), new AtomicLong(), new AtomicLong());
    }

    /** No fault from now on. */
    void end() {
        current = null;
    }

    /** Whether it is of this kind. */
    boolean isOf(FaultKind kind) {
        Current now = current;
        return now != null && now.fault.kind() == kind;
    }

    /** The fault that strikes the call which has just come. */
    Optional<Fault> strike() {
        Current now = current;
        if (now == null || !now.fault.strikes(now.calls.getAndIncrement(), nanoTime.getAsLong() - now.startNanos)) {
            return Optional.empty();
        }
        now.struck.incrementAndGet();
        return Optional.of(now.fault);
    }

    State state() {
        Current now = current;
        if (now == null) {
            return State.NONE;
        }
        Fault fault = now.fault;
        boolean timed = fault.forMs() > 0;
        return new State(
                fault.kind().wireName(),
                fault.share(),
                fault.seed(),
                fault.kind() == FaultKind.DRIP ? fault.gapMs() : null,
                timed ? fault.forMs() : null,
                timed ? fault.everyMs() : null,
                now.calls.get(),
                now.struck.get());
    }
}

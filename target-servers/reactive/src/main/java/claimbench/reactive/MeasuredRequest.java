package claimbench.reactive;

import claimbench.contract.MeterNames;
import claimbench.contract.Route;
import claimbench.contract.WireName;
import claimbench.runtime.ServerMeters;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One request as the meters see it: received, and ended once, by its answer or by a client that leaves. A client may
 * leave while the answer is being made on another thread.
 */
final class MeasuredRequest {
    private final ServerMeters meters;
    private final long startNanos = System.nanoTime();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable Route route;
    private volatile @Nullable WireName mode;

    /** A request that has just been received. */
    MeasuredRequest(ServerMeters meters) {
        this.meters = meters;
        meters.received();
    }

    void isFor(Route its) {
        route = its;
    }

    void isIn(@Nullable WireName its) {
        mode = its;
    }

    void answered(int status) {
        if (ended.compareAndSet(false, true)) {
            meters.answered(route, mode, status, System.nanoTime() - startNanos);
        }
    }

    void abandoned() {
        if (ended.compareAndSet(false, true)) {
            Route its = route;
            meters.abandoned(its == null ? MeterNames.ROUTE_NONE : its.path(), mode, System.nanoTime() - startNanos);
        }
    }
}

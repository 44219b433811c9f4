package claimbench.reactive;

import claimbench.contract.ProblemException;
import claimbench.contract.Route;
import claimbench.contract.WireName;
import claimbench.runtime.Admission;
import claimbench.runtime.ServerMeters;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One request as the meters and the admission see it: received, perhaps let in, and ended once, by its answer or by a
 * client that leaves. A client may leave while the answer is being made on another thread.
 */
final class MeasuredRequest {
    private final ServerMeters meters;
    private final Admission admission;
    private final long startNanos = System.nanoTime();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable Route route;
    private volatile @Nullable WireName mode;
    private volatile boolean admitted;
    private boolean unbroken;
    private boolean left;

    /** A request that has just been received. */
    MeasuredRequest(ServerMeters meters, Admission admission) {
        this.meters = meters;
        this.admission = admission;
        meters.received();
    }

    void isFor(Route its) {
        route = its;
    }

    void isIn(@Nullable WireName its) {
        mode = its;
    }

    /**
     * Lets it in, before there is any work for it.
     *
     * @throws ProblemException 503 where too much is in flight
     */
    void enter(Route its) {
        admission.enter(its);
        admitted = true;
    }

    void answered(int status) {
        if (ended.compareAndSet(false, true)) {
            meters.answered(route, mode, status, System.nanoTime() - startNanos);
            leave();
        }
    }

    /** Its work goes on when its client leaves, and it stays in flight as long. */
    synchronized void isUnbroken() {
        unbroken = true;
    }

    /** The work that went on has come to its end. */
    synchronized void unbrokenWorkEnded() {
        unbroken = false;
        if (left) {
            abandoned();
        }
    }

    /** Nobody waits for the answer any more. */
    synchronized void clientLeft() {
        left = true;
        if (!unbroken) {
            abandoned();
        }
    }

    synchronized boolean hasLeft() {
        return left;
    }

    void abandoned() {
        if (ended.compareAndSet(false, true)) {
            meters.abandoned(route, mode, System.nanoTime() - startNanos);
            leave();
        }
    }

    private void leave() {
        Route its = route;
        if (admitted && its != null) {
            admission.leave(its);
        }
    }
}

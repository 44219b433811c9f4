package claimbench.runtime;

import claimbench.contract.Problem;
import claimbench.contract.ProblemException;
import claimbench.contract.Route;
import claimbench.contract.ServerLimits;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets no more requests in at once than a server can bring to an end in a time that a client bears: the rest is refused
 * while that still costs next to nothing, so that what was let in does not suffer. Thread-safe, without a lock.
 */
public final class Admission {
    private final AtomicInteger all = new AtomicInteger();
    private final AtomicInteger cpu = new AtomicInteger();

    /**
     * Lets a request in; {@link #leave} must follow. Views of the server itself are always let in: an overloaded server
     * is when they are needed most.
     *
     * @throws ProblemException 503 where the bound is reached; {@link #leave} must not follow
     */
    public void enter(Route route) {
        if (!route.isWork()) {
            return;
        }
        if (all.incrementAndGet() > ServerLimits.REQUESTS_MAX) {
            all.decrementAndGet();
            throw refused(ServerLimits.REQUESTS_MAX, "requests");
        }
        if (route.isCpuWork() && cpu.incrementAndGet() > ServerLimits.CPU_REQUESTS_MAX) {
            cpu.decrementAndGet();
            all.decrementAndGet();
            throw refused(ServerLimits.CPU_REQUESTS_MAX, "requests for CPU work");
        }
    }

    /** A request that was let in has come to its end. */
    public void leave(Route route) {
        if (!route.isWork()) {
            return;
        }
        all.decrementAndGet();
        if (route.isCpuWork()) {
            cpu.decrementAndGet();
        }
    }

    private static ProblemException refused(int max, String what) {
        return new ProblemException(Problem.overloaded(
                max + " " + what + " are in flight, which is as many as there may be; try again later"));
    }
}

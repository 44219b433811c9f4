package claimbench.load;

import claimbench.contract.CpuWork;
import claimbench.contract.MixedRequest;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks that all of a {@code /mixed} request's work was done, by doing it once. Where the request leaves the pace to the
 * server, how many units a task has is the server's to say; but it must not be none where there is something to compute.
 * Thread-safe.
 */
final class MixedCheck {
    private final MixedRequest request;
    private final ConcurrentMap<Integer, String> checksums = new ConcurrentHashMap<>();

    MixedCheck(MixedRequest request) {
        this.request = request;
    }

    @Nullable
    String fault(MixedRequest.Answer answer) {
        if (request.unitsPerMs() > 0) {
            int units = request.taskUnits(0);
            if (answer.units() != units) {
                return "units are " + answer.units() + ", not " + units;
            }
        } else if (!isPossible(answer.units())) {
            return "units are " + answer.units() + " for " + request;
        }
        String honest = checksums.computeIfAbsent(
                answer.units(), units -> CpuWork.text(CpuWork.checksum(request.tasks(), units)));
        return honest.equals(answer.checksum()) ? null : "checksum is " + answer.checksum() + ", not " + honest;
    }

    /** At any pace, a millisecond has a unit, and no time has none. */
    private boolean isPossible(int units) {
        double computingMs = request.totalMs() * (1 - request.ioShare());
        return computingMs == 0 ? units == 0 : units > 0 || (units == 0 && computingMs < 1);
    }
}

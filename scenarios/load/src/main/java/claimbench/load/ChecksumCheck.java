package claimbench.load;

import claimbench.contract.CpuRequest;
import claimbench.contract.CpuWork;
import org.jspecify.annotations.Nullable;

/**
 * Checks that all of a {@code /cpu} request's work was done, by doing it once. Not before the first answer is checked:
 * whoever only lists the requests of a scenario should not wait for it.
 */
final class ChecksumCheck {
    private final int tasks;
    private final int units;
    private volatile @Nullable String expected;

    ChecksumCheck(int tasks, int units) {
        this.tasks = tasks;
        this.units = units;
    }

    @Nullable
    String fault(CpuRequest.Answer answer) {
        String honest = expected();
        return honest.equals(answer.checksum()) ? null : "checksum is " + answer.checksum() + ", not " + honest;
    }

    private String expected() {
        String known = expected;
        if (known == null) {
            known = CpuWork.text(CpuWork.checksum(tasks, units));
            expected = known;
        }
        return known;
    }
}

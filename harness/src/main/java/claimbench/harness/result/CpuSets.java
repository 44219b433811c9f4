package claimbench.harness.result;

import java.util.Collections;
import java.util.List;

/**
 * Which cores each process may use; an empty list stands for all. Core numbers are the kernel's.
 *
 * @param target the server under test
 * @param generator Gatling
 * @param upstream the stand-in for model APIs
 */
public record CpuSets(List<Integer> target, List<Integer> generator, List<Integer> upstream) {

    /** The same with fewer cores for the target: so many at most. */
    public CpuSets targetOnAtMost(int cores) {
        return new CpuSets(target.stream().limit(cores).toList(), generator, upstream);
    }

    /** Whether nothing that makes the load shares a core with the target. */
    public boolean apart() {
        return !target.isEmpty()
                && !generator.isEmpty()
                && !upstream.isEmpty()
                && Collections.disjoint(target, generator)
                && Collections.disjoint(target, upstream);
    }
}

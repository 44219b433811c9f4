package claimbench.harness.experiment;

import claimbench.harness.result.CpuSets;
import java.util.List;

/** Which processes share cores. What makes the load is kept from the target wherever the cores allow it. */
public enum Placement {
    /** The target has one core to itself, so that models are compared and not their numbers of threads. */
    TARGET_ALONE {
        @Override
        CpuSets assign(List<Integer> cores) {
            return switch (cores.size()) {
                case 1 -> new CpuSets(cores, cores, cores);
                case 2 -> new CpuSets(cores.subList(0, 1), cores.subList(1, 2), cores.subList(1, 2));
                case 3 -> new CpuSets(cores.subList(0, 1), cores.subList(1, 2), cores.subList(2, 3));
                default -> new CpuSets(cores.subList(0, 1), cores.subList(2, cores.size()), cores.subList(1, 2));
            };
        }
    },
    /**
     * The target has all cores, or all but one where there are four or more. With fewer, the generator shares them: its
     * one user waits for each answer, so it is idle while the target works.
     */
    ALL_CORES {
        @Override
        CpuSets assign(List<Integer> cores) {
            if (cores.size() < 4) {
                return new CpuSets(cores, cores, cores);
            }
            int last = cores.size() - 1;
            List<Integer> others = cores.subList(last, cores.size());
            return new CpuSets(cores.subList(0, last), others, others);
        }
    };

    abstract CpuSets assign(List<Integer> cores);

    /**
     * Gives each process its cores.
     *
     * @param cores that may be used, at least one
     * @param pinning whether processes can be kept to them; where not, each set is empty, which stands for all
     */
    public CpuSets cpuSets(List<Integer> cores, boolean pinning) {
        if (!pinning) {
            return new CpuSets(List.of(), List.of(), List.of());
        }
        CpuSets sets = assign(List.copyOf(cores));
        return new CpuSets(List.copyOf(sets.target()), List.copyOf(sets.generator()), List.copyOf(sets.upstream()));
    }

    /** How many cores the target has. */
    public int targetCores(List<Integer> cores, boolean pinning) {
        return pinning ? assign(cores).target().size() : cores.size();
    }
}

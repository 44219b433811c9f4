package claimbench.harness.result;

import java.util.List;

/**
 * The machine that a run was made on: the content of {@code environment.json}.
 *
 * @param schema version of this record, {@link #SCHEMA}
 * @param os name of the operating system
 * @param kernel its version
 * @param architecture of the processor
 * @param cpuModel as the processor calls itself
 * @param cores that this process may use, as the kernel numbers them
 * @param memoryBytes of the machine
 * @param memoryBytesAvailable when the run started
 * @param jdk vendor and version of the JDK that ran everything
 * @param openFilesMax most file descriptors a process may have; -1 where that is unknown
 * @param taskset whether processes can be pinned to cores
 * @param loadAverage of the last minute when the run started; -1 where that is unknown
 * @param diskBytesFree where the run directory is, when the run started
 */
public record EnvironmentRecord(
        int schema,
        String os,
        String kernel,
        String architecture,
        String cpuModel,
        List<Integer> cores,
        long memoryBytes,
        long memoryBytesAvailable,
        String jdk,
        long openFilesMax,
        boolean taskset,
        double loadAverage,
        long diskBytesFree) {
    public static final int SCHEMA = 1;
}

package claimbench.harness.run;

import java.util.Optional;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/** Systems without {@code /proc}. */
final class OshiReader implements ProcessReader {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final OperatingSystem system = new SystemInfo().getOperatingSystem();

    /** Without what has ended: these systems do not say. */
    @Override
    public Optional<Reading> readTree(long pid) {
        return read(pid).map(own -> withDescendants(pid, own));
    }

    @Override
    public Optional<Reading> read(long pid) {
        OSProcess process = system.getProcess(Math.toIntExact(pid));
        return process == null
                ? Optional.empty()
                : Optional.of(new Reading(
                        (process.getUserTime() + process.getKernelTime()) * NANOS_PER_MILLI,
                        process.getResidentMemory(),
                        process.getThreadCount(),
                        -1));
    }
}

package claimbench.harness.run;

import claimbench.harness.result.EnvironmentRecord;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import oshi.SystemInfo;
import oshi.hardware.HardwareAbstractionLayer;

/** The machine that this process runs on. */
public final class Machine {
    private Machine() {}

    /**
     * The machine as it is now.
     *
     * @param runs a folder on the disk that results go to; it need not exist yet
     */
    public static EnvironmentRecord describe(Path runs) throws IOException {
        HardwareAbstractionLayer hardware = new SystemInfo().getHardware();
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return new EnvironmentRecord(
                EnvironmentRecord.SCHEMA,
                System.getProperty("os.name", "unknown"),
                System.getProperty("os.version", "unknown"),
                System.getProperty("os.arch", "unknown"),
                hardware.getProcessor().getProcessorIdentifier().getName().strip(),
                Affinity.ownCores(),
                hardware.getMemory().getTotal(),
                hardware.getMemory().getAvailable(),
                System.getProperty("java.vendor", "") + " " + Runtime.version(),
                system instanceof UnixOperatingSystemMXBean unix ? unix.getMaxFileDescriptorCount() : -1,
                Affinity.taskset().isPresent(),
                system.getSystemLoadAverage(),
                Files.getFileStore(existing(runs)).getUsableSpace());
    }

    private static Path existing(Path path) {
        Path candidate = path.toAbsolutePath();
        while (!Files.exists(candidate) && candidate.getParent() != null) {
            candidate = candidate.getParent();
        }
        return candidate;
    }
}

package claimbench.harness.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads what a process has used from the operating system. */
public interface ProcessReader {
    /**
     * A process as it is now.
     *
     * @param cpuNanos CPU time since its start, user and system
     * @param rssBytes resident set
     * @param threads how many
     */
    record Reading(long cpuNanos, long rssBytes, int threads) {}

    /** A reading; empty where there is no such process. */
    Optional<Reading> read(long pid);

    /** The reader for this system: the kernel's own files where there are some. */
    static ProcessReader ofSystem() {
        return Files.exists(Path.of("/proc/self/stat")) ? new ProcReader() : new OshiReader();
    }
}

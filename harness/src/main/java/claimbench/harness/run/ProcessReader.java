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
     * @param openFiles connections, files and the like that are open; -1 where that is not shown
     */
    record Reading(long cpuNanos, long rssBytes, int threads, int openFiles) {
        /** Of two processes together. */
        Reading plus(Reading more) {
            return new Reading(
                    cpuNanos + more.cpuNanos,
                    rssBytes + more.rssBytes,
                    threads + more.threads,
                    openFiles < 0 || more.openFiles < 0 ? -1 : openFiles + more.openFiles);
        }
    }

    /** A reading; empty where there is no such process. */
    Optional<Reading> read(long pid);

    /**
     * A process with all that it has started, and CPU time of what it started and has ended since. Memory that they share
     * counts for each of them.
     */
    Optional<Reading> readTree(long pid);

    /** The readings of what a process has started and still runs, added up with this one. */
    default Reading withDescendants(long pid, Reading own) {
        return ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .flatMap(handle -> read(handle.pid()).stream())
                .reduce(own, Reading::plus);
    }

    /** The reader for this system: the kernel's own files where there are some. */
    static ProcessReader ofSystem() {
        return Files.exists(Path.of("/proc/self/stat")) ? new ProcReader() : new OshiReader();
    }
}

package claimbench.harness.performance;

import claimbench.harness.result.EnvironmentRecord;
import claimbench.harness.run.SearchPath;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the measurements need of a machine; without it they are refused, since a number with an excuse is no number. */
public final class Requirements {
    /** One for the server, one for the load. */
    static final int CORES_MIN = 2;

    /** One end of each connection, and what a JVM has open beside them. */
    static final long OPEN_FILES_MIN = HttpLoad.WAIT.connections() + 1_000L;

    /** The heaps of a server and of what drives it, and what they need beside. */
    static final long MEMORY_BYTES_MIN = 2_500L << 20;

    private Requirements() {}

    /** The first thing that is missing, with its remedy; empty where all is there. */
    public static Optional<String> missing(Set<Part> parts, EnvironmentRecord machine) {
        return missing(parts, machine, SearchPath.find("wrk").isPresent());
    }

    static Optional<String> missing(Set<Part> parts, EnvironmentRecord machine, boolean wrk) {
        List<Integer> cores = machine.cores();
        if (cores.size() < CORES_MIN) {
            return Optional.of("needs two cores, one for the server and one for the load, and may use " + cores.size()
                    + ": give it more (taskset, the container's limits), or use another machine");
        }
        if (!machine.taskset()) {
            return Optional.of("needs taskset to keep the server and the load to a core each: install util-linux"
                    + " (apt-get install util-linux); only Linux has it");
        }
        if (parts.contains(Part.HTTP) && !wrk) {
            return Optional.of(
                    "needs wrk, which makes the load: install it (apt-get install wrk), or leave that part out"
                            + " (--only idle,micro)");
        }
        boolean connections = parts.contains(Part.HTTP) || parts.contains(Part.IDLE);
        if (connections && machine.openFilesMax() >= 0 && machine.openFilesMax() < OPEN_FILES_MIN) {
            return Optional.of("needs " + OPEN_FILES_MIN + " open files a process for "
                    + HttpLoad.WAIT.connections() + " connections, and may have " + machine.openFilesMax()
                    + ": ulimit -n " + OPEN_FILES_MIN + " (or higher)");
        }
        if (machine.memoryBytesAvailable() < MEMORY_BYTES_MIN) {
            return Optional.of("needs " + (MEMORY_BYTES_MIN >> 20) + " MiB of memory, and "
                    + (machine.memoryBytesAvailable() >> 20) + " MiB are available: end other programs");
        }
        return Optional.empty();
    }
}

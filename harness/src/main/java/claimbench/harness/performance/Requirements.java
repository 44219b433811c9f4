package claimbench.harness.performance;

import claimbench.harness.result.EnvironmentRecord;
import claimbench.harness.run.SearchPath;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the measurements need of a machine; without it they are refused, since a number with an excuse is no number. */
public final class Requirements {
    /** One for the server, one for the load. */
    static final int CORES_MIN = 2;

    /** What a JVM has open beside one end of each connection. */
    private static final long OPEN_FILES_BESIDE = 1_000;

    /** What any target lets in, and more. */
    private static final long OVERLOAD_CONNECTIONS = 5_000;

    /** The heaps of a server and of what drives it, and what they need beside. */
    static final long MEMORY_BYTES_MIN = 2_500L << 20;

    private Requirements() {}

    /** The first thing that is missing, with its remedy; empty where all is there. */
    public static Optional<String> missing(Settings settings, EnvironmentRecord machine) {
        return missing(
                settings.parts(),
                settings.counts(),
                machine,
                SearchPath.find("wrk").isPresent());
    }

    static Optional<String> missing(Set<Part> parts, Settings.Counts counts, EnvironmentRecord machine, boolean wrk) {
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
                            + " (--only " + withoutHttp() + ")");
        }
        long connections = connections(parts, counts);
        long files = connections + OPEN_FILES_BESIDE;
        if (connections > 0 && machine.openFilesMax() >= 0 && machine.openFilesMax() < files) {
            return Optional.of("needs " + files + " open files a process for " + connections
                    + " connections, and may have " + machine.openFilesMax() + ": ulimit -n " + files
                    + " (or higher)");
        }
        if (machine.memoryBytesAvailable() < MEMORY_BYTES_MIN) {
            return Optional.of("needs " + (MEMORY_BYTES_MIN >> 20) + " MiB of memory, and "
                    + (machine.memoryBytesAvailable() >> 20) + " MiB are available: end other programs");
        }
        return Optional.empty();
    }

    private static String withoutHttp() {
        return Part.names().stream()
                .filter(name -> !name.equals(Part.HTTP.wireName()))
                .collect(Collectors.joining(","));
    }

    /** The most that a process has at once; 0 where that is nothing to speak of. */
    private static long connections(Set<Part> parts, Settings.Counts counts) {
        return parts.stream()
                .mapToLong(part -> switch (part) {
                    case HTTP -> HttpLoad.WAIT.connections();
                    case IDLE -> IdleStep.CONNECTIONS;
                    case OVERLOAD -> OVERLOAD_CONNECTIONS;
                    // A stream has one to the client and one to the upstream.
                    case STREAMS -> Math.max(2L * counts.streams(), counts.waits());
                    case MICRO, LEAVING, SOAK, RECORDING -> 0;
                })
                .max()
                .orElse(0);
    }
}

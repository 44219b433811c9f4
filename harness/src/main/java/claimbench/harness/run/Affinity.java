package claimbench.harness.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which cores processes may use: set through {@code taskset} of util-linux, and read back from the kernel. */
public final class Affinity {
    private static final Path SELF = Path.of("/proc/self/status");
    private static final String KEY = "Cpus_allowed_list:";

    private Affinity() {}

    /** Where {@code taskset} is; empty where processes cannot be kept to cores. */
    public static Optional<Path> taskset() {
        if (!Files.exists(SELF)) {
            return Optional.empty();
        }
        return SearchPath.find("taskset");
    }

    /** The cores that this process may use, as the kernel numbers them; at least one. */
    public static List<Integer> ownCores() {
        return allowed(SELF)
                .filter(cores -> !cores.isEmpty())
                .orElseGet(() -> IntStream.range(0, Runtime.getRuntime().availableProcessors())
                        .boxed()
                        .toList());
    }

    /** The cores that a process may use; empty where the kernel does not say. */
    public static Optional<List<Integer>> cores(long pid) {
        return allowed(Path.of("/proc", Long.toString(pid), "status"));
    }

    /** The command, kept to these cores; unchanged where the list is empty. */
    public static List<String> pin(List<String> command, List<Integer> cores) {
        Optional<Path> taskset = taskset();
        if (cores.isEmpty() || taskset.isEmpty()) {
            return command;
        }
        var pinned = new ArrayList<>(List.of(taskset.get().toString(), "-c", list(cores)));
        pinned.addAll(command);
        return pinned;
    }

    /** Keeps this process to these cores, where that is possible; what it starts later says for itself. */
    public static void keepSelfTo(List<Integer> cores) throws InterruptedException {
        keepTo(ProcessHandle.current().pid(), cores);
    }

    /** Keeps a process that runs already, all its threads, to these cores; whether that worked is for {@link #cores} to say. */
    static void keepTo(long pid, List<Integer> cores) throws InterruptedException {
        Optional<Path> taskset = taskset();
        if (cores.isEmpty() || taskset.isEmpty()) {
            return;
        }
        try {
            new ProcessBuilder(taskset.get().toString(), "-a", "-p", "-c", list(cores), Long.toString(pid))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            // Where it matters, the kernel is asked afterwards.
        }
    }

    /** Cores as {@code taskset} and the kernel write them. */
    public static String list(List<Integer> cores) {
        return cores.stream().map(core -> Integer.toString(core)).collect(Collectors.joining(","));
    }

    private static Optional<List<Integer>> allowed(Path status) {
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith(KEY))
                    .map(line -> parse(line.substring(KEY.length()).strip()))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Parses the kernel's notation, such as {@code 0-3,8}. */
    static List<Integer> parse(String text) {
        var cores = new ArrayList<Integer>();
        for (String range : text.split(",", -1)) {
            String[] ends = range.split("-", -1);
            int first = Integer.parseInt(ends[0]);
            int last = Integer.parseInt(ends[ends.length - 1]);
            IntStream.rangeClosed(first, last).forEach(cores::add);
        }
        return List.copyOf(cores);
    }
}

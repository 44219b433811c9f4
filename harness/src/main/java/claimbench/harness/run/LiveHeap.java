package claimbench.harness.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bytes of a JVM's heap that something still refers to, whatever its collector: the sum of {@code jcmd}'s histogram of
 * classes, which collects first. What lies outside of the heap, as direct buffers do, is not in it.
 */
public final class LiveHeap {
    private static final Duration BOUND = Duration.ofSeconds(60);
    /**
     * A line for each command, so that one start of the tool serves both. What the first collection finds dead may hold on to
     * more until its own clean-up has run; the histogram collects again.
     */
    private static final String COMMANDS = "GC.run\nGC.class_histogram";

    /** The tool lives for a moment. */
    private static final List<String> QUICK_JVM = List.of("-J-XX:+UseSerialGC", "-J-XX:TieredStopAtLevel=1");

    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +[0-9]+ +([0-9]+)");

    private LiveHeap() {}

    /**
     * Collects, and measures.
     *
     * @param pid of the JVM
     * @param cores where the tool runs; empty for anywhere
     * @param file for what the tool prints
     */
    public static long bytes(long pid, List<Integer> cores, Path file) throws TrialFailure, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Installation.javaLauncher().resolveSibling("jcmd").toString());
        command.addAll(QUICK_JVM);
        command.addAll(List.of(Long.toString(pid), COMMANDS));
        return total(Tool.run("jcmd", Affinity.pin(command, cores), file, BOUND));
    }

    /** The sum that stands in the histogram's last line. */
    static long total(String histogram) throws TrialFailure {
        Matcher total = TOTAL.matcher(histogram);
        if (!total.find()) {
            throw new TrialFailure("jcmd printed no total of the heap");
        }
        return Long.parseLong(total.group(1));
    }
}

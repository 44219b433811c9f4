package claimbench.harness.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Linux: {@code /proc/PID/stat} and {@code /proc/PID/status} (proc(5)). */
final class ProcReader implements ProcessReader {
    /** The kernel's clock tick as user space sees it: USER_HZ is 100 on every architecture that a JDK 25 runs on. */
    private static final long NANOS_PER_TICK = 10_000_000;

    /** Positions after the command's closing parenthesis, the only field that may hold spaces. */
    private static final int USER_TICKS = 11;

    private static final int SYSTEM_TICKS = 12;

    /** The same of children that have ended. */
    private static final int ENDED_USER_TICKS = 13;

    private static final int ENDED_SYSTEM_TICKS = 14;

    @Override
    public Optional<Reading> read(long pid) {
        return read(pid, USER_TICKS, SYSTEM_TICKS);
    }

    @Override
    public Optional<Reading> readTree(long pid) {
        return read(pid, USER_TICKS, SYSTEM_TICKS, ENDED_USER_TICKS, ENDED_SYSTEM_TICKS)
                .map(own -> withDescendants(pid, own));
    }

    private static Optional<Reading> read(long pid, int... tickFields) {
        Path folder = Path.of("/proc", Long.toString(pid));
        try {
            String stat = Files.readString(folder.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long ticks = Arrays.stream(tickFields)
                    .mapToLong(field -> Long.parseLong(fields[field]))
                    .sum();
            List<String> status = Files.readAllLines(folder.resolve("status"));
            return number(status, "VmRSS:")
                    .flatMap(rssKibibytes -> number(status, "Threads:")
                            .map(threads -> new Reading(
                                    ticks * NANOS_PER_TICK, 1_024 * rssKibibytes, Math.toIntExact(threads))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A line's number; empty where there is no such line, as for a process that has ended and has no memory any more. */
    private static Optional<Long> number(List<String> status, String key) {
        return status.stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()).strip().split(" ", 2)[0])
                .map(Long::valueOf)
                .findFirst();
    }
}

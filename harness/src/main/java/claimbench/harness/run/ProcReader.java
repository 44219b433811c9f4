package claimbench.harness.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/** Linux: {@code /proc/PID/stat} (proc(5)), and little else, since each file costs the harness time in the window. */
final class ProcReader implements ProcessReader {
    /** The kernel's clock tick as user space sees it: USER_HZ is 100 on every architecture that a JDK 25 runs on. */
    static final long NANOS_PER_TICK = 10_000_000;

    /** Positions after the command's closing parenthesis, the only field that may hold spaces. */
    private static final int USER_TICKS = 11;

    private static final int SYSTEM_TICKS = 12;

    /** The same of children that have ended. */
    private static final int ENDED_USER_TICKS = 13;

    private static final int ENDED_SYSTEM_TICKS = 14;

    private static final int THREADS = 17;
    private static final int RSS_PAGES = 21;

    private static final long PAGE_BYTES_USUAL = 4_096;
    private static final long PAGE_BYTES = pageBytes();

    private static final String OPEN_FILES = "Max open files";

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
            long rssPages = Long.parseLong(fields[RSS_PAGES]);
            if (rssPages == 0) {
                return Optional.empty(); // it has ended, and has no memory any more
            }
            return Optional.of(new Reading(
                    ticks * NANOS_PER_TICK,
                    rssPages * PAGE_BYTES,
                    Integer.parseInt(fields[THREADS]),
                    openFiles(folder.resolve("fd"))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** How many files a process may have open; empty where the system does not say. */
    static OptionalLong openFilesLimit(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "limits")).stream()
                    .filter(line -> line.startsWith(OPEN_FILES))
                    .map(line -> line.substring(OPEN_FILES.length()).strip().split("\\s+", 2)[0])
                    .mapToLong(soft -> soft.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(soft))
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** Newer kernels (6.2) give the number as the folder's size; others have them counted. */
    private static int openFiles(Path folder) {
        try {
            long size = Files.size(folder);
            if (size > 0) {
                return Math.toIntExact(size);
            }
            try (var files = Files.list(folder)) {
                return Math.toIntExact(files.count());
            }
        } catch (IOException e) {
            return -1;
        }
    }

    /** Java does not say, and the kernel gives a process's memory both in pages and in KiB: the nearest power of two. */
    private static long pageBytes() {
        KernelFiles kernel = KernelFiles.ofSystem();
        long pages = kernel.text("proc/self/statm")
                .map(text -> Long.parseLong(text.split(" ", -1)[1]))
                .orElse(0L);
        long kibibytes = kernel.number("proc/self/status", "VmRSS:").orElse(0);
        return pages == 0 || kibibytes == 0
                ? PAGE_BYTES_USUAL
                : 1L << Math.round(Math.log(1_024.0 * kibibytes / pages) / Math.log(2));
    }
}

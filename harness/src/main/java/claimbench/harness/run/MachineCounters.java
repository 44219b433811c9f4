package claimbench.harness.run;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the kernel has counted since the machine was started; the difference of two readings is what happened between them.
 *
 * @param nanoTime of the reading
 * @param busyNanos of all processes on the cores in question, user and system; empty where it is not shown
 * @param stolenNanos that the hypervisor gave to others while these cores had work; empty where it is not shown
 * @param throttledNanos for which the control group was held back; empty where there is no quota, or it is not shown
 * @param swappedPages in and out; empty where it is not shown
 */
record MachineCounters(
        long nanoTime,
        OptionalLong busyNanos,
        OptionalLong stolenNanos,
        OptionalLong throttledNanos,
        OptionalLong swappedPages) {

    /** Fields of a core's line in {@code /proc/stat}, after its name (proc(5)). */
    private static final int USER = 1;

    private static final int NICE = 2;
    private static final int SYSTEM = 3;
    private static final int STEAL = 8;

    /** Reads them all, for these cores. */
    static MachineCounters read(KernelFiles kernel, List<Integer> cores) {
        return read(kernel, cores, ControlGroup.find(kernel));
    }

    /** The same with the control group known, which does not change while a process lives. */
    static MachineCounters read(KernelFiles kernel, List<Integer> cores, ControlGroup group) {
        Set<String> names = new HashSet<>();
        cores.forEach(core -> names.add("cpu" + core));
        List<String[]> lines = kernel.text("proc/stat").stream()
                .flatMap(String::lines)
                .takeWhile(line -> line.startsWith("cpu"))
                .map(line -> line.split("\\s+", -1))
                .filter(fields -> names.contains(fields[0]) && fields.length > STEAL)
                .toList();
        boolean shown = !lines.isEmpty() && lines.size() == names.size();
        return new MachineCounters(
                System.nanoTime(),
                shown ? OptionalLong.of(nanos(lines, USER, NICE, SYSTEM)) : OptionalLong.empty(),
                shown ? OptionalLong.of(nanos(lines, STEAL)) : OptionalLong.empty(),
                group.throttledNanos(kernel),
                swapped(kernel));
    }

    private static OptionalLong swapped(KernelFiles kernel) {
        OptionalLong in = kernel.number("proc/vmstat", "pswpin");
        OptionalLong out = kernel.number("proc/vmstat", "pswpout");
        return in.isPresent() && out.isPresent()
                ? OptionalLong.of(in.getAsLong() + out.getAsLong())
                : OptionalLong.empty();
    }

    private static long nanos(List<String[]> lines, int... fields) {
        long ticks = 0;
        for (String[] line : lines) {
            for (int field : fields) {
                ticks += Long.parseLong(line[field]);
            }
        }
        return ticks * ProcReader.NANOS_PER_TICK;
    }

    /** The group of processes that this one belongs to, as far as quotas of CPU time go. */
    record ControlGroup(String statFile) {
        /** Where the group's counters are; empty where the kernel shows none. */
        static ControlGroup find(KernelFiles kernel) {
            return new ControlGroup(kernel.text("proc/self/cgroup").stream()
                    .flatMap(String::lines)
                    .flatMap(ControlGroup::candidates)
                    .filter(file -> kernel.number(file, "nr_throttled").isPresent())
                    .findFirst()
                    .orElse(""));
        }

        /** From a line {@code ID:CONTROLLERS:PATH}. The path may be that of the host, which a container does not see. */
        private static Stream<String> candidates(String line) {
            String[] parts = line.split(":", 3);
            if (parts.length < 3) {
                return Stream.empty();
            }
            String path = parts[2].equals("/") ? "" : parts[2];
            if (parts[1].isEmpty()) {
                return Stream.of("sys/fs/cgroup" + path + "/cpu.stat", "sys/fs/cgroup/cpu.stat");
            }
            return List.of(parts[1].split(",", -1)).contains("cpu")
                    ? Stream.of("cpu", "cpu,cpuacct")
                            .flatMap(folder -> Stream.of(
                                    "sys/fs/cgroup/" + folder + path + "/cpu.stat",
                                    "sys/fs/cgroup/" + folder + "/cpu.stat"))
                    : Stream.empty();
        }

        OptionalLong throttledNanos(KernelFiles kernel) {
            if (statFile.isEmpty()) {
                return OptionalLong.empty();
            }
            OptionalLong micros = kernel.number(statFile, "throttled_usec"); // version 2
            return micros.isPresent()
                    ? OptionalLong.of(1_000 * micros.getAsLong())
                    : kernel.number(statFile, "throttled_time");
        }
    }
}

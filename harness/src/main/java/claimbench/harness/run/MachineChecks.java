package claimbench.harness.run;

import claimbench.harness.result.Beyond;
import claimbench.harness.result.Trial.Finding;
import claimbench.harness.result.TrustCheck;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the machine does beside the run, and what it is: the limits, and the findings that come of them. All limits stand
 * here. A difference of two {@link MachineCounters} tells what happened in a window.
 */
final class MachineChecks {
    /**
     * Cores that others may keep busy: a twentieth of those in question, and never less than this. The kernel counts in
     * hundredths of a second and charges each to whoever runs at its end, so a short window shows some where there is none.
     */
    static final double OTHER_CORES_MAX = 0.1;

    static final double OTHER_SHARE_MAX = 0.05;

    /** Share of the cores' time that the hypervisor may have given to others. */
    static final double STOLEN_SHARE_MAX = 0.02;

    /** Share of the window for which the control group may have been held back. */
    static final double THROTTLED_SHARE_MAX = 0.01;

    /** Clocks that a program reads without asking the kernel, in tens of nanoseconds. */
    private static final Set<String> FAST_CLOCKS = Set.of(
            "tsc",
            "kvm-clock",
            "arch_sys_counter",
            "hyperv_clocksource_tsc_page",
            "s390_tod",
            "timebase",
            "riscv_clocksource");

    /** Answers of the experiments fit in a packet of this size; Linux's own loopback has 65,536, others' 16,384. */
    static final int MTU_MIN = 16_384;

    private MachineChecks() {}

    /**
     * Whether others kept the cores busy in a window.
     *
     * @param ours CPU time of the processes of the trial, and of the harness; empty where one of them was not read
     * @param cores how many cores are in question
     */
    static Finding otherLoad(MachineCounters start, MachineCounters end, OptionalLong ours, int cores) {
        OptionalLong busy = difference(start.busyNanos(), end.busyNanos());
        if (busy.isEmpty() || ours.isEmpty()) {
            return Finding.unknown(TrustCheck.OTHER_LOAD, "the kernel does not show how busy each core is");
        }
        double others = Math.max(0, busy.getAsLong() - ours.getAsLong()) / wall(start, end);
        double max = Math.max(OTHER_CORES_MAX, OTHER_SHARE_MAX * cores);
        return new Finding(
                TrustCheck.OTHER_LOAD,
                others <= max,
                String.format(
                        Locale.ROOT,
                        "%s of %d cores busy with others, at most %.2f allowed",
                        Beyond.text(others, max, 2),
                        cores,
                        max));
    }

    /**
     * Whether the hypervisor took time away.
     *
     * @param everStolen whether it has ever said so since the machine started; where not, it may just not tell
     */
    static Finding steal(MachineCounters start, MachineCounters end, int cores, boolean everStolen, boolean virtual) {
        OptionalLong stolen = difference(start.stolenNanos(), end.stolenNanos());
        if (stolen.isEmpty() || (virtual && !everStolen)) {
            return Finding.unknown(
                    TrustCheck.STEAL,
                    stolen.isEmpty()
                            ? "the kernel does not show it"
                            : "the hypervisor has never reported any: it may not tell");
        }
        double share = stolen.getAsLong() / (wall(start, end) * cores);
        return new Finding(
                TrustCheck.STEAL,
                share <= STOLEN_SHARE_MAX,
                Beyond.percent(share, STOLEN_SHARE_MAX, 1) + " of the cores' time, at most " + percent(STOLEN_SHARE_MAX)
                        + " allowed");
    }

    static Finding throttling(MachineCounters start, MachineCounters end) {
        OptionalLong throttled = difference(start.throttledNanos(), end.throttledNanos());
        if (throttled.isEmpty()) {
            return Finding.unknown(
                    TrustCheck.THROTTLING,
                    "the kernel shows no control group with a quota; one further out can't be seen");
        }
        double share = throttled.getAsLong() / wall(start, end);
        return new Finding(
                TrustCheck.THROTTLING,
                share <= THROTTLED_SHARE_MAX,
                "held back for " + Beyond.percent(share, THROTTLED_SHARE_MAX, 1) + " of the window, at most "
                        + percent(THROTTLED_SHARE_MAX) + " allowed");
    }

    static Finding swap(MachineCounters start, MachineCounters end) {
        OptionalLong pages = difference(start.swappedPages(), end.swappedPages());
        return pages.isEmpty()
                ? Finding.unknown(TrustCheck.SWAP, "the kernel does not count swapped pages here")
                : new Finding(
                        TrustCheck.SWAP, pages.getAsLong() == 0, pages.getAsLong() + " pages swapped in the window");
    }

    static Finding clockSource(KernelFiles kernel) {
        Optional<String> source = kernel.text("sys/devices/system/clocksource/clocksource0/current_clocksource");
        return source.map(name -> new Finding(TrustCheck.CLOCK_SOURCE, FAST_CLOCKS.contains(name), name))
                .orElseGet(() -> Finding.unknown(TrustCheck.CLOCK_SOURCE, "the kernel does not name its clock"));
    }

    /** Whether the frequency of these cores is fixed at its highest. */
    static Finding frequencyGovernor(KernelFiles kernel, List<Integer> cores) {
        var governors = new TreeMap<String, Integer>();
        for (int core : cores) {
            Optional<String> governor = kernel.text("sys/devices/system/cpu/cpu" + core + "/cpufreq/scaling_governor");
            if (governor.isEmpty()) {
                return Finding.unknown(
                        TrustCheck.FREQUENCY_GOVERNOR,
                        "the kernel shows none for core " + core + ": a hypervisor, or the firmware, decides");
            }
            governors.merge(governor.get(), 1, Integer::sum);
        }
        return new Finding(
                TrustCheck.FREQUENCY_GOVERNOR,
                governors.keySet().equals(Set.of("performance")),
                String.join(", ", governors.keySet()));
    }

    static Finding loopbackMtu() {
        try {
            NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.ofLiteral("127.0.0.1"));
            return loopback == null
                    ? Finding.unknown(TrustCheck.LOOPBACK_MTU, "no interface has the address 127.0.0.1")
                    : loopbackMtu(loopback.getName(), loopback.getMTU());
        } catch (SocketException e) {
            return Finding.unknown(TrustCheck.LOOPBACK_MTU, "cannot be asked: " + e.getMessage());
        }
    }

    static Finding loopbackMtu(String name, int mtu) {
        return new Finding(
                TrustCheck.LOOPBACK_MTU, mtu >= MTU_MIN, name + " has " + mtu + ", at least " + MTU_MIN + " needed");
    }

    /** All that is the same for the whole run. */
    static List<Finding> ofMachine(KernelFiles kernel, List<Integer> cores) {
        return List.of(clockSource(kernel), frequencyGovernor(kernel, cores), loopbackMtu());
    }

    /** Whether this is a virtual machine, as the processor says; Firecracker, KVM, Hyper-V and others do. */
    static boolean isVirtual(KernelFiles kernel) {
        return kernel.text("proc/cpuinfo").stream()
                .flatMap(String::lines)
                .anyMatch(line -> line.startsWith("flags") && line.matches(".*\\bhypervisor\\b.*"));
    }

    private static double wall(MachineCounters start, MachineCounters end) {
        return Math.max(1, end.nanoTime() - start.nanoTime());
    }

    private static OptionalLong difference(OptionalLong start, OptionalLong end) {
        return start.isPresent() && end.isPresent()
                ? OptionalLong.of(end.getAsLong() - start.getAsLong())
                : OptionalLong.empty();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}

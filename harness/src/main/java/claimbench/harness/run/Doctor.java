package claimbench.harness.run;

import claimbench.harness.experiment.Target;
import claimbench.harness.experiment.TargetCatalogue;
import claimbench.harness.result.EnvironmentRecord;
import claimbench.harness.result.Trial;
import claimbench.harness.result.TrustCheck;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Looks at everything that a run needs of a machine, and makes the trust checks that need no trial. What a run needs has its
 * limits here, what a measurement needs in {@link MachineChecks}.
 */
public final class Doctor {
    /** The JDK that everything is built for. */
    static final int JAVA_FEATURE_MIN = 25;

    /** Both ends of 1,000 connections, and what a JVM has open beside them. */
    static final long OPEN_FILES_MIN = 2_500;

    /** Heaps of three JVMs, and what they need beside their heaps. */
    static final long MEMORY_BYTES_MIN = 1_500L << 20;

    /** A quick run stores some megabytes, a full one some hundred. */
    static final long DISK_BYTES_MIN = 500L << 20;

    private static final List<String> MODULES = List.of("load", "upstream", "micro", "semantics");

    /** How bad it is. */
    public enum State {
        PASSED,
        /** Measured with a limit, which the run says too. */
        LIMIT,
        /** Keeps a run from being made, or its results from being trusted. */
        FAILED,
        /** The machine does not show it: a container and a virtual machine hide much. */
        UNKNOWN
    }

    /**
     * One thing that was looked at.
     *
     * @param what it is
     * @param state how bad it is
     * @param seen on this machine
     * @param remedy what to do; empty where nothing is to be done
     */
    public record Finding(String what, State state, String seen, String remedy) {}

    private Doctor() {}

    /** How long the machine is watched for what others do on it. */
    private static final long WATCH_MILLIS = 1_000;

    /**
     * Looks at everything.
     *
     * @param watched what others do on the machine, by {@link #watch}
     */
    public static List<Finding> examine(
            EnvironmentRecord machine, Installation installation, List<Trial.Finding> watched)
            throws InterruptedException {
        var findings = new ArrayList<>(requirements(machine, installation));
        KernelFiles kernel = KernelFiles.ofSystem();
        watched.stream().map(Doctor::now).forEach(findings::add);
        MachineChecks.ofMachine(kernel, machine.cores()).stream()
                .map(Doctor::finding)
                .forEach(findings::add);
        findings.add(finding(cpuSets(machine.cores(), Affinity.taskset())));
        findings.add(witness(SearchPath.find(Wrk.NAME)));
        return List.copyOf(findings);
    }

    /** A trust check as it is told here. */
    public static Finding finding(Trial.Finding finding) {
        return new Finding(
                finding.check().name(),
                switch (finding.state()) {
                    case PASSED -> State.PASSED;
                    case FAILED -> State.FAILED;
                    case UNKNOWN -> State.UNKNOWN;
                },
                finding.detail(),
                finding.failed()
                        ? finding.check().meaning() + " " + finding.check().remedy()
                        : "");
    }

    /** What may be over before a run, and each trial looks for itself: no more than a limit. */
    private static Finding now(Trial.Finding watched) {
        Finding finding = finding(watched);
        return finding.state == State.FAILED
                ? new Finding(finding.what, State.LIMIT, finding.seen + ", now", finding.remedy)
                : finding;
    }

    /** Watches for a second what others do on these cores. */
    public static List<Trial.Finding> watch(List<Integer> cores) throws InterruptedException {
        KernelFiles kernel = KernelFiles.ofSystem();
        OptionalLong ownStart = OwnCpuTime.nanos();
        MachineCounters start = MachineCounters.read(kernel, cores);
        Thread.sleep(WATCH_MILLIS);
        MachineCounters end = MachineCounters.read(kernel, cores);
        OptionalLong ownEnd = OwnCpuTime.nanos();
        OptionalLong own = ownStart.isPresent() && ownEnd.isPresent()
                ? OptionalLong.of(ownEnd.getAsLong() - ownStart.getAsLong())
                : OptionalLong.empty();
        boolean everStolen = end.stolenNanos().orElse(0) > 0;
        return List.of(
                MachineChecks.otherLoad(start, end, own, cores.size()),
                MachineChecks.steal(start, end, cores.size(), everStolen, MachineChecks.isVirtual(kernel)),
                MachineChecks.throttling(start, end),
                MachineChecks.swap(start, end));
    }

    /** Whether a process can be kept to a core, as those of a trial are: one that does nothing is, and the kernel is asked. */
    static Trial.Finding cpuSets(List<Integer> cores, Optional<Path> taskset) throws InterruptedException {
        if (taskset.isEmpty()) {
            return Trial.Finding.unknown(TrustCheck.CPU_SETS, TrustChecks.NOT_PINNED);
        }
        List<Integer> last = List.of(cores.getLast());
        Process idle;
        try {
            idle = new ProcessBuilder("cat").start(); // waits for what nobody sends, and ends with whoever started it
        } catch (IOException e) {
            return Trial.Finding.unknown(TrustCheck.CPU_SETS, "cannot be asked: " + e.getMessage());
        }
        try {
            Affinity.keepTo(idle.pid(), last);
            return TrustChecks.placed(
                    List.of(new TrustChecks.Placed("a process", last, Affinity.cores(idle.pid()))),
                    "a process can be kept to core " + Affinity.list(last));
        } finally {
            idle.destroyForcibly().waitFor();
        }
    }

    static Finding witness(Optional<Path> wrk) {
        return wrk.map(path -> new Finding(
                        TrustCheck.SECOND_WITNESS.name(),
                        State.UNKNOWN,
                        "wrk is at " + path + ", and was not asked: --measure asks it",
                        ""))
                .orElseGet(() -> new Finding(
                        TrustCheck.SECOND_WITNESS.name(),
                        State.UNKNOWN,
                        "wrk is missing: nothing checks Gatling from outside",
                        "Install it: apt install wrk, dnf install wrk, or brew install wrk."));
    }

    private static List<Finding> requirements(EnvironmentRecord machine, Installation installation)
            throws InterruptedException {
        return List.of(
                jdk(),
                installed(installation),
                cores(machine.cores().size()),
                taskset(machine.taskset()),
                memory(machine.memoryBytesAvailable()),
                openFiles(machine.openFilesMax()),
                load(machine.loadAverage(), machine.cores().size()),
                disk(machine.diskBytesFree()),
                loopback(),
                python(Python.find()),
                prometheus());
    }

    static Finding jdk() {
        int feature = Runtime.version().feature();
        String seen = System.getProperty("java.vendor", "") + " " + Runtime.version();
        Optional<String> missing;
        try {
            Installation.javaLauncher();
            missing = Optional.empty();
        } catch (TrialFailure e) {
            missing = Optional.ofNullable(e.getMessage());
        }
        return new Finding(
                "JDK",
                feature < JAVA_FEATURE_MIN || missing.isPresent() ? State.FAILED : State.PASSED,
                missing.map(text -> seen + "; " + text).orElse(seen),
                feature < JAVA_FEATURE_MIN || missing.isPresent()
                        ? "Install a JDK " + JAVA_FEATURE_MIN + " or later, and set CLAIMBENCH_JAVA_HOME to its folder."
                        : "");
    }

    static Finding installed(Installation installation) {
        var missing = new ArrayList<String>();
        var modules = new ArrayList<>(MODULES);
        modules.addAll(TargetCatalogue.all().stream().map(Target::module).toList());
        for (String module : modules) {
            try {
                installation.jar(module);
            } catch (TrialFailure e) {
                missing.add(module);
            }
        }
        return new Finding(
                "programs",
                missing.isEmpty() ? State.PASSED : State.FAILED,
                missing.isEmpty()
                        ? "all in " + installation.lib()
                        : "not in " + installation.lib() + ": " + String.join(", ", missing),
                missing.isEmpty() ? "" : "Build the distribution: ./mvnw package.");
    }

    static Finding cores(int cores) {
        return switch (cores) {
            case 1 ->
                new Finding(
                        "cores",
                        State.LIMIT,
                        "1: target, generator and upstream share it; parallel work cannot be measured",
                        "Use a machine with two cores or more; with four, nothing is shared.");
            case 2, 3 ->
                new Finding(
                        "cores",
                        State.LIMIT,
                        cores + ": the target is kept apart from the load, but not in experiments that use all cores",
                        "With four cores or more, nothing is shared.");
            default -> new Finding("cores", State.PASSED, cores + ": nothing is shared with the target", "");
        };
    }

    static Finding taskset(boolean present) {
        return present
                ? new Finding("taskset", State.PASSED, "processes can be kept to cores", "")
                : new Finding(
                        "taskset",
                        State.LIMIT,
                        "missing: processes cannot be kept to cores, and all share all of them",
                        "On Linux, install util-linux; other systems cannot do it.");
    }

    static Finding memory(long bytesAvailable) {
        return new Finding(
                "memory",
                bytesAvailable < MEMORY_BYTES_MIN ? State.FAILED : State.PASSED,
                mebibytes(bytesAvailable) + " available",
                bytesAvailable < MEMORY_BYTES_MIN
                        ? "End other programs: at least " + mebibytes(MEMORY_BYTES_MIN) + " are needed."
                        : "");
    }

    static Finding openFiles(long max) {
        if (max < 0) {
            return new Finding("open files", State.UNKNOWN, "no limit is known", "");
        }
        return new Finding(
                "open files",
                max < OPEN_FILES_MIN ? State.FAILED : State.PASSED,
                "at most " + max + " a process",
                max < OPEN_FILES_MIN ? "ulimit -n " + OPEN_FILES_MIN + " (or higher), for 1,000 connections." : "");
    }

    static Finding load(double average, int cores) {
        boolean busy = average > cores / 2.0;
        return new Finding(
                "load average",
                busy ? State.LIMIT : average < 0 ? State.UNKNOWN : State.PASSED,
                average < 0
                        ? "unknown"
                        : String.format(Locale.ROOT, "%.2f on %d %s", average, cores, cores == 1 ? "core" : "cores"),
                busy ? "Wait, or end what is running: it takes time from what is measured." : "");
    }

    static Finding disk(long bytesFree) {
        return new Finding(
                "disk",
                bytesFree < DISK_BYTES_MIN ? State.FAILED : State.PASSED,
                mebibytes(bytesFree) + " free",
                bytesFree < DISK_BYTES_MIN
                        ? "Free some space, or store the run elsewhere (--out): " + mebibytes(DISK_BYTES_MIN)
                                + " are needed."
                        : "");
    }

    static Finding loopback() {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var client = new Socket(server.getInetAddress(), server.getLocalPort())) {
            return new Finding("loopback", State.PASSED, "connections to " + client.getInetAddress() + " work", "");
        } catch (IOException e) {
            return new Finding(
                    "loopback",
                    State.FAILED,
                    "no connection to this machine itself: " + e.getMessage(),
                    "Bring the loopback interface up (ip link set lo up).");
        }
    }

    static Finding python(Optional<Python> found) {
        return found.map(python -> new Finding(
                        "python3", State.PASSED, "CPython " + python.version() + ", " + python.launcher(), ""))
                .orElseGet(() -> new Finding(
                        "python3",
                        State.LIMIT,
                        "missing: the programs of claims S01 to S20 are run in Java only, so these hold by analogy",
                        "Install " + Python.WANTED + "."));
    }

    static Finding prometheus() {
        Optional<Path> found = SearchPath.find("prometheus");
        return found.isPresent()
                ? new Finding("prometheus", State.PASSED, found.get().toString(), "")
                : new Finding(
                        "prometheus",
                        State.LIMIT,
                        "missing: no live dashboard; runs do not need it",
                        "Install prometheus, or use the compose file in dashboards.");
    }

    private static String mebibytes(long bytes) {
        return (bytes >> 20) + " MiB";
    }
}
